import type { GroupSource, StateLimit } from '../../../../shared/model/board.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { BoardSlice, OrganisationBoard } from '../../stores/board.ts';
import type { BoardChoice } from '../../stores/board-choice.ts';
import { folded } from '../../wording/folded.ts';
import { userName } from '../../wording/names.ts';
import { cardOf, judge } from './card.ts';
import { limitsIn } from './limits/which-limit.ts';
import { held, sorted, type Ranked } from './order.ts';
import { countAgents, isShown, type Counts } from './states.ts';

/** A group as it is drawn: its people in their order, and how they stand altogether. */
export interface GroupPicture {
  readonly key: string;
  readonly profileId: string;
  readonly source: GroupSource;
  readonly name: string;
  readonly problem: MonitorError | null;
  /** Null until they have been read. */
  readonly members: readonly string[] | null;
  /** Of all members, whoever is shown. */
  readonly counts: Counts;
  /** Those that pass what was chosen. */
  readonly shown: readonly string[];
  readonly limits: readonly StateLimit[];
}

export interface Picture {
  readonly groups: readonly GroupPicture[];
  /** Of everybody on the board, each once however many groups they are in. */
  readonly counts: Counts;
}

export const EMPTY_PICTURE: Picture = { groups: [], counts: countAgents([]) };

export const groupKey = (profileId: string, { kind, id }: Pick<GroupSource, 'kind' | 'id'>): string =>
  `${profileId}/${kind}/${id}`;

export interface PictureInput {
  readonly boards: BoardSlice;
  readonly choice: Pick<BoardChoice, 'sort' | 'show' | 'query' | 'only'>;
  readonly now: EpochMs;
  /** Whether the order of a group stays as it is, whatever happened to its people. */
  readonly isHeld: (groupKey: string) => boolean;
}

/** Draws up the board. What did not change since the former picture is the same object. */
export function drawPicture(former: Picture, input: PictureInput): Picture {
  const everybody = new Map<string, Ranked>();
  const groups = [...input.boards.organisations.values()].flatMap((organisation) =>
    organisation.board.groups.map(({ source, name, members, problem }) => {
      const { profileId } = organisation.board;
      const key = groupKey(profileId, source);
      const before = former.groups.find((group) => group.key === key);
      const limits = same(before?.limits, limitsIn(organisation.board.limits, source));
      const agents = rankedIn(organisation, members ?? [], limits, input);
      for (const agent of agents) worse(everybody, `${profileId}/${agent.userId}`, agent);
      const counts = countAgents(agents.map(({ card, judgement }) => [card, judgement]));
      const shown = orderOf(before?.shown ?? [], agents, input, input.isHeld(key));
      const group = { key, profileId, source, name, problem, members, counts, shown, limits };
      return keptGroup(before, { ...group, shown: same(before?.shown, shown) });
    }),
  );
  const all = [...everybody.values()].map(({ card, judgement }) => [card, judgement] as const);
  const counts = keptCounts(former.counts, countAgents(all));
  return { groups: same(former.groups, groups), counts };
}

/** Limits differ from group to group: whoever is over one of them is over the limit. */
function worse(everybody: Map<string, Ranked>, key: string, agent: Ranked): void {
  if (!everybody.has(key) || agent.judgement.level === 'over') everybody.set(key, agent);
}

function rankedIn(
  { board, agents }: OrganisationBoard,
  members: readonly string[],
  limits: readonly StateLimit[],
  { now }: PictureInput,
): readonly Ranked[] {
  const context = { limits, offsetMs: board.clock?.offsetMs ?? 0 };
  return members.map((userId) => {
    const card = cardOf(userId, agents.get(userId), context);
    return { userId, name: userName(board.directory, userId), card, judgement: judge(card, now) };
  });
}

function orderOf(
  former: readonly string[],
  agents: readonly Ranked[],
  { choice, now }: PictureInput,
  isHeld: boolean,
): readonly string[] {
  const { show, only, sort } = choice;
  const words = folded(choice.query)
    .split(/\s+/)
    .filter((word) => word !== '');
  const shown = agents.filter(
    ({ userId, name, card, judgement }) =>
      (only === null || only.has(userId)) &&
      isShown(show, card, judgement) &&
      (words.length === 0 || contains(folded(name), words)),
  );
  // To sort is the dearest part of a picture.
  if (!isHeld || former.length === 0) return sorted(shown, sort, now);
  return held(
    former,
    shown.map(({ userId }) => userId),
  );
}

const contains = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));

function same<T>(former: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  const isSame = former?.length === next.length && former.every((value, index) => value === next[index]);
  return isSame ? former : next;
}

function keptCounts(former: Counts, next: Counts): Counts {
  return JSON.stringify(former) === JSON.stringify(next) ? former : next;
}

function keptGroup(former: GroupPicture | undefined, next: GroupPicture): GroupPicture {
  if (former === undefined) return next;
  const kept: GroupPicture = { ...next, counts: keptCounts(former.counts, next.counts) };
  const isSame = (Object.keys(kept) as (keyof GroupPicture)[]).every((key) => kept[key] === former[key]);
  return isSame ? former : kept;
}
