import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useBoardChoice } from '../../app-context.ts';
import type { AgentPlace } from '../../stores/board-choice.ts';
import type { GridFocus } from '../timeline/use-grid-focus.ts';
import styles from './BoardGrid.module.css';
import { GroupPart, type PlacedLine } from './GroupPart.tsx';
import { cellOf, firstPlace, linesOf, movedFrom, type Line, type Move } from './lines.ts';
import type { GroupPicture } from './picture.ts';
import { usePicture } from './use-board.ts';
import { useColumns, useLineVirtualizer } from './use-lines.ts';

/** All groups one under the other, of which only what is in sight is drawn. One tab stop leads into all their grids. */
export function BoardGrid({ focus }: { readonly focus: GridFocus }) {
  const density = useBoardChoice((choice) => choice.density);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const columns = useColumns(scroller, density);
  const lines = useLines(columns);
  const tabStop = useTabStop(lines);
  const activeLine = cellOf(lines, tabStop)?.line ?? null;
  const virtualizer = useLineVirtualizer(lines, scroller, activeLine, density);
  const onKeyDown = useMoves(lines, tabStop, focus);
  useEffect(() => {
    focus.attach(scroller);
  }, [focus, scroller]);
  const active = useBoardChoice((choice) => choice.active);
  useEffect(() => {
    if (active !== null && activeLine !== null) virtualizer.scrollToIndex(activeLine, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a move of the focus scrolls, and that the board opens on it
  }, [active, virtualizer, scroller]);
  const placed = virtualizer.getVirtualItems().flatMap(({ index, start, size }): readonly PlacedLine[] => {
    const line = lines[index];
    return line === undefined ? [] : [{ line, topPx: start, heightPx: size }];
  });
  return (
    <div
      ref={setScroller}
      role="group"
      aria-label={t('Agents by group')}
      data-density={density}
      className={styles['scroller']}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles['sheet']} style={{ height: virtualizer.getTotalSize() }}>
        {byGroup(placed).map(([group, part]) => (
          <GroupPart
            key={group.key}
            group={group}
            lines={part}
            columns={columns}
            tabStop={tabStop}
            focus={focus}
          />
        ))}
      </div>
    </div>
  );
}

function useLines(columns: number): readonly Line[] {
  const groups = usePicture((picture) => picture.groups);
  const form = useBoardChoice((choice) => choice.form);
  const collapsed = useBoardChoice((choice) => choice.collapsed);
  return useMemo(() => linesOf(groups, { form, collapsed, columns }), [groups, form, collapsed, columns]);
}

/** Whom a Tab leads to: whoever had the focus last, as long as there is such a card. */
function useTabStop(lines: readonly Line[]): AgentPlace | null {
  const active = useBoardChoice((choice) => choice.active);
  return cellOf(lines, active) === null ? firstPlace(lines) : active;
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'first',
  End: 'last',
};

function useMoves(
  lines: readonly Line[],
  tabStop: AgentPlace | null,
  focus: GridFocus,
): (event: KeyboardEvent) => void {
  const { stores } = useApp();
  return (event) => {
    const isInGrid = event.target instanceof Element && event.target.closest('[role="grid"]') !== null;
    if (!isInGrid || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (move === undefined) {
      stores.boardChoice.setState({ opened: tabStop });
      return;
    }
    const next = movedFrom(lines, tabStop, move);
    if (next === null || (next.groupKey === tabStop?.groupKey && next.userId === tabStop.userId)) return;
    focus.request();
    // With the side sheet open, walking over the cards walks through the people.
    stores.boardChoice.setState(({ opened }) => ({ active: next, opened: opened === null ? null : next }));
  };
}

/** The lines of each group together, in their order. */
function byGroup(
  placed: readonly PlacedLine[],
): readonly (readonly [group: GroupPicture, lines: readonly PlacedLine[]])[] {
  const parts = new Map<GroupPicture, PlacedLine[]>();
  for (const each of placed) {
    const part = parts.get(each.line.group);
    if (part === undefined) parts.set(each.line.group, [each]);
    else part.push(each);
  }
  return [...parts];
}
