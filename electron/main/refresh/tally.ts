import type { JsonValue } from '../../../shared/genesys/wire.ts';
import {
  MOST_FAILURES_NAMED,
  type RefreshFailure,
  type RefreshSummary,
  type RefreshTally,
} from '../../../shared/model/refresh.ts';
import type { Refreshed, Subject } from '../../../shared/model/timeline.ts';
import type { Comparison } from '../events/changes.ts';
import type { Found } from './perform-read.ts';
import type { Plan, Read, StateFact, Wanted } from './plan.ts';

/** Compares a fetched value with what is known, and keeps it. */
export type Compare = (
  topic: string,
  body: JsonValue,
) => { readonly subject: Subject; readonly comparisons: readonly Comparison[] };

interface Progress {
  readonly wanted: Wanted;
  readonly open: Set<StateFact>;
  isChanged: boolean;
  /** Something was known of before. */
  isCompared: boolean;
  failure: string | null;
}

/** What became of each person and each queue of a plan. */
export class Tally {
  readonly #plan: Plan;
  readonly #compare: Compare;
  readonly #all = new Map<string, Progress>();

  /** `changedBefore`: who was found changed by a refresh that this one continues. */
  constructor(plan: Plan, compare: Compare, changedBefore: ReadonlySet<string> = new Set()) {
    this.#plan = plan;
    this.#compare = compare;
    for (const wanted of plan.wanted) {
      const key = keyOf(wanted.kind, wanted.id);
      this.#all.set(key, {
        wanted,
        open: new Set(wanted.topicsOf.keys()),
        isChanged: changedBefore.has(key),
        isCompared: false,
        failure: null,
      });
    }
  }

  /** Takes in what an answer gave; answers with what changed. `isWhole`: nothing more comes of these facts. */
  settle(found: readonly Found[], isWhole: boolean): readonly Refreshed[] {
    return found.flatMap(({ id, fact, bodies }) => {
      const progress = this.#find(id, fact);
      const topics = progress?.wanted.topicsOf.get(fact);
      if (progress === undefined || topics === undefined) return [];
      if (isWhole) progress.open.delete(fact);
      return bodies.flatMap((body) => this.#settleBody(progress, fact, topics, body));
    });
  }

  /** Several topics may tell of one fact; what changed is told once. */
  #settleBody(
    progress: Progress,
    fact: StateFact,
    topics: readonly string[],
    body: JsonValue,
  ): readonly Refreshed[] {
    const told = new Set<string>();
    return topics.flatMap((topic) => {
      const { subject, comparisons } = this.#compare(topic, eventBody(topic, fact, body));
      if (comparisons.some(({ outcome }) => outcome !== 'first-seen')) progress.isCompared = true;
      const changed = comparisons.filter(({ field, change }) => change !== null && !told.has(field));
      if (changed.length === 0) return [];
      progress.isChanged = true;
      for (const { field } of changed) told.add(field);
      const changes = changed.flatMap(({ change }) => change ?? []);
      return [{ topic, subject, changes, since: changed[0]?.since ?? null }];
    });
  }

  /** What a read should have given and nothing gave so far. */
  missing({ ids, facts }: Read): readonly { readonly id: string; readonly fact: StateFact }[] {
    return ids.flatMap((id) =>
      facts.flatMap((fact) => (this.#find(id, fact)?.open.has(fact) === true ? [{ id, fact }] : [])),
    );
  }

  fail(id: string, fact: StateFact, message: string): void {
    const progress = this.#find(id, fact);
    if (progress === undefined) return;
    progress.open.delete(fact);
    progress.failure ??= message;
  }

  get done(): number {
    return [...this.#all.values()].filter(({ open }) => open.size === 0).length;
  }

  countOf(kind: Wanted['kind']): number {
    return this.#plan.wanted.filter((wanted) => wanted.kind === kind).length;
  }

  get changed(): ReadonlySet<string> {
    return new Set([...this.#all].flatMap(([key, { isChanged }]) => (isChanged ? [key] : [])));
  }

  summary(gapIds: readonly string[], tookMs: number): RefreshSummary {
    const failures = [...this.#all.values()].flatMap(({ wanted: { kind, id }, failure }): RefreshFailure[] =>
      failure === null ? [] : [{ kind, id, message: failure }],
    );
    return {
      gapIds,
      tookMs,
      people: this.#tallyOf('user'),
      queues: this.#tallyOf('queue'),
      failures: failures.slice(0, MOST_FAILURES_NAMED),
      notRecovered: this.#plan.notRecovered,
    };
  }

  #tallyOf(kind: Wanted['kind']): RefreshTally {
    const all = [...this.#all.values()].filter(({ wanted }) => wanted.kind === kind);
    const count = (isSo: (progress: Progress) => boolean): number => all.filter(isSo).length;
    return {
      total: all.length,
      refreshed: count(isRefreshed),
      changed: count(({ isChanged }) => isChanged),
      firstSeen: count((progress) => isRefreshed(progress) && !progress.isCompared),
    };
  }

  #find(id: string, fact: StateFact): Progress | undefined {
    return this.#all.get(keyOf(fact === 'figures' || fact === 'members' ? 'queue' : 'user', id));
  }
}

const isRefreshed = ({ open, failure }: Progress): boolean => open.size === 0 && failure === null;

const keyOf = (kind: Wanted['kind'], id: string): string => `${kind} ${id}`;

/** The topic of a person's activity wraps a presence; its routing status stands as it does elsewhere. */
function eventBody(topic: string, fact: StateFact, body: JsonValue): JsonValue {
  return fact === 'presence' && topic.toLowerCase().endsWith('.activity') ? { presence: body } : body;
}
