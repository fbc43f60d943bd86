import { useDeferredValue, useMemo, useRef } from 'react';
import { useApp, useConnection, useSession, useTimeline } from '../../app-context.ts';
import { isAtTail } from '../../stores/loaded-range.ts';
import { unseenCount, waitingCount } from '../../stores/timeline.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { countText } from '../../wording/time.ts';
import { EmptyTimeline } from './EmptyTimeline.tsx';
import { createMatcher } from './filter.ts';
import { Inspector } from './inspector/Inspector.tsx';
import { buildRows, countAfter, type Row } from './rows.ts';
import { staleText } from './stale.ts';
import { TimelineGrid } from './TimelineGrid.tsx';
import { TimelineToolbar } from './TimelineToolbar.tsx';
import styles from './TimelineView.module.css';
import { useGridFocus } from './use-grid-focus.ts';
import { useTimelineCommands, type TimelineCommands } from './use-timeline-keys.ts';

const everything = (): boolean => true;

/** All that happened, newest last, with the gaps in between; an inspector beside it when a row is chosen. */
export function TimelineView() {
  const entries = useTimeline((slice) => slice.range.entries);
  const pausedAt = useTimeline((slice) => slice.pausedAt);
  const filter = useDeferredValue(useTimeline((slice) => slice.filter));
  const selected = useTimeline((slice) => slice.selected);
  const openGap = useConnection((slice) => slice.report.openGap);
  const directory = useSession((slice) => slice.directory);
  const matches = useMemo(() => createMatcher(filter, directory), [filter, directory]);
  const rows = useMemo(
    () => buildRows({ entries, pausedAt, matches: matches ?? everything, openGap }),
    [entries, pausedAt, matches, openGap],
  );
  const filterRef = useRef<HTMLInputElement>(null);
  const focus = useGridFocus();
  const commands = useTimelineCommands(rows, focus, filterRef);
  const matching = matches === null ? null : rows.filter((row) => row.kind === 'entry').length;
  const inspected = selected === null ? undefined : entries.find((entry) => entry.position === selected);

  return (
    <div className={styles['view']}>
      <div className={styles['main']}>
        <TimelineToolbar commands={commands} filterRef={filterRef} matching={matching} />
        <StaleStrip />
        <div className={styles['list']}>
          {rows.length === 0 ? (
            <EmptyTimeline isFiltered={matches !== null} />
          ) : (
            <TimelineGrid rows={rows} focus={focus} />
          )}
          <NewRowsPill commands={commands} rows={rows} />
        </div>
      </div>
      {inspected !== undefined && (
        <Inspector key={inspected.position} entry={inspected} commands={commands} />
      )}
    </div>
  );
}

function StaleStrip() {
  const text = staleText(
    useConnection((slice) => slice),
    useNowEvery(1000),
  );
  if (text === null) return null;
  return (
    <p className={styles['stale']}>
      <span>{text}</span>
    </p>
  );
}

interface NewRowsPillProps {
  readonly commands: TimelineCommands;
  readonly rows: readonly Row[];
}

/** In a place of its own, so that it comes and goes without moving anything. */
function NewRowsPill({ commands, rows }: NewRowsPillProps) {
  const { stores } = useApp();
  const waiting = useTimeline(waitingCount);
  const seenUpTo = useTimeline((slice) => slice.seenUpTo);
  const unseenOfAll = useTimeline(unseenCount);
  const hasAll = useTimeline((slice) => isAtTail(slice.range));
  const unseen = hasAll ? countAfter(rows, seenUpTo) : unseenOfAll;
  const isPaused = useTimeline((slice) => slice.pausedAt !== null);
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  if (isPaused) {
    return (
      <Button className={styles['pill']} onPress={commands.togglePause}>
        Paused · {countText(waiting)} waiting · Resume
      </Button>
    );
  }
  if (isFollowing || unseen === 0) return null;
  return (
    <Button
      className={styles['pill']}
      aria-label={`${countText(unseen)} new, jump to the newest`}
      onPress={() => {
        commands.follow();
        stores.timeline.setState({ selected: null });
      }}
    >
      {countText(unseen)} new ↓
    </Button>
  );
}
