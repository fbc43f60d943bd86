import { assertNever } from '../../../../shared/assert-never.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { elapsedMs, type Card, type Judgement } from './card.ts';
import { isKnown, isNotResponding } from './states.ts';

export type Sort = 'attention' | 'name' | 'time' | 'presence';

/** An agent as far as it is put into an order. */
export interface Ranked {
  readonly userId: string;
  readonly name: string;
  readonly card: Card;
  readonly judgement: Judgement;
}

type Comparison = (one: Ranked, other: Ranked) => number;

const NAMES = new Intl.Collator(undefined, { numeric: true });

const byName: Comparison = (one, other) =>
  NAMES.compare(one.name, other.name) || (one.userId < other.userId ? -1 : 1);

/** Over the limit, not responding, nearest to the limit, unknown, and then the others. */
function urgency({ card, judgement }: Ranked): number {
  if (judgement.level === 'over') return 0;
  if (isNotResponding(card)) return 1;
  if (judgement.share !== null) return 2;
  return isKnown(card, judgement) ? 4 : 3;
}

const byAttention: Comparison = (one, other) =>
  urgency(one) - urgency(other) || (other.judgement.share ?? 0) - (one.judgement.share ?? 0);

/** Those in a state for the longest time first; those of whom it is not known last. */
const byTime =
  (now: EpochMs): Comparison =>
  (one, other) =>
    (elapsedMs(other.card, now) ?? -1) - (elapsedMs(one.card, now) ?? -1);

const presenceOf = ({ card }: Ranked): string => card.presence?.systemPresence ?? '\uffff';
const byPresence: Comparison = (one, other) =>
  presenceOf(one) === presenceOf(other) ? 0 : presenceOf(one) < presenceOf(other) ? -1 : 1;

function comparisonOf(sort: Sort, now: EpochMs): Comparison {
  switch (sort) {
    case 'attention':
      return byAttention;
    case 'name':
      return byName;
    case 'time':
      return byTime(now);
    case 'presence':
      return byPresence;
    default:
      return assertNever(sort, 'sort');
  }
}

/** The ids of agents in their order; names decide between equals. */
export function sorted(agents: readonly Ranked[], sort: Sort, now: EpochMs): readonly string[] {
  const compare = comparisonOf(sort, now);
  return agents
    .toSorted((one, other) => compare(one, other) || byName(one, other))
    .map(({ userId }) => userId);
}

/** Keeps everybody in place: who left is gone, and who joined stands at the end. */
export function held(former: readonly string[], wanted: readonly string[]): readonly string[] {
  const there = new Set(wanted);
  const known = new Set(former);
  return [...former.filter((userId) => there.has(userId)), ...wanted.filter((userId) => !known.has(userId))];
}
