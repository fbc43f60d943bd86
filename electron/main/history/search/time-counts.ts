import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import type { PositionRange } from '../positions.ts';
import { restOf } from './candidates.ts';
import type { Search } from './look-through.ts';
import type { Pace } from './pace.ts';

/** When the entry at a position was stored or, where it is missing, the next one. */
export type MomentOf = (position: number) => EpochMs;

/** Where entries are counted. */
export interface CountedHistory {
  /** All positions that there are. */
  readonly range: PositionRange;
  readonly momentOf: MomentOf;
  /** How those that match are found; null when all entries do. */
  readonly matching: Pick<Search, 'candidates' | 'predicate'> | null;
}

/** Counts entries by when they were stored, from the position of the query on, for as long as it may. */
export async function countByTime(
  history: CountedHistory,
  query: CountsQuery,
  pace: Pace,
): Promise<CountsPage> {
  const { matching, momentOf } = history;
  const last = history.range.to;
  const range = rangeOfTime(history, query);
  if (range.from > range.to) return { counts: [], reached: query.position, isWhole: true, last };
  const counted =
    matching === null
      ? await countAll(momentOf, range, query, pace)
      : await countMatching({ ...matching, range, direction: query.from }, query, pace);
  return { ...counted, last };
}

type Counted = Omit<CountsPage, 'last'>;

/** The first position of a range that was stored at this time or later; one behind the range when none was. */
export function firstSince(momentOf: MomentOf, range: PositionRange, at: EpochMs): number {
  let [from, to] = [range.from, range.to + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (momentOf(middle) < at) from = middle + 1;
    else to = middle;
  }
  return from;
}

function rangeOfTime({ range, momentOf }: CountedHistory, query: CountsQuery): PositionRange {
  const { from: direction, position, since, until } = query;
  const from = firstSince(momentOf, range, since);
  const to = firstSince(momentOf, range, until) - 1;
  return direction === 'after'
    ? { from: Math.max(from, position + 1), to }
    : { from, to: Math.min(to, position - 1) };
}

/**
 * Positions have no hole and go with time, so it is enough to find where each stretch ends. Where a clock was set back,
 * an entry may count to the stretch beside its own; none is lost and none counts twice.
 */
async function countAll(
  momentOf: MomentOf,
  range: PositionRange,
  { from: direction, bucketMs }: CountsQuery,
  pace: Pace,
): Promise<Counted> {
  const tally = new Tally(bucketMs);
  let left = range;
  let reached = range.from;
  do {
    const at = momentOf(direction === 'after' ? left.from : left.to);
    const start = Math.floor(at / bucketMs) * bucketMs;
    const part =
      direction === 'after'
        ? { from: left.from, to: Math.max(left.from, firstSince(momentOf, left, start + bucketMs) - 1) }
        : { from: Math.min(left.to, firstSince(momentOf, left, start)), to: left.to };
    tally.add(at, part.to - part.from + 1);
    reached = direction === 'after' ? part.to : part.from;
    left = restOf(left, direction, reached);
  } while (left.from <= left.to && (await pace.mayGoOn(1)));
  return { counts: tally.counts(), reached, isWhole: left.from > left.to };
}

async function countMatching(
  { candidates, predicate, range, direction }: Search,
  { since, until, bucketMs }: CountsQuery,
  pace: Pace,
): Promise<Counted> {
  const tally = new Tally(bucketMs);
  let left = range;
  let reached = range.from;
  let looked = 0;
  do {
    const { rows, upTo } = candidates(left, direction);
    for (const { candidate } of rows) {
      if (candidate === null || !predicate(candidate)) continue;
      const { at } = candidate.entry;
      if (at >= since && at < until) tally.add(at, 1);
    }
    reached = upTo;
    left = restOf(left, direction, upTo);
    looked = rows.length;
  } while (left.from <= left.to && (await pace.mayGoOn(looked)));
  return { counts: tally.counts(), reached, isWhole: left.from > left.to };
}

class Tally {
  readonly #bucketMs: number;
  readonly #counts = new Map<number, number>();

  constructor(bucketMs: number) {
    this.#bucketMs = bucketMs;
  }

  add(at: EpochMs, count: number): void {
    const bucket = Math.floor(at / this.#bucketMs);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
  }

  counts(): CountsPage['counts'] {
    return [...this.#counts];
  }
}
