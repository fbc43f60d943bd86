import { compilePredicate } from '../../../../shared/filter/predicate.ts';
import { SYSTEM_ZONE } from '../../../../shared/filter/quantities.ts';
import type { EpochMs, Gap } from '../../../../shared/model/connection-state.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import { RulesOverTime, type RuleRuns, type RunQuery } from '../../alerts/rule-run.ts';
import { restOf, type Candidates } from './candidates.ts';
import { filterOf } from './filter-text.ts';
import { findMatches } from './look-through.ts';
import type { Pace } from './pace.ts';
import type { Bounds } from './stored-entries.ts';

/** How far back is looked, one after the other: a short time is surely done, and the longest that is done counts. */
const LOOKS_BACK_MS = [10 * 60_000, 3_600_000, 4 * 3_600_000, 24 * 3_600_000];

/** More gaps than this in a day are not told apart. */
const MOST_GAPS = 2_000;

export interface RunHistory {
  readonly bounds: Bounds;
  /** Every row is a candidate. */
  readonly rows: Candidates;
  /** What may be a gap. */
  readonly gapRows: Candidates;
  /** The first position of this time or later; null when there is none. */
  readonly firstSince: (at: EpochMs) => number | null;
  readonly names: Directory;
  readonly now: EpochMs;
}

/** Holds rules against the history of the last hours: as far back as that is done soon. */
export async function runRules(query: RunQuery, history: RunHistory, pace: Pace): Promise<RuleRuns> {
  let best = nothingOf(query, history);
  for (const backMs of looksBack(query, history)) {
    const since = Math.max(query.since, history.now - backMs);
    const found = await runSince({ ...query, since }, history, pace);
    if (!found.isWhole) return best.upTo === 0 ? found : { ...best, isWhole: false };
    best = found;
  }
  return best;
}

/** Up to the first that reaches back far enough. */
function looksBack({ since }: RunQuery, { now }: RunHistory): readonly number[] {
  const enough = LOOKS_BACK_MS.findIndex((backMs) => now - backMs <= since);
  return enough === -1 ? [...LOOKS_BACK_MS, now - since] : LOOKS_BACK_MS.slice(0, enough + 1);
}

async function runSince(query: RunQuery, history: RunHistory, pace: Pace): Promise<RuleRuns> {
  const from = history.firstSince(query.since);
  if (from === null) return nothingOf(query, history);
  const rules = new RulesOverTime(query, { names: history.names, gaps: await gapsFrom(from, history, pace) });
  let left = { from, to: history.bounds.last };
  let last: { readonly at: EpochMs; readonly position: number } = { at: query.since, position: 0 };
  while (left.from <= left.to) {
    const { rows, upTo } = history.rows(left, 'after');
    for (const { candidate } of rows) {
      if (candidate === null) continue;
      rules.take(candidate);
      last = candidate.entry;
    }
    left = restOf(left, 'after', upTo);
    if (!(await pace.mayGoOn(rows.length))) break;
  }
  const isWhole = left.from > left.to;
  // After the last entry nothing is known of what was heard.
  return { runs: rules.end(last.at), from: query.since, to: last.at, upTo: last.position, isWhole };
}

async function gapsFrom(position: number, history: RunHistory, pace: Pace): Promise<readonly Gap[]> {
  const { names, now, bounds, gapRows } = history;
  const predicate = compilePredicate(filterOf('type:gap'), { names, now, zone: SYSTEM_ZONE });
  const range = { from: position, to: bounds.last };
  const { entries } = await findMatches(
    { candidates: gapRows, predicate, range, direction: 'after' },
    MOST_GAPS,
    pace,
  );
  return entries
    .flatMap((entry) => (entry.type === 'gap' ? [entry.gap] : []))
    .sort((a, b) => a.from - b.from);
}

function nothingOf(query: RunQuery, { now }: RunHistory): RuleRuns {
  const runs = query.rules.map(({ id }) => ({ id, fired: 0, samples: [], going: [] }));
  return { runs, from: query.since, to: now, upTo: 0, isWhole: true };
}
