import type { FilterContext } from '../../../../shared/filter/candidate.ts';
import { compilePredicate } from '../../../../shared/filter/predicate.ts';
import { SYSTEM_ZONE } from '../../../../shared/filter/quantities.ts';
import type { EntryQuery } from '../../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { EMPTY_DIRECTORY, type Directory } from '../../../../shared/model/directory.ts';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import type { EntryCount, EntryPage } from '../../../../shared/model/snapshot.ts';
import type { RuleRuns, RunQuery } from '../../alerts/rule-run.ts';
import type { PositionRange } from '../positions.ts';
import type { Stored } from '../timeline-store.ts';
import type { Candidates } from './candidates.ts';
import { filterOf } from './filter-text.ts';
import { countMatches, findMatches, rangeOfPage, type Search } from './look-through.ts';
import { nextTurn, Pace } from './pace.ts';
import { runRules } from './run-rules.ts';
import { countByTime } from './time-counts.ts';

/** It is searched where the connection is kept alive: only so much at a time. */
const ROWS_AT_ONCE = 100;
const PAGE_MS = 100;
const COUNT_MS = 500;

/** Answers queries over entries in memory, by the same test as over those on disk. */
export interface HeldSearch {
  readonly learn: (names: Directory) => void;
  readonly page: (query: EntryQuery) => Promise<EntryPage>;
  readonly count: (filter: string) => Promise<EntryCount>;
  readonly countByTime: (query: CountsQuery) => Promise<CountsPage>;
  readonly positionAt: (at: EpochMs) => number | null;
  readonly runRules: (query: RunQuery) => Promise<RuleRuns>;
}

/** `held` is what is held at the moment, oldest first and without a hole. */
export function createHeldSearch(held: () => readonly Stored[], now: () => EpochMs): HeldSearch {
  let names = EMPTY_DIRECTORY;
  let counting: Pace | null = null;

  function searchOf(rows: readonly Stored[], filter: string): Pick<Search, 'candidates' | 'predicate'> {
    const context: FilterContext = { names, now: now(), zone: SYSTEM_ZONE };
    return { candidates: heldRows(rows), predicate: compilePredicate(filterOf(filter), context) };
  }

  const positionAt = (at: EpochMs): number | null =>
    held().find(({ entry }) => entry.at >= at)?.entry.position ?? null;

  return {
    learn: (learned) => {
      names = learned;
    },
    page: async (query) => {
      const { from: direction, position, limit, filter } = query;
      const rows = held();
      const bounds = { first: rows[0]?.entry.position ?? 0, last: rows.at(-1)?.entry.position ?? 0 };
      const search = { ...searchOf(rows, filter), range: rangeOfPage(query, bounds), direction };
      const found = await findMatches(search, limit, paceOf(PAGE_MS));
      const entries = direction === 'after' ? found.entries : found.entries.toReversed();
      return { entries, reached: found.reached ?? position, ...bounds };
    },
    count: async (filter) => {
      const rows = held();
      const range = { from: rows[0]?.entry.position ?? 1, to: rows.at(-1)?.entry.position ?? 0 };
      counting?.stop();
      counting = paceOf(COUNT_MS);
      const search: Search = { ...searchOf(rows, filter), range, direction: 'before' };
      return { ...(await countMatches(search, counting)), total: rows.length };
    },
    countByTime: (query) => {
      const rows = held();
      const first = rows[0]?.entry.position ?? 1;
      const range = { from: first, to: rows.at(-1)?.entry.position ?? 0 };
      const matching = query.filter === '' ? null : searchOf(rows, query.filter);
      const momentOf = (position: number): EpochMs => rows[position - first]?.entry.at ?? Infinity;
      return countByTime({ range, momentOf, matching }, query, paceOf(PAGE_MS));
    },
    positionAt,
    runRules: (query) => {
      const rows = held();
      const bounds = { first: rows[0]?.entry.position ?? 0, last: rows.at(-1)?.entry.position ?? 0 };
      const candidates = heldRows(rows);
      const history = {
        bounds,
        rows: candidates,
        gapRows: candidates,
        firstSince: positionAt,
        names,
        now: now(),
      };
      return runRules(query, history, paceOf(COUNT_MS));
    },
  };
}

const paceOf = (limitMs: number): Pace => new Pace({ limitMs, now: () => performance.now(), nextTurn });

function heldRows(held: readonly Stored[]): Candidates {
  const first = held[0]?.entry.position ?? 0;
  return (range, direction) => {
    const isAfter = direction === 'after';
    const part: PositionRange = isAfter
      ? { from: range.from, to: Math.min(range.to, range.from + ROWS_AT_ONCE - 1) }
      : { from: Math.max(range.from, range.to - ROWS_AT_ONCE + 1), to: range.to };
    const rows = held.slice(part.from - first, part.to - first + 1).map(({ entry, arrival }) => ({
      position: entry.position,
      candidate: { entry, body: arrival?.body },
    }));
    return isAfter ? { rows, upTo: part.to } : { rows: rows.reverse(), upTo: part.from };
  };
}
