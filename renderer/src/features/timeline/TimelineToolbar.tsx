import { ArrowDownToLine, CirclePause, CirclePlay } from 'lucide-react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useGaps, useTimeline } from '../../app-context.ts';
import { isFollowingNow } from '../../stores/timeline.ts';
import { Button } from '../../ui/Button.tsx';
import { OverallRate } from '../rates/OverallRate.tsx';
import type { TimelineCommands } from './commands.ts';
import { Counts } from './Counts.tsx';
import { DisplayMenu } from './DisplayMenu.tsx';
import { GoToTime } from './GoToTime.tsx';
import styles from './TimelineToolbar.module.css';

/** Where to go on the timeline, how it is shown, and whether it moves. */
export function TimelineToolbar({ commands }: { readonly commands: TimelineCommands }) {
  const { stores } = useApp();
  const isFollowing = useTimeline(isFollowingNow);
  const isPaused = useTimeline((slice) => slice.pausedAt !== null);
  const hasGaps = useGaps((slice) => slice.gaps.length > 0);
  return (
    <div role="group" aria-label={t('Timeline tools')} className={styles['bar']}>
      <Counts />
      <OverallRate />
      <span className={styles['space']} />
      {hasGaps && (
        <Button look="quiet" onPress={commands.nextGap}>
          {t('Next gap')}
        </Button>
      )}
      <Button
        look="quiet"
        onPress={() => {
          stores.shell.setState({ view: 'sessions' });
        }}
      >
        {t('Export…')}
      </Button>
      <GoToTime commands={commands} />
      <DisplayMenu />
      <Button
        look="quiet"
        aria-pressed={isFollowing}
        className={styles['toggle']}
        onPress={commands.toggleFollow}
      >
        <ArrowDownToLine size={16} aria-hidden="true" />
        {isFollowing ? t('Following newest') : t('Follow newest')}
      </Button>
      <Button className={styles['pause']} onPress={commands.togglePause}>
        {isPaused ? (
          <CirclePlay size={16} aria-hidden="true" />
        ) : (
          <CirclePause size={16} aria-hidden="true" />
        )}
        {isPaused ? t('Resume') : t('Pause')}
      </Button>
    </div>
  );
}
