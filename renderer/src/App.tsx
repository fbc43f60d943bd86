import { useEffect, type JSX } from 'react';
import { useApp, useSession, useShell } from './app-context.ts';
import { ConnectionBanner } from './features/connection/ConnectionBanner.tsx';
import { ConnectionView } from './features/connection/ConnectionView.tsx';
import { Voice } from './features/connection/Voice.tsx';
import { ProfileDialog } from './features/profiles/ProfileDialog.tsx';
import { WelcomeCard } from './features/profiles/WelcomeCard.tsx';
import { Footer } from './features/shell/Footer.tsx';
import { Header } from './features/shell/Header.tsx';
import { HelpDialog } from './features/shell/HelpDialog.tsx';
import { Nav } from './features/shell/Nav.tsx';
import { Notices } from './features/shell/Notices.tsx';
import { PracticeStrip } from './features/shell/PracticeStrip.tsx';
import { StartProblem } from './features/shell/StartProblem.tsx';
import { useShellKeys } from './features/shell/use-shell-keys.ts';
import { TimelineView } from './features/timeline/TimelineView.tsx';
import { TopicsView } from './features/topics/TopicsView.tsx';
import type { ViewName } from './stores/shell.ts';
import styles from './App.module.css';

const VIEWS: Record<ViewName, () => JSX.Element> = {
  timeline: TimelineView,
  topics: TopicsView,
  connection: ConnectionView,
};

export function App() {
  const { sync } = useApp();
  const loading = useSession((slice) => slice.loading);
  useTheme();
  return (
    <>
      <Voice />
      {loading === 'loading' && <p className={styles['loading']}>Opening Vigil…</p>}
      {loading === 'ready' && <Shell />}
      {typeof loading === 'object' && <StartProblem error={loading.failedWith} onRetry={sync.reload} />}
    </>
  );
}

function Shell() {
  const view = useShell((slice) => slice.view);
  const View = VIEWS[view];
  useShellKeys();
  return (
    <div className={styles['shell']}>
      <Header />
      <PracticeStrip />
      <ConnectionBanner />
      <Notices />
      <WelcomeCard />
      <Nav />
      <main className={styles['main']} aria-label={view}>
        <View />
      </main>
      <Footer />
      <ProfileDialog />
      <HelpDialog />
    </div>
  );
}

/** `system` leaves the choice to the operating system; the others fix it on the root element. */
function useTheme(): void {
  const theme = useSession((slice) => slice.settings.theme);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
