import { useEffect, useLayoutEffect, type JSX } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { ViewName } from '../../shared/model/view-name.ts';
import { languageOf } from '../../shared/text/languages.ts';
import { t } from '../../shared/text/t.ts';
import { useApp, useBoardChoice, useRecordings, useSession, useShell } from './app-context.ts';
import { BoardView } from './features/board/BoardView.tsx';
import { useCountOverLimit } from './features/board/use-count-over-limit.ts';
import { Wallboard } from './features/board/wallboard/Wallboard.tsx';
import { AlertsView } from './features/alerts/AlertsView.tsx';
import { AlertVoice } from './features/alerts/AlertVoice.tsx';
import { RuleEditor } from './features/alerts/RuleEditor.tsx';
import { ConnectionBanner } from './features/connection/ConnectionBanner.tsx';
import { ConnectionView } from './features/connection/ConnectionView.tsx';
import { Voice } from './features/connection/Voice.tsx';
import { Palette } from './features/palette/Palette.tsx';
import { ProfileDialog } from './features/profiles/ProfileDialog.tsx';
import { useNamedOrganisation } from './features/profiles/use-named-organisation.ts';
import { WelcomeCard } from './features/profiles/WelcomeCard.tsx';
import { CloseDialog } from './features/shell/CloseDialog.tsx';
import { Footer } from './features/shell/Footer.tsx';
import { Header } from './features/shell/Header.tsx';
import { HelpDialog } from './features/shell/HelpDialog.tsx';
import { Nav } from './features/shell/Nav.tsx';
import { Notices } from './features/shell/Notices.tsx';
import { PracticeStrip } from './features/shell/PracticeStrip.tsx';
import { StartProblem } from './features/shell/StartProblem.tsx';
import { NotInReplay } from './features/sessions/NotInReplay.tsx';
import { ReplayBar } from './features/sessions/ReplayBar.tsx';
import { SessionsView } from './features/sessions/SessionsView.tsx';
import { viewLabel } from './features/shell/views.ts';
import { useReveal } from './features/shell/use-reveal.ts';
import { useShellActions } from './features/shell/use-shell-actions.ts';
import { SettingsView } from './features/settings/SettingsView.tsx';
import { TimelineView } from './features/timeline/TimelineView.tsx';
import { TopicsView } from './features/topics/TopicsView.tsx';
import { useKeys } from './keys/use-keys.ts';
import { openReplay } from './stores/recordings.ts';
import styles from './App.module.css';

const VIEWS: Record<ViewName, () => JSX.Element> = {
  board: BoardView,
  timeline: TimelineView,
  topics: TopicsView,
  connection: ConnectionView,
  alerts: AlertsView,
  sessions: SessionsView,
  settings: SettingsView,
};

/** These act on the organisation as it is now: in a replay they would mislead. */
const OF_THE_PRESENT: ReadonlySet<ViewName> = new Set<ViewName>(['board', 'topics', 'connection']);

export function App() {
  const { sync } = useApp();
  const loading = useSession((slice) => slice.loading);
  const locale = useLanguage();
  useTheme();
  useTitle();
  return (
    <I18nProvider locale={locale}>
      <Voice />
      <AlertVoice />
      {loading === 'loading' && <p className={styles['loading']}>{t('Opening Vigil…')}</p>}
      {loading === 'ready' && <Shell />}
      {typeof loading === 'object' && <StartProblem error={loading.failedWith} onRetry={sync.reload} />}
    </I18nProvider>
  );
}

function Shell() {
  const view = useShell((slice) => slice.view);
  const isReplay = useRecordings((slice) => openReplay(slice) !== null);
  const isWallboard = useBoardChoice((choice) => choice.isWallboard) && view === 'board' && !isReplay;
  const View = isReplay && OF_THE_PRESENT.has(view) ? NotInReplay : VIEWS[view];
  useKeys();
  useShellActions();
  useReveal();
  useCountOverLimit();
  if (isWallboard) return <Wallboard />;
  return (
    <div className={styles['shell']} data-replay={isReplay || undefined}>
      <ReplayBar />
      <Header />
      <PracticeStrip />
      <ConnectionBanner />
      <Notices />
      <WelcomeCard />
      <Nav />
      <main className={styles['main']} aria-label={viewLabel(view)}>
        <View />
      </main>
      <Footer />
      <ProfileDialog />
      <RuleEditor />
      <HelpDialog />
      <Palette />
      <CloseDialog />
    </div>
  );
}

/**
 * The language that is spoken, said to screen readers as well. Whoever uses it is drawn anew when it changes, and so is
 * all below; what is written down in stores keeps the language in which it was.
 */
function useLanguage(): string {
  const choice = useSession((slice) => slice.settings.language);
  const locale = languageOf(choice, navigator.language);
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return locale === 'en' ? 'en-GB' : locale;
}

/** The window is named after the organisation that it shows, where there are several. */
function useTitle(): void {
  const name = useNamedOrganisation()?.name;
  useEffect(() => {
    document.title = name === undefined ? 'Vigil' : `${name} – Vigil`;
  }, [name]);
}

/**
 * `system` leaves the choice to the operating system; the others fix it on the root element. Before any effect of a
 * view: a canvas reads its colours from there.
 */
function useTheme(): void {
  const theme = useSession((slice) => slice.settings.theme);
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
