import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useTimeline } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { countText } from '../../wording/time.ts';
import type { TimelineCommands } from './commands.ts';
import styles from './NewRowsPill.module.css';
import { waitingText } from './wording.ts';

/** How much is new or held back, in a place of its own at the end where it will appear, so that it moves nothing. */
export function NewRowsPill({ commands }: { readonly commands: TimelineCommands }) {
  const { stores } = useApp();
  const unseen = useTimeline((slice) => slice.unseen);
  const isPaused = useTimeline((slice) => slice.pausedAt !== null);
  const isMirrored = useSession((slice) => slice.settings.timeline.order === 'newest-first');
  const at = isMirrored ? 'top' : 'bottom';
  if (isPaused) return <PausedPill at={at} commands={commands} />;
  if (unseen === 0) return null;
  return (
    <Button
      className={styles['pill']}
      data-at={at}
      aria-label={t('{unseen} new, jump to the newest', { unseen: countText(unseen) })}
      onPress={() => {
        commands.follow();
        stores.timeline.setState({ selected: null });
      }}
    >
      {t('{unseen} new', { unseen: countText(unseen) })} {isMirrored ? '↑' : '↓'}
    </Button>
  );
}

interface PausedPillProps {
  readonly at: 'top' | 'bottom';
  readonly commands: TimelineCommands;
}

function PausedPill({ at, commands }: PausedPillProps) {
  const waiting = useTimeline((slice) => slice.waiting);
  const since = useTimeline((slice) => slice.waitingSince);
  const now = useNowEvery(1000);
  return (
    <Button className={styles['pill']} data-at={at} onPress={commands.resume}>
      {t('Paused · {waiting} · Resume', { waiting: waitingText(waiting, since, now) })}
    </Button>
  );
}
