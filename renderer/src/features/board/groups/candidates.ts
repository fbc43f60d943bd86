import type { Board, GroupKind, GroupSource } from '../../../../../shared/model/board.ts';
import { folded } from '../../../wording/folded.ts';

/** Something that could be added to the board: a team, a queue, or a person of a list. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** It is on the board already. */
  readonly isOnBoard: boolean;
}

/** A longer list would not be read; typing narrows it. */
export const MOST_LISTED = 200;

/** What a query finds among names by id, in the order of the names. */
export function findCandidates(
  names: Readonly<Record<string, string>>,
  kind: GroupKind,
  board: Board,
  query: string,
): readonly Candidate[] {
  const words = folded(query).split(/\s+/);
  const there = new Set(
    board.groups.filter(({ source }) => source.kind === kind).map(({ source }) => source.id),
  );
  return Object.entries(names)
    .filter(([id, name]) => words.every((word) => folded(`${name} ${id}`).includes(word)))
    .map(([id, name]) => ({ id, name, isOnBoard: there.has(id) }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

interface SourceChoice {
  readonly kind: GroupKind;
  readonly chosen: ReadonlySet<string>;
  readonly listId: string;
  readonly listName: string;
}

/** The group that a choice makes; null while it makes none. */
export function chosenSource({ kind, chosen, listId, listName }: SourceChoice): GroupSource | null {
  const [id] = chosen;
  if (id === undefined) return null;
  if (kind !== 'list') return { kind, id };
  const name = listName.trim();
  return name === '' ? null : { kind, id: listId, name, userIds: [...chosen] };
}
