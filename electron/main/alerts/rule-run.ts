import type { Candidate } from '../../../shared/filter/candidate.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { MOST_SAMPLES, type RuleTrial } from '../../../shared/model/alert.ts';
import type { EpochMs, Gap } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import { AlertBook } from './alert-book.ts';
import { Memberships, type GroupMembers } from './memberships.ts';
import type { Occurrence } from './occurrence.ts';
import type { Condition } from './rule-watch.ts';

/** A rule to be held against the history. */
export interface RunRule extends Condition {
  readonly id: string;
  /** In the filter language; what cannot be read matches nothing. */
  readonly filter: string;
}

export interface RunQuery {
  readonly rules: readonly RunRule[];
  /** Nothing from before this moment is looked at. */
  readonly since: EpochMs;
  /** No session that was there before this moment goes on after it; null where each says so itself. */
  readonly cutOffAt: EpochMs | null;
  /** The people of the groups that rules are about, as they are now. */
  readonly members: readonly GroupMembers[];
  /** How much the server's clock is ahead of this computer's; null when that is not known. */
  readonly offsetMs: number | null;
}

/** What rules would have done, and what goes on at the end. */
export interface RuleRuns {
  readonly runs: readonly RuleRun[];
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The last position that was looked at; 0 when none was. */
  readonly upTo: number;
  /** False when the time that was asked for is longer than what could be looked through soon. */
  readonly isWhole: boolean;
}

export interface RuleRun extends Pick<RuleTrial, 'fired' | 'samples'> {
  readonly id: string;
  readonly going: readonly Occurrence[];
}

/** On this computer's clock, as far as it is known how the two differ. */
export const toLocalBy =
  (offsetMs: number | null) =>
  (serverMs: EpochMs): EpochMs =>
    serverMs - (offsetMs ?? 0);

/** Rules on their way through entries, by the same judgement as over what happens now. */
export class RulesOverTime {
  readonly #book: AlertBook;
  readonly #fired = new Map<string, { readonly position: number; readonly at: EpochMs }[]>();
  readonly #gaps: readonly Gap[];
  #nextGap = 0;
  /** Null once it is past. */
  #cutOffAt: EpochMs | null;
  #now: EpochMs;

  /** `gaps` are all that reach into the time to come, in the order of their beginnings: what was missed is known ahead. */
  constructor(
    query: RunQuery,
    { names, gaps }: { readonly names: Directory; readonly gaps: readonly Gap[] },
  ) {
    this.#gaps = gaps;
    this.#now = query.since;
    this.#cutOffAt = query.cutOffAt;
    const memberships = new Memberships(query.members);
    this.#book = new AlertBook({
      memberships: () => memberships,
      names: () => names,
      now: () => this.#now,
      toLocal: toLocalBy(query.offsetMs),
      isToldOfFetched: false,
      tell: (ruleId, outcome) => {
        if (outcome.kind !== 'fired') return;
        const { position } = outcome.occurrence;
        this.#fired.get(ruleId)?.push({ position, at: outcome.dueAt });
      },
    });
    for (const rule of query.rules) {
      const parsed = parseFilter(rule.filter);
      if (!parsed.ok) continue;
      this.#fired.set(rule.id, []);
      this.#book.watch({ ...rule, filter: parsed.filter });
    }
  }

  /** Takes the next entry. */
  take(candidate: Candidate): void {
    this.#reach(candidate.entry.at);
    this.#book.take(candidate);
  }

  /** What came of it up to a moment. */
  end(at: EpochMs): readonly RuleRun[] {
    this.#reach(at);
    this.#cutOff();
    const going = this.#book.occurrences();
    return [...this.#fired].map(([id, fired]) => ({
      id,
      fired: fired.length,
      samples: fired.slice(-MOST_SAMPLES).reverse(),
      going: going.get(id) ?? [],
    }));
  }

  #reach(at: EpochMs): void {
    if (this.#cutOffAt !== null && at >= this.#cutOffAt) this.#cutOff();
    for (let gap = this.#gaps[this.#nextGap]; gap !== undefined && gap.from < at;) {
      this.#book.coverageLost(gap.from, gap.topics);
      this.#nextGap += 1;
      gap = this.#gaps[this.#nextGap];
    }
    this.#now = Math.max(this.#now, at);
    this.#book.advance({ heardUntil: this.#now, now: this.#now });
  }

  #cutOff(): void {
    if (this.#cutOffAt !== null) this.#book.cutOff(this.#cutOffAt);
    this.#cutOffAt = null;
  }
}
