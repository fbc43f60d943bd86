import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';
import { useApp, useTimeline } from '../../app-context.ts';
import { newerCount, olderCount } from '../../stores/loaded-range.ts';
import { indexOfPosition, type Row } from './rows.ts';
import { TimelineRow } from './TimelineRow.tsx';
import styles from './TimelineGrid.module.css';
import { useFollow } from './use-follow.ts';
import type { GridFocus } from './use-grid-focus.ts';

const ROW_PX = 29;
const GAP_PX = 84;
/** Older and newer pages are fetched this many rows before the reader gets to them. */
const PAGE_AHEAD_ROWS = 30;

function estimatedPx(row: Row | undefined): number {
  return row?.kind === 'open-gap' || (row?.kind === 'entry' && row.entry.type === 'gap') ? GAP_PX : ROW_PX;
}

interface TimelineGridProps {
  readonly rows: readonly Row[];
  readonly focus: GridFocus;
}

/**
 * The virtual list as a grid with one roving focus: while following, the grid itself is the tab stop; once the
 * reader is on a row, that row is, and it stays drawn even when it is scrolled out of sight.
 */
export function TimelineGrid({ rows, focus }: TimelineGridProps) {
  const range = useTimeline((slice) => slice.range);
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  const active = useTimeline((slice) => slice.active);
  const activeIndex = active === null ? null : indexOfPosition(rows, active);
  const [grid, setGrid] = useState<HTMLDivElement | null>(null);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);

  const virtualizer = useRowVirtualizer(rows, scroller, activeIndex);
  useEffect(() => {
    focus.attach(grid);
  }, [focus, grid]);
  useFollow(scroller, virtualizer, rows.at(-1)?.key);
  usePaging(rows.length, virtualizer.range);
  useEffect(() => {
    if (activeIndex !== null && !isFollowing) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a move of the focus scrolls, not a change of the rows
  }, [active, isFollowing, virtualizer]);

  const before = olderCount(range);
  return (
    <div
      ref={setGrid}
      role="grid"
      aria-label="Timeline"
      aria-readonly="true"
      aria-colcount={3}
      aria-rowcount={before + rows.length + newerCount(range) + 1}
      tabIndex={activeIndex === null ? 0 : -1}
      className={styles['grid']}
    >
      <Head />
      <div role="rowgroup" ref={setScroller} tabIndex={-1} className={styles['scroller']}>
        <div role="presentation" className={styles['sheet']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <TimelineRow
                key={item.key}
                row={row}
                index={item.index}
                rowIndex={before + item.index + 2}
                topPx={item.start}
                isTabStop={item.index === activeIndex}
                measure={virtualizer.measureElement}
                focus={focus}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head() {
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" aria-rowindex={1} className={styles['headRow']}>
        <div role="columnheader">Time</div>
        <div role="columnheader">Who or what</div>
        <div role="columnheader">Change</div>
      </div>
    </div>
  );
}

/** Draws the rows in sight, and the one with the focus wherever it is. */
function useRowVirtualizer(
  rows: readonly Row[],
  scroller: HTMLDivElement | null,
  activeIndex: number | null,
): Virtualizer<HTMLDivElement, Element> {
  // eslint-disable-next-line react-hooks/incompatible-library -- matters to the React compiler only, which is not used
  return useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => estimatedPx(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    anchorTo: 'end',
    rangeExtractor: (drawn) => {
      const indexes = defaultRangeExtractor(drawn);
      if (activeIndex === null || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((one, other) => one - other);
    },
  });
}

/** Fetches older and newer pages before the reader gets to them. */
function usePaging(
  rowCount: number,
  drawn: { readonly startIndex: number; readonly endIndex: number } | null,
): void {
  const { pager } = useApp();
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  const isPaused = useTimeline((slice) => slice.pausedAt !== null);
  const first = drawn?.startIndex ?? 0;
  const last = drawn?.endIndex ?? 0;
  useEffect(() => {
    if (isFollowing || rowCount === 0) return;
    if (first < PAGE_AHEAD_ROWS) void pager.loadOlder();
    if (!isPaused && last > rowCount - PAGE_AHEAD_ROWS) void pager.loadNewer();
  }, [pager, isFollowing, isPaused, first, last, rowCount]);
}
