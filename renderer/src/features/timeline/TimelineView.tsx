import { memo, useEffect, useMemo, useRef, type RefObject } from 'react';
import { useApp, useConnection, useSession, useTimeline } from '../../app-context.ts';
import { ENOUGH } from '../../entry-pages.ts';
import { hasOlder, type LoadedRange } from '../../stores/loaded-range.ts';
import { isMoving, type Edge } from '../../stores/timeline.ts';
import { useNowEvery } from '../../ui/use-now.ts';
import { FilterBar } from '../filter/FilterBar.tsx';
import { Histogram } from '../rates/Histogram.tsx';
import type { TimelineCommands } from './commands.ts';
import { hasEdge } from './edges.ts';
import { EmptyTimeline } from './EmptyTimeline.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { useRowActions } from './inspector/marks/use-row-actions.ts';
import { NewRowsPill } from './NewRowsPill.tsx';
import { buildRows, type Row } from './rows.ts';
import { staleText } from './stale.ts';
import { TimelineGrid } from './TimelineGrid.tsx';
import { TimelineToolbar } from './TimelineToolbar.tsx';
import styles from './TimelineView.module.css';
import { useGridFocus } from './use-grid-focus.ts';
import { useTimelineCommands } from './use-timeline-commands.ts';

/** All that happened, in order, with the gaps in between; an inspector beside it when a row is chosen. */
export function TimelineView() {
  const isFiltered = useTimeline((slice) => slice.filter !== '');
  const selected = useTimeline((slice) => slice.selected);
  const rows = useRows(isFiltered);
  const filterRef = useRef<HTMLInputElement>(null);
  const focus = useGridFocus();
  const commands = useTimelineCommands(rows, focus, filterRef);
  useRowActions();
  useLoading();

  return (
    <div className={styles['view']}>
      <div className={styles['main']}>
        <AboveList commands={commands} filterRef={filterRef} />
        <div className={styles['list']}>
          {rows.length === 0 ? (
            <EmptyTimeline isFiltered={isFiltered} />
          ) : (
            <TimelineGrid rows={rows} focus={focus} />
          )}
          <NewRowsPill commands={commands} />
        </div>
      </div>
      {selected !== null && <Inspector position={selected} commands={commands} />}
    </div>
  );
}

interface AboveListProps {
  readonly commands: TimelineCommands;
  readonly filterRef: RefObject<HTMLInputElement | null>;
}

/** Rows that come and go do not concern it: in a flood it would be drawn anew for each frame. */
const AboveList = memo(function AboveList({ commands, filterRef }: AboveListProps) {
  return (
    <>
      <FilterBar inputRef={filterRef} />
      <TimelineToolbar commands={commands} />
      <Histogram />
      <StaleStrip />
    </>
  );
});

function useRows(isFiltered: boolean): readonly Row[] {
  const entries = useTimeline((slice) => slice.range.entries);
  const pausedAt = useTimeline((slice) => slice.pausedAt);
  const hasOlderEdge = useTimeline((slice) => hasEdge(slice, 'older'));
  const hasNewerEdge = useTimeline((slice) => hasEdge(slice, 'newer'));
  const openGap = useConnection((slice) => slice.report.openGap);
  const order = useSession((slice) => slice.settings.timeline.order);
  return useMemo(() => {
    const edges: readonly Edge[] = [
      ...(hasOlderEdge ? (['older'] as const) : []),
      ...(hasNewerEdge ? (['newer'] as const) : []),
    ];
    return buildRows({ entries, pausedAt, openGap, order, edges, isFiltered });
  }, [entries, pausedAt, openGap, order, isFiltered, hasOlderEdge, hasNewerEdge]);
}

/** Loads what the list lacks whatever the reader does: enough rows to look at, and the newest for one that follows. */
function useLoading(): void {
  const { pager } = useApp();
  const needsOlder = useTimeline(({ range, older }) => isShort(range) && older.kind === 'idle');
  const needsNewest = useTimeline(
    (slice) => isMoving(slice) && slice.pausedAt === null && !slice.range.isAtTail,
  );
  useEffect(() => {
    if (needsOlder) void pager.load('older');
  }, [pager, needsOlder]);
  useEffect(() => {
    if (needsNewest) void pager.goToNewest();
  }, [pager, needsNewest]);
}

const isShort = (range: LoadedRange): boolean => range.entries.length < ENOUGH && hasOlder(range);

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
