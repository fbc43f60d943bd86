import type { EntryQuery } from '../../../../shared/ipc/contract.ts';
import type { FilterContext } from '../../../../shared/filter/candidate.ts';
import { fieldTerm } from '../../../../shared/filter/chips.ts';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import { compilePredicate } from '../../../../shared/filter/predicate.ts';
import { filterText } from '../../../../shared/filter/print.ts';
import { SYSTEM_ZONE } from '../../../../shared/filter/quantities.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { EMPTY_DIRECTORY, type Directory } from '../../../../shared/model/directory.ts';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import type { EntryCount, EntryDetail, EntryPage, Neighbours } from '../../../../shared/model/snapshot.ts';
import type { RuleRuns, RunQuery } from '../../alerts/rule-run.ts';
import { rangeOf, reachedBy, withoutHole } from '../positions.ts';
import type { SqlFile } from '../sql-file.ts';
import { everyRow, type Candidates } from './candidates.ts';
import { documentCounter, indexedCandidates, rangesOf, withinRanges } from './indexed-candidates.ts';
import { narrow } from './narrow.ts';
import { filterOf } from './filter-text.ts';
import { findNeighbours } from './find-neighbours.ts';
import { countMatches, findMatches, rangeOfPage, type Search } from './look-through.ts';
import type { Pace } from './pace.ts';
import { runRules } from './run-rules.ts';
import { createStoredEntries, type Bounds } from './stored-entries.ts';
import { countByTime } from './time-counts.ts';

/** A history that is read while another thread writes it: each answer is as of one moment. */
export interface HistoryReader {
  /** From now on filters may name these people and queues. */
  readonly learn: (names: Directory) => void;
  readonly page: (query: EntryQuery, now: EpochMs, pace: Pace) => Promise<EntryPage>;
  readonly count: (filter: string, now: EpochMs, pace: Pace) => Promise<EntryCount>;
  readonly countByTime: (query: CountsQuery, now: EpochMs, pace: Pace) => Promise<CountsPage>;
  readonly entry: (position: number) => EntryDetail | null;
  readonly neighbours: (position: number, pace: Pace) => Promise<Neighbours | null>;
  readonly positionAt: (at: EpochMs) => number | null;
  readonly runRules: (query: RunQuery, now: EpochMs, pace: Pace) => Promise<RuleRuns>;
  readonly close: () => void;
}

export function createHistoryReader(file: SqlFile): HistoryReader {
  const stored = createStoredEntries(file);
  let names = EMPTY_DIRECTORY;

  function searchFor(text: string, now: EpochMs): Pick<Search, 'candidates' | 'predicate'> {
    const filter = filterOf(text);
    const context: FilterContext = { names, now, zone: SYSTEM_ZONE };
    const indexed = indexedCandidates(file, stored, narrow(filter, context));
    const candidates = withinRanges(indexed, rangesOf(filter, file, context));
    return { candidates, predicate: compilePredicate(filter, context) };
  }

  /** At least all events of a topic; nobody says that it is one which the language of filters can name. */
  function candidatesOf(topic: string): Candidates {
    const filter = filterText(fieldTerm('topic', topic));
    return parseFilter(filter).ok ? searchFor(filter, 0).candidates : everyRow(stored);
  }

  function wholePage(query: EntryQuery, { first, last }: Bounds): EntryPage {
    const range = rangeOf(query, first, last);
    const entries = withoutHole(range, stored.within(range));
    return { entries, reached: reachedBy(query, entries), first, last };
  }

  async function filteredPage(
    query: EntryQuery,
    bounds: Bounds,
    now: EpochMs,
    pace: Pace,
  ): Promise<EntryPage> {
    const { from: direction, position, limit, filter } = query;
    const range = rangeOfPage(query, bounds);
    const found = await findMatches({ ...searchFor(filter, now), range, direction }, limit, pace);
    const entries = direction === 'after' ? found.entries : found.entries.toReversed();
    return { entries, reached: found.reached ?? position, ...bounds };
  }

  return {
    learn: (learned) => {
      names = learned;
    },
    page: async (query, now, pace) => {
      const bounds = stored.bounds();
      if (bounds.first === 0) return { entries: [], reached: query.position, ...bounds };
      return query.filter === '' ? wholePage(query, bounds) : filteredPage(query, bounds, now, pace);
    },
    count: async (filter, now, pace) => {
      const { first, last } = stored.bounds();
      const total = first === 0 ? 0 : last - first + 1;
      if (filter === '' || total === 0) return { matching: total, total, isWhole: true };
      const range = { from: first, to: last };
      const search: Search = { ...searchFor(filter, now), range, direction: 'before' };
      const { match, isExact, marked } = narrow(filterOf(filter), { names, now, zone: SYSTEM_ZONE });
      const isSure = match !== null && isExact && marked === 'no';
      const counter = isSure ? documentCounter(file, match) : null;
      return { ...(await countMatches(search, pace, counter)), total };
    },
    countByTime: async (query, now, pace) => {
      const { first, last } = stored.bounds();
      const range = first === 0 ? { from: 1, to: 0 } : { from: first, to: last };
      const matching = query.filter === '' ? null : searchFor(query.filter, now);
      return countByTime({ range, momentOf: stored.momentOf, matching }, query, pace);
    },
    entry: (position) => stored.entry(position),
    neighbours: async (position, pace) => {
      const found = stored.entry(position);
      if (found?.entry.type !== 'event') return null;
      const candidates = candidatesOf(found.entry.event.topic);
      return findNeighbours(found.entry, { candidates, bounds: stored.bounds(), pace });
    },
    positionAt: (at) => stored.firstSince(at),
    runRules: (query, now, pace) => {
      const gapRows = searchFor('type:gap', now).candidates;
      const { firstSince } = stored;
      const history = { bounds: stored.bounds(), rows: everyRow(stored), gapRows, firstSince, names, now };
      return runRules(query, history, pace);
    },
    close: file.close,
  };
}
