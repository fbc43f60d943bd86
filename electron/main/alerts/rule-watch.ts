import type { Candidate, Predicate } from '../../../shared/filter/candidate.ts';
import { subjectOf } from '../../../shared/filter/candidate.ts';
import type { AlertScope } from '../../../shared/model/alert.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { CoolDowns, type Cooled } from './cool-downs.ts';
import type { Memberships } from './memberships.ts';
import type { Losses } from './losses.ts';
import { topicKey } from './losses.ts';
import { verdictOf, type Fetched, type Verdict } from './fetched-verdict.ts';
import {
  begun,
  holdingAfter,
  isAsItWas,
  isStateEntry,
  keyOf,
  occurrenceKey,
  tellingAll,
  toldBy,
  touches,
  type Occurrence,
  type StateEntry,
} from './occurrence.ts';
import { isInScope, mayBeInScope } from './scope.ts';

/** What a rule says, as far as it decides whether it applies. */
export interface Condition {
  readonly scope: AlertScope;
  readonly forMs: number;
  readonly coolDownMs: number;
}

/** What came of a rule. */
export type RuleOutcome =
  | {
      readonly kind: 'fired';
      readonly occurrence: Occurrence;
      /** When it had lasted long enough. */
      readonly dueAt: EpochMs;
      /** Since when it had been held; null when it was not. */
      readonly heldSince: EpochMs | null;
    }
  /** It became due while it is not known to be so. */
  | {
      readonly kind: 'held';
      readonly occurrence: Occurrence;
      readonly dueAt: EpochMs;
      readonly since: EpochMs;
    }
  /** What became of one that was held and will not fire. */
  | { readonly kind: 'settled'; readonly occurrence: Occurrence; readonly became: 'ended' | 'unknown' };

export interface RuleWatchDeps {
  readonly condition: Condition;
  readonly matches: () => Predicate;
  readonly losses: Losses;
  readonly memberships: () => Memberships;
  /** A moment of the server's clock on this computer's. */
  readonly toLocal: (serverMs: EpochMs) => EpochMs;
  readonly tell: (outcome: RuleOutcome) => void;
}

/** How far it is proven that everything was heard, and how late it is. */
export interface Progress {
  readonly heardUntil: EpochMs;
  readonly now: EpochMs;
}

/** What a refresh that is over says of what was not sure. */
export interface RefreshVerdicts {
  readonly isConfirmed: (occurrence: Occurrence) => boolean;
  readonly isUndecided: (occurrence: Occurrence) => boolean;
}

/** So many things that go on are remembered; beyond that the oldest is forgotten. */
const MOST_OCCURRENCES = 20_000;

/**
 * Follows what goes on that one rule matches, of whoever may be in its group by then. Time counts only as far as it is
 * proven to have been heard: what became due after the last proof of life waits for the next one, and what goes unheard
 * never fires.
 */
export class RuleWatch {
  readonly #deps: RuleWatchDeps;
  readonly #going = new Map<string, Occurrence>();
  readonly #cooling: CoolDowns;

  constructor(deps: RuleWatchDeps) {
    this.#deps = deps;
    this.#cooling = new CoolDowns(deps.condition.coolDownMs);
  }

  /** What goes on, to go on with it later. */
  occurrences(): readonly Occurrence[] {
    return [...this.#going.values()];
  }

  /** Goes on with what was going on. */
  restore(occurrences: readonly Occurrence[]): void {
    for (const occurrence of occurrences) this.#put(occurrence);
  }

  /** It was told of before. */
  coolDown(what: Cooled, firedAt: EpochMs): void {
    this.#cooling.begin(what, firedAt);
  }

  take(candidate: Candidate): void {
    const { entry } = candidate;
    if (!mayBeInScope(this.#deps.condition.scope, subjectOf(entry))) return;
    if (this.#deps.condition.forMs === 0) this.#takeAtOnce(candidate);
    else if (isStateEntry(entry)) this.#takeState(entry, candidate);
  }

  advance({ heardUntil, now }: Progress): void {
    this.#letGo();
    const due = [...this.#going]
      .map(([key, occurrence]) => ({ key, occurrence, dueAt: this.#dueAt(occurrence) }))
      .filter(({ occurrence, dueAt }) => this.#mayFire(occurrence) && dueAt <= Math.max(now, heardUntil))
      .sort((left, right) => left.dueAt - right.dueAt);
    for (const { key, occurrence, dueAt } of due) {
      if (this.#isHeard(occurrence)) {
        if (dueAt <= heardUntil) this.#fire(key, occurrence);
      } else if (dueAt <= now && mayBeHeld(occurrence)) this.#hold(key, occurrence);
    }
  }

  /** When something becomes due next; null when nothing will. */
  nextDueAt(): EpochMs | null {
    const open = this.occurrences().filter(
      (one) => this.#mayFire(one) && (one.standing === 'sure' || mayBeHeld(one)),
    );
    return open.length === 0 ? null : Math.min(...open.map((occurrence) => this.#dueAt(occurrence)));
  }

  /** Some topics go unheard: what was going on there may have ended unseen. */
  coverageLost(): void {
    for (const [key, occurrence] of this.#going) {
      const since = this.#deps.losses.since(topicKey(occurrence.topic));
      if (since === null || occurrence.standing !== 'sure') continue;
      this.#going.set(key, { ...occurrence, standing: 'unsure', lostSince: since });
    }
  }

  /** The session that heard all this is over, at this moment at the latest. */
  cutOff(at: EpochMs): void {
    for (const [key, occurrence] of this.#going) {
      this.#going.set(key, { ...occurrence, standing: 'cut-off', lostSince: occurrence.lostSince ?? at });
    }
  }

  /** Takes what was fetched: of what is sure already it says nothing new. */
  fetched(fetched: Fetched): void {
    const judging = { matches: this.#deps.matches(), toLocal: this.#deps.toLocal };
    for (const [key, occurrence] of this.#going) {
      if (occurrence.standing === 'sure' || this.#isLost(occurrence)) continue;
      const verdict = verdictOf(occurrence, fetched, judging);
      if (verdict.is === 'over') this.#end(key, occurrence, 'ended');
      else if (verdict.is === 'same') this.#confirm(key, { ...occurrence, holding: verdict.holding });
      else if (verdict.is === 'anew') {
        this.#end(key, occurrence, 'unknown');
        this.#put({ ...occurrence, ...SURE, ...withoutVerdict(verdict) });
      }
    }
  }

  /**
   * All that could be fetched was, since a moment. What `isConfirmed` says of would have been told of if it had become
   * something else: it is so now, and was in that moment; whether it was all along, nobody knows. Nor what became of
   * the rest, except for what `isUndecided` says: that was fetched, but not told here. What is fetched next decides.
   */
  refreshed(since: EpochMs, { isConfirmed, isUndecided }: RefreshVerdicts): void {
    for (const [key, occurrence] of this.#going) {
      if (occurrence.standing === 'sure' || this.#isLost(occurrence)) continue;
      if (occurrence.standing === 'unsure' && isConfirmed(occurrence)) {
        this.#confirm(key, { ...occurrence, beganAt: Math.max(since, occurrence.beganAt), since: null });
      } else if (isUndecided(occurrence)) this.#going.set(key, { ...occurrence, standing: 'cut-off' });
      else this.#end(key, occurrence, 'unknown');
    }
  }

  /** Nobody follows this any more: nor will anybody know what became of what is held. */
  giveUp(): void {
    for (const [key, occurrence] of this.#going) this.#end(key, occurrence, 'unknown');
  }

  /** Whoever is no longer in the group is not held: the rule is not about them, whatever becomes of it. */
  #letGo(): void {
    for (const [key, occurrence] of this.#going) {
      if (!occurrence.isHeld || this.#mayFire(occurrence)) continue;
      this.#going.set(key, { ...occurrence, isHeld: false });
      this.#deps.tell({ kind: 'settled', occurrence, became: 'unknown' });
    }
  }

  #takeAtOnce(candidate: Candidate): void {
    if (!this.#deps.matches()(candidate)) return;
    const occurrence = begun(candidate.entry, this.#deps);
    const dueAt = candidate.entry.at;
    if (this.#mayFire(occurrence) && this.#mayTell(occurrence, dueAt))
      this.#deps.tell({ kind: 'fired', occurrence, dueAt, heldSince: null });
  }

  #takeState(entry: StateEntry, candidate: Candidate): void {
    for (const [key, occurrence] of this.#touchedBy(entry)) this.#goOn(key, occurrence, entry, candidate);
    // What was fetched of queues does not say of which of the things it is that share the topic.
    if (entry.type === 'refreshed' && entry.refreshed.subject.kind !== 'user') return;
    const key = keyOf(entry);
    if (!this.#going.has(key) && this.#deps.matches()(candidate)) this.#put(begun(entry, this.#deps));
  }

  /** What goes on that an entry tells of. */
  #touchedBy(entry: StateEntry): readonly (readonly [string, Occurrence])[] {
    if (entry.type === 'event') {
      const key = keyOf(entry);
      const occurrence = this.#going.get(key);
      return occurrence === undefined ? [] : [[key, occurrence]];
    }
    const { topic, changes } = entry.refreshed;
    return [...this.#going].filter(
      ([, one]) => topicKey(one.topic) === topicKey(topic) && touches(one.holding, changes),
    );
  }

  #goOn(key: string, former: Occurrence, entry: StateEntry, candidate: Candidate): void {
    const occurrence = this.#firedBefore(key, former, entry.at);
    const { changes } = toldBy(entry);
    const holding = holdingAfter(occurrence.holding, changes);
    if (!this.#deps.matches()(tellingAll(candidate, holding))) {
      this.#end(key, occurrence, 'ended');
      return;
    }
    if (occurrence.standing !== 'sure' && !isAsItWas(occurrence, entry))
      this.#end(key, occurrence, 'unknown');
    // As it was by what the next session knew of it, which may be another than this one.
    else if (occurrence.standing === 'cut-off') this.#going.set(key, { ...occurrence, holding });
    else this.#confirm(key, { ...occurrence, holding });
  }

  /** It lasted until this entry of its topic came, which proves that nothing had come before it. */
  #firedBefore(key: string, occurrence: Occurrence, at: EpochMs): Occurrence {
    const isDue = this.#mayFire(occurrence) && this.#isHeard(occurrence) && this.#dueAt(occurrence) <= at;
    return isDue ? this.#fire(key, occurrence) : occurrence;
  }

  #confirm(key: string, occurrence: Occurrence): void {
    const isLost = this.#isLost(occurrence);
    this.#going.set(key, isLost ? occurrence : { ...occurrence, standing: 'sure' });
  }

  #fire(key: string, occurrence: Occurrence): Occurrence {
    const fired: Occurrence = { ...occurrence, isFired: true, isHeld: false, lostSince: null };
    this.#going.set(key, fired);
    const dueAt = this.#dueAt(occurrence);
    const heldSince = occurrence.isHeld ? occurrence.lostSince : null;
    if (this.#mayTell(occurrence, dueAt)) {
      this.#deps.tell({ kind: 'fired', occurrence: fired, dueAt, heldSince });
    }
    return fired;
  }

  #hold(key: string, occurrence: Occurrence): void {
    if (this.#cooling.isCooling(occurrence, this.#dueAt(occurrence))) return;
    const held: Occurrence = { ...occurrence, isHeld: true };
    this.#going.set(key, held);
    const since = occurrence.lostSince ?? this.#dueAt(occurrence);
    this.#deps.tell({ kind: 'held', occurrence: held, dueAt: this.#dueAt(occurrence), since });
  }

  #end(key: string, occurrence: Occurrence, became: 'ended' | 'unknown'): void {
    this.#going.delete(key);
    if (occurrence.isHeld) this.#deps.tell({ kind: 'settled', occurrence, became });
  }

  #put(occurrence: Occurrence): void {
    this.#going.set(occurrenceKey(occurrence.topic, occurrence.entity), occurrence);
    if (this.#going.size <= MOST_OCCURRENCES) return;
    const [oldest] = this.#going.keys();
    if (oldest !== undefined) this.#going.delete(oldest);
  }

  /** Whether the cool-down of the subject is over; if so, another one begins. */
  #mayTell(occurrence: Occurrence, at: EpochMs): boolean {
    if (this.#cooling.isCooling(occurrence, at)) return false;
    this.#cooling.begin(occurrence, at);
    return true;
  }

  #dueAt({ beganAt }: Occurrence): EpochMs {
    return beganAt + this.#deps.condition.forMs;
  }

  #isHeard(occurrence: Occurrence): boolean {
    return occurrence.standing === 'sure' && !this.#isLost(occurrence);
  }

  #isLost({ topic }: Occurrence): boolean {
    return this.#deps.losses.since(topicKey(topic)) !== null;
  }

  /** It was not told of yet, and is about somebody whom the rule watches now. */
  #mayFire({ isFired, subject }: Occurrence): boolean {
    return !isFired && isInScope(this.#deps.condition.scope, subject, this.#deps.memberships());
  }
}

/** What goes on in the session. What an earlier one heard is told when it is known to go on, and else not at all. */
const mayBeHeld = ({ standing, isHeld }: Occurrence): boolean => standing === 'unsure' && !isHeld;

const SURE = { standing: 'sure', lostSince: null, isFired: false, isHeld: false } as const;

const withoutVerdict = ({ holding, beganAt, since }: Extract<Verdict, { readonly is: 'anew' }>) => ({
  holding,
  beganAt,
  since,
});
