import type { AgentPlace, BoardChoice } from '../../stores/board-choice.ts';
import type { GroupPicture } from './picture.ts';

/** What the board is drawn of, one under the other. Lines with cells are rows of the grid of their group. */
export type Line =
  | { readonly kind: 'head' | 'note' | 'columns'; readonly key: string; readonly group: GroupPicture }
  | {
      readonly kind: 'cards' | 'agent';
      readonly key: string;
      readonly group: GroupPicture;
      readonly userIds: readonly string[];
      /** Counted from 1 within the grid of the group, the names of the columns included. */
      readonly rowIndex: number;
    };

/** A group of more people is drawn as a table, unless the user wants it otherwise. */
const MOST_CARDS = 60;

export const isTable = ({ form }: Pick<BoardChoice, 'form'>, { shown }: GroupPicture): boolean =>
  form === 'table' || (form === 'fitting' && shown.length > MOST_CARDS);

type Layout = Pick<BoardChoice, 'form' | 'collapsed'> & {
  /** How many cards stand beside each other. */
  readonly columns: number;
};

export const linesOf = (groups: readonly GroupPicture[], layout: Layout): readonly Line[] =>
  groups.flatMap((group): readonly Line[] => {
    const head: Line = { kind: 'head', key: `${group.key} head`, group };
    if (layout.collapsed.has(group.key)) return [head];
    if (group.shown.length === 0) return [head, { kind: 'note', key: `${group.key} note`, group }];
    return [head, ...(isTable(layout, group) ? tableLines(group) : cardLines(group, layout.columns))];
  });

const tableLines = (group: GroupPicture): readonly Line[] => [
  { kind: 'columns', key: `${group.key} columns`, group },
  ...group.shown.map((userId, index) => ({
    kind: 'agent' as const,
    key: `${group.key} ${userId}`,
    group,
    userIds: [userId],
    rowIndex: index + 2,
  })),
];

function cardLines(group: GroupPicture, columns: number): readonly Line[] {
  const rows = Math.ceil(group.shown.length / columns);
  return Array.from({ length: rows }, (_, row) => ({
    kind: 'cards',
    key: `${group.key} row ${String(row)}`,
    group,
    userIds: group.shown.slice(row * columns, (row + 1) * columns),
    rowIndex: row + 1,
  }));
}

const cellsOf = (line: Line | undefined): readonly string[] =>
  line !== undefined && 'userIds' in line ? line.userIds : [];

/** Where an agent stands: the index of the line, and which of its cells. */
interface Cell {
  readonly line: number;
  readonly column: number;
}

export function cellOf(lines: readonly Line[], place: AgentPlace | null): Cell | null {
  if (place === null) return null;
  const line = lines.findIndex(
    (each) => each.group.key === place.groupKey && cellsOf(each).includes(place.userId),
  );
  return line === -1 ? null : { line, column: cellsOf(lines[line]).indexOf(place.userId) };
}

function placeAt(line: Line | undefined, column: number): AgentPlace | null {
  const cells = cellsOf(line);
  const userId = cells[Math.min(column, cells.length - 1)];
  return line === undefined || userId === undefined ? null : { groupKey: line.group.key, userId };
}

/** Whom the focus is on when nobody was chosen, or whoever was is gone. */
export const firstPlace = (lines: readonly Line[]): AgentPlace | null =>
  placeAt(
    lines.find((line) => cellsOf(line).length > 0),
    0,
  );

export type Move = 'left' | 'right' | 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

const PAGE_LINES = 5;

/** Where a move leads from a place; it stays where there is no way on. */
export function movedFrom(lines: readonly Line[], from: AgentPlace | null, move: Move): AgentPlace | null {
  const cell = cellOf(lines, from);
  if (cell === null) return firstPlace(lines);
  const withCells = lines.filter((line) => cellsOf(line).length > 0);
  const current = lines[cell.line];
  const row = current === undefined ? 0 : withCells.indexOf(current);
  const toRow = (target: number, column: number): AgentPlace | null =>
    placeAt(withCells[Math.max(0, Math.min(withCells.length - 1, target))], column);
  const isAtEnd = cell.column === cellsOf(current).length - 1;
  // The rows of a table have nothing beside them.
  if (current?.kind === 'agent' && (move === 'left' || move === 'right')) return from;
  switch (move) {
    case 'left':
      if (cell.column > 0) return toRow(row, cell.column - 1);
      return row === 0 ? from : toRow(row - 1, Infinity);
    case 'right':
      if (!isAtEnd) return toRow(row, cell.column + 1);
      return row === withCells.length - 1 ? from : toRow(row + 1, 0);
    case 'up':
      return toRow(row - 1, cell.column);
    case 'down':
      return toRow(row + 1, cell.column);
    case 'page-up':
      return toRow(row - PAGE_LINES, cell.column);
    case 'page-down':
      return toRow(row + PAGE_LINES, cell.column);
    case 'first':
      return toRow(0, 0);
    case 'last':
      return toRow(withCells.length - 1, Infinity);
  }
}
