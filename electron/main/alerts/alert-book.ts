import type { Candidate } from '../../../shared/filter/candidate.ts';
import type { Filter } from '../../../shared/filter/filter.ts';
import { freshPredicate } from '../../../shared/filter/fresh-predicate.ts';
import type { ConnectionState, EpochMs, Gap } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import { failedOf, type RefreshSummary } from '../../../shared/model/refresh.ts';
import { fetchableOf, type Fetchable } from '../events/fetchable.ts';
import type { Fetched } from './fetched-verdict.ts';
import { Losses } from './losses.ts';
import type { Memberships } from './memberships.ts';
import type { Occurrence } from './occurrence.ts';
import { RuleWatch, type Condition, type Progress, type RuleOutcome } from './rule-watch.ts';

/** A rule that can be judged by. */
export interface WatchedRule extends Condition {
  readonly id: string;
  readonly filter: Filter;
}

export interface AlertBookDeps {
  readonly names: () => Directory;
  readonly now: () => EpochMs;
  /** Who belongs to the groups that rules are about. */
  readonly memberships: () => Memberships;
  /** A moment of the server's clock on this computer's. */
  readonly toLocal: (serverMs: EpochMs) => EpochMs;
  /** Whether `fetched` is told of all that a refresh finds. In the past it is not: no history keeps it. */
  readonly isToldOfFetched: boolean;
  readonly tell: (ruleId: string, outcome: RuleOutcome) => void;
}

/**
 * Holds the rules of one organisation against its timeline: the entries in the order in which they were stored, with
 * what is known of the coverage. It has no clock, so that the history is judged as the present is.
 */
export class AlertBook {
  readonly #deps: AlertBookDeps;
  readonly #losses = new Losses();
  readonly #watches = new Map<string, RuleWatch>();
  #hasFailed = false;

  constructor(deps: AlertBookDeps) {
    this.#deps = deps;
  }

  /** Watches a rule from now on, and goes on with what was going on. One of its id is to be forgotten before. */
  watch(rule: WatchedRule, going: readonly Occurrence[] = []): RuleWatch {
    const watch = new RuleWatch({
      condition: rule,
      matches: freshPredicate(rule.filter, this.#deps),
      losses: this.#losses,
      memberships: this.#deps.memberships,
      toLocal: this.#deps.toLocal,
      tell: (outcome) => {
        this.#deps.tell(rule.id, outcome);
      },
    });
    watch.restore(going);
    this.#watches.set(rule.id, watch);
    return watch;
  }

  /** Watches a rule no longer. */
  forget(ruleId: string): void {
    this.#watches.get(ruleId)?.giveUp();
    this.#watches.delete(ruleId);
  }

  /** What goes on, by the id of its rule. */
  occurrences(): ReadonlyMap<string, readonly Occurrence[]> {
    return new Map([...this.#watches].map(([id, watch]) => [id, watch.occurrences()]));
  }

  /** Takes the next entry of the timeline. */
  take(candidate: Candidate): void {
    const { entry } = candidate;
    if (entry.type === 'gap') this.#takeGap(entry.gap);
    else if (entry.type === 'refresh') this.#takeRefresh(entry.refresh, entry.at);
    else if (entry.type === 'connection') this.#takeConnection(entry.state, entry.at);
    for (const watch of this.#watches.values()) watch.take(candidate);
  }

  /** These topics, or all for null, have gone unheard since a moment. May be told early and more than once. */
  coverageLost(from: EpochMs, topics: readonly string[] | null): void {
    // Up to then everything was heard.
    this.#each((watch) => {
      watch.advance({ heardUntil: from, now: from });
    });
    this.#losses.add(from, topics);
    this.#each((watch) => {
      watch.coverageLost();
    });
  }

  /** Everything is heard again, and everything from before this moment has been taken. */
  covered(upTo: EpochMs): void {
    this.#losses.end(null, upTo);
  }

  /** Takes what was fetched when everything that was stored before had been taken. */
  fetched(fetched: Fetched): void {
    this.#each((watch) => {
      watch.fetched(fetched);
    });
  }

  /** The session that heard everything so far is over. */
  cutOff(at: EpochMs): void {
    this.#each((watch) => {
      watch.cutOff(at);
    });
  }

  advance(progress: Progress): void {
    this.#each((watch) => {
      watch.advance(progress);
    });
  }

  nextDueAt(): EpochMs | null {
    const due = [...this.#watches.values()].flatMap((watch) => watch.nextDueAt() ?? []);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** A session that failed is over when the next one begins: until then it may be held what it heard. */
  #takeConnection({ status }: ConnectionState, at: EpochMs): void {
    if (this.#hasFailed || AT_REST.has(status)) this.cutOff(at);
    this.#hasFailed = status === 'failed';
  }

  #takeGap({ from, to, topics, cause }: Gap): void {
    // Whoever listened knew before it was stored, and may have heard since what had become of it.
    if (!this.#losses.covers(topics, to)) this.coverageLost(from, topics);
    if (cause.code === 'app/not-running' || cause.code === 'app/disconnected') this.cutOff(from);
    this.advance({ heardUntil: from, now: to });
    this.#losses.end(topics, to);
  }

  #takeRefresh(summary: RefreshSummary, at: EpochMs): void {
    const { isToldOfFetched } = this.#deps;
    this.#each((watch) => {
      watch.refreshed(at - summary.tookMs, {
        isConfirmed: ({ topic }) => isConfirmedBy(summary, topic),
        isUndecided: ({ topic }) => !isToldOfFetched && fetchedFor(topic) !== null,
      });
    });
  }

  #each(act: (watch: RuleWatch) => void): void {
    for (const watch of this.#watches.values()) act(watch);
  }
}

/** A session that is in one of these has ended: the next one knows nothing of what it heard. */
const AT_REST: ReadonlySet<ConnectionState['status']> = new Set(['signed-out', 'stopped']);

/** Whether a refresh would have told of it if the state behind a topic were another than before. */
function isConfirmedBy(summary: RefreshSummary, topic: string): boolean {
  const fetched = fetchedFor(topic);
  if (fetched === null) return false;
  const { firstSeen } = fetched.kind === 'user' ? summary.people : summary.queues;
  const areFailuresNamed = failedOf(summary) === summary.failures.length;
  const hasFailed = summary.failures.some(({ kind, id }) => kind === fetched.kind && id === fetched.id);
  return firstSeen === 0 && areFailuresNamed && !hasFailed;
}

/** What is told as fetched of a topic. Of conversations those are fetched that go on; that one has ended is not among it. */
function fetchedFor(topic: string): Fetchable | null {
  const fetchable = fetchableOf(topic);
  return fetchable === null || fetchable.facts.includes('interactions') ? null : fetchable;
}
