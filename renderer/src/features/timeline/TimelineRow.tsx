import { memo, useEffect, useRef } from 'react';
import { useApp, useSession, useTimeline } from '../../app-context.ts';
import { focusRow, isMoving, selectRow } from '../../stores/timeline.ts';
import { dayName } from '../../wording/time.ts';
import { EdgeCell } from './EdgeCell.tsx';
import { EntryCells } from './EntryCells.tsx';
import { OpenGapBand } from './GapBand.tsx';
import styles from './Row.module.css';
import { positionOf, type Row } from './rows.ts';
import type { GridFocus } from './use-grid-focus.ts';

interface TimelineRowProps {
  readonly row: Row;
  readonly index: number;
  /** Counted over the whole history, for `aria-rowindex`. */
  readonly rowIndex: number;
  readonly topPx: number;
  readonly isTabStop: boolean;
  /** For rows whose height is not known before they are drawn; null for others. */
  readonly measure: ((element: Element | null) => void) | null;
  readonly focus: GridFocus;
  /** What names the organisation of the row, where there are several. */
  readonly describedBy: string | undefined;
}

function kindOf(row: Row): 'day' | 'edge' | 'gap' | 'event' | 'note' {
  if (row.kind === 'day' || row.kind === 'edge') return row.kind;
  if (row.kind === 'open-gap' || row.entry.type === 'gap') return 'gap';
  return row.entry.type === 'event' || row.entry.type === 'refreshed' ? 'event' : 'note';
}

/** One line of the grid at its place. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, index, rowIndex, topPx, isTabStop, measure, focus, describedBy } = props;
  const { stores } = useApp();
  const position = positionOf(row);
  const isSelected = useTimeline((slice) => position !== null && slice.selected === position);
  const isNew = useTimeline((slice) => position !== null && !isMoving(slice) && position > slice.seenUpTo);
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    measure?.(element.current);
  }, [measure, index]);
  // A row that was only just drawn takes the focus that was waiting for it.
  useEffect(() => {
    if (isTabStop) focus.claim(element.current);
  }, [isTabStop, focus]);

  return (
    <div
      ref={element}
      data-index={index}
      data-kind={kindOf(row)}
      data-position={position ?? undefined}
      data-new={isNew || undefined}
      role="row"
      aria-rowindex={rowIndex}
      aria-describedby={describedBy}
      aria-selected={position === null ? undefined : isSelected}
      tabIndex={isTabStop ? 0 : -1}
      className={styles['row']}
      style={{ transform: `translateY(${String(topPx)}px)` }}
      onFocus={({ target, currentTarget }) => {
        if (position !== null && target === currentTarget)
          stores.timeline.setState((slice) => focusRow(slice, position));
      }}
      onClick={() => {
        if (position !== null) stores.timeline.setState((slice) => selectRow(slice, position));
      }}
    >
      <RowContent row={row} />
    </div>
  );
});

/** Drawn anew only when the row itself is another: its place changes far more often. */
const RowContent = memo(function RowContent({ row }: { readonly row: Row }) {
  const directory = useSession((slice) => slice.directory);
  switch (row.kind) {
    case 'day':
      return (
        <div role="gridcell" aria-colspan={3} className={styles['day']}>
          {dayName(row.at)}
        </div>
      );
    case 'edge':
      return <EdgeCell edge={row.edge} />;
    case 'open-gap':
      return <OpenGapBand gap={row.gap} />;
    case 'entry':
      return <EntryCells row={row} directory={directory} />;
  }
});
