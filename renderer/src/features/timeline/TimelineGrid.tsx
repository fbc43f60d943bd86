import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useState, type RefObject } from 'react';
import type { TimelineDisplay } from '../../../../shared/model/timeline-display.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useTimeline } from '../../app-context.ts';
import { newerCount, olderCount } from '../../stores/loaded-range.ts';
import { isMoving } from '../../stores/timeline.ts';
import { useNamedOrganisation } from '../profiles/use-named-organisation.ts';
import { mayShowNewer } from './edges.ts';
import { endsAhead } from './page-ahead.ts';
import { useRowSlots } from './row-slots.ts';
import { indexOfPosition, type Row } from './rows.ts';
import { tellScroll } from './tell-scroll.ts';
import { TimelineRow } from './TimelineRow.tsx';
import styles from './TimelineGrid.module.css';
import { useAnchor } from './use-anchor.ts';
import { useFollow } from './use-follow.ts';
import type { GridFocus } from './use-grid-focus.ts';
import { useHold } from './use-hold.ts';

const ROW_PX: Record<TimelineDisplay['density'], number> = { comfortable: 29, compact: 24 };
const GAP_PX = 84;

/** Says of every row whose it is. */
const ROW_ORGANISATION_ID = 'timeline-organisation';

const isGap = (row: Row | undefined): boolean =>
  row?.kind === 'open-gap' || (row?.kind === 'entry' && row.entry.type === 'gap');

interface TimelineGridProps {
  readonly rows: readonly Row[];
  readonly focus: GridFocus;
}

/**
 * The virtual list as a grid with one roving focus: while following, the grid itself is the tab stop; once the
 * reader is on a row, that row is, and it stays drawn even when it is scrolled out of sight.
 */
export function TimelineGrid({ rows, focus }: TimelineGridProps) {
  const { order, density } = useSession((slice) => slice.settings.timeline);
  const active = useTimeline((slice) => slice.active);
  const activeIndex = active === null ? null : indexOfPosition(rows, active);
  const [grid, setGrid] = useState<HTMLDivElement | null>(null);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const isMirrored = order === 'newest-first';

  const virtualizer = useRowVirtualizer(rows, scroller, activeIndex, ROW_PX[density]);
  useEffect(() => {
    focus.attach(grid);
  }, [focus, grid]);
  useFollow(scroller, virtualizer, isMirrored ? 'top' : 'bottom', rows.at(isMirrored ? 0 : -1)?.key);
  useAnchor(scroller, virtualizer, rows, !useTimeline(isMoving));
  const isPressed = useHold(scroller);
  usePaging(rows, virtualizer.range, isMirrored);
  useScrollToActive(scroller, virtualizer, active, activeIndex, isPressed);

  const items = virtualizer.getVirtualItems();
  const slotOf = useRowSlots(items.map(({ key }) => key));
  const { before, count } = useRowCount(rows.length, isMirrored);
  const organisation = useNamedOrganisation();
  return (
    <div
      ref={setGrid}
      role="grid"
      aria-label={
        organisation === null ? t('Timeline') : t('Timeline of {name}', { name: organisation.name })
      }
      data-organisation={organisation?.colour}
      aria-readonly="true"
      aria-colcount={3}
      aria-rowcount={count}
      tabIndex={activeIndex === null ? 0 : -1}
      data-density={density}
      className={styles['grid']}
    >
      <Head />
      {organisation !== null && (
        <span id={ROW_ORGANISATION_ID} hidden>
          {organisation.name}
        </span>
      )}
      <div role="rowgroup" ref={setScroller} tabIndex={-1} className={styles['scroller']}>
        <div role="presentation" className={styles['sheet']} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <TimelineRow
                key={slotOf(item.key)}
                row={row}
                index={item.index}
                rowIndex={before + item.index + 2}
                topPx={item.start}
                isTabStop={item.index === activeIndex}
                measure={isGap(row) ? virtualizer.measureElement : null}
                focus={focus}
                describedBy={organisation === null ? undefined : ROW_ORGANISATION_ID}
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
        <div role="columnheader">{t('Time')}</div>
        <div role="columnheader">{t('Who or what')}</div>
        <div role="columnheader">{t('Change')}</div>
      </div>
    </div>
  );
}

/** How many rows there are in all, and how many lie before the loaded ones; a filter leaves that open. */
function useRowCount(
  loaded: number,
  isMirrored: boolean,
): { readonly before: number; readonly count: number } {
  const isFiltered = useTimeline((slice) => slice.filter !== '');
  const older = useTimeline((slice) => olderCount(slice.range));
  const newer = useTimeline((slice) => newerCount(slice.range));
  if (isFiltered) return { before: 0, count: -1 };
  return { before: isMirrored ? newer : older, count: older + loaded + newer + 1 };
}

/** Draws the rows in sight, and the one with the focus wherever it is. */
function useRowVirtualizer(
  rows: readonly Row[],
  scroller: HTMLDivElement | null,
  activeIndex: number | null,
  rowPx: number,
): Virtualizer<HTMLDivElement, Element> {
  const isFollowed = useTimeline(isMoving);
  // eslint-disable-next-line react-hooks/incompatible-library -- matters to the React compiler only, which is not used
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (isGap(rows[index]) ? GAP_PX : rowPx),
    getItemKey: (index) => rows[index]?.key ?? index,
    // A list that follows moves by itself: what lies just out of its sight would be drawn for nobody.
    overscan: isFollowed ? 0 : 10,
    // What a scroll changes is drawn with whatever else the same frame brings.
    useFlushSync: false,
    // Whatever joins or leaves the list at either end, the rows in sight stay where they are.
    anchorTo: 'end',
    rangeExtractor: (drawn) => {
      const indexes = defaultRangeExtractor(drawn);
      if (activeIndex === null || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((one, other) => one - other);
    },
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowPx]);
  return virtualizer;
}

/** Fetches older and newer pages before the reader gets to them. */
function usePaging(
  rows: readonly Row[],
  drawn: { readonly startIndex: number; readonly endIndex: number } | null,
  isMirrored: boolean,
): void {
  const { pager, stores } = useApp();
  const isFollowed = useTimeline(isMoving);
  const hasNewer = useTimeline(mayShowNewer);
  const older = useTimeline((slice) => slice.older.kind);
  const newer = useTimeline((slice) => slice.newer.kind);
  const first = drawn?.startIndex ?? 0;
  const last = drawn?.endIndex ?? 0;
  useEffect(() => {
    if (isFollowed || rows.length === 0) return;
    const isAhead = endsAhead({ rows, isMirrored, first, last }, stores.timeline.getState());
    // What failed or was stopped waits for the reader.
    if (isAhead.older && older === 'idle') void pager.load('older');
    if (isAhead.newer && newer === 'idle' && hasNewer) void pager.load('newer');
  }, [pager, stores, isFollowed, hasNewer, isMirrored, first, last, rows, older, newer]);
}

/** The row with the focus comes into sight, one that was jumped to into the middle; one that is pressed is in sight. */
function useScrollToActive(
  scroller: HTMLDivElement | null,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  active: number | null,
  activeIndex: number | null,
  isPressed: RefObject<boolean>,
): void {
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  useEffect(() => {
    // A view that opens on a row has nothing to scroll in its first drawing.
    if (scroller === null || activeIndex === null || isFollowing || isPressed.current) return;
    const drawn = virtualizer.range;
    const isNear = drawn !== null && activeIndex >= drawn.startIndex - 2 && activeIndex <= drawn.endIndex + 2;
    virtualizer.scrollToIndex(activeIndex, { align: isNear ? 'auto' : 'center' });
    tellScroll(scroller);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a move of the focus scrolls, not a change of the rows
  }, [scroller, active, isFollowing, virtualizer]);
}
