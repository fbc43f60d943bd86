import { ArrowDownToLine, CirclePause, CirclePlay, Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { useApp, useGaps, useTimeline } from '../../app-context.ts';
import { MAX_LOADED, olderCount } from '../../stores/loaded-range.ts';
import { waitingCount } from '../../stores/timeline.ts';
import { Button } from '../../ui/Button.tsx';
import { countText } from '../../wording/time.ts';
import styles from './TimelineToolbar.module.css';
import type { TimelineCommands } from './use-timeline-keys.ts';

interface TimelineToolbarProps {
  readonly commands: TimelineCommands;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  /** How many loaded rows the filter lets through; null without a filter. */
  readonly matching: number | null;
}

export function TimelineToolbar({ commands, filterRef, matching }: TimelineToolbarProps) {
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  const isPaused = useTimeline((slice) => slice.pausedAt !== null);
  const waiting = useTimeline(waitingCount);
  const hasGaps = useGaps((slice) => slice.gaps.length > 0);
  return (
    <div role="group" aria-label="Timeline tools" className={styles['bar']}>
      <FilterBox filterRef={filterRef} />
      <FilterCount matching={matching} />
      <span className={styles['space']} />
      {hasGaps && (
        <Button look="quiet" onPress={commands.nextGap}>
          Next gap
        </Button>
      )}
      <Button
        look="quiet"
        aria-pressed={isFollowing}
        className={styles['toggle']}
        onPress={commands.toggleFollow}
      >
        <ArrowDownToLine size={16} aria-hidden="true" />
        {isFollowing ? 'Following newest' : 'Follow newest'}
      </Button>
      <Button className={styles['pause']} onPress={commands.togglePause}>
        {isPaused ? (
          <CirclePlay size={16} aria-hidden="true" />
        ) : (
          <CirclePause size={16} aria-hidden="true" />
        )}
        {isPaused ? `Resume · ${countText(waiting)} waiting` : 'Pause'}
      </Button>
    </div>
  );
}

function FilterBox({ filterRef }: Pick<TimelineToolbarProps, 'filterRef'>) {
  const { stores } = useApp();
  const filter = useTimeline((slice) => slice.filter);
  return (
    <SearchField
      aria-label="Filter rows"
      className={styles['filter'] ?? ''}
      value={filter}
      onChange={(text) => {
        stores.timeline.setState({ filter: text });
      }}
    >
      <Search size={15} aria-hidden="true" />
      <Input ref={filterRef} placeholder="Filter by name, topic or text" />
      {filter !== '' && (
        <Button look="quiet" aria-label="Clear filter" className={styles['clear']}>
          <X size={15} aria-hidden="true" />
        </Button>
      )}
    </SearchField>
  );
}

/** A filter looks at loaded rows only, so it says how many those are and offers more. */
function FilterCount({ matching }: Pick<TimelineToolbarProps, 'matching'>) {
  const { pager } = useApp();
  const range = useTimeline((slice) => slice.range);
  if (matching === null) return null;
  const older = olderCount(range);
  return (
    <span className={styles['count']}>
      {countText(matching)} of {countText(range.entries.length)} loaded rows
      {older > 0 && range.entries.length < MAX_LOADED && (
        <Button look="quiet" onPress={() => void pager.loadOlder()}>
          Load older
        </Button>
      )}
    </span>
  );
}
