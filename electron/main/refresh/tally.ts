import type { Interaction } from '../../../shared/model/agent.ts';
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
import type { StateFact } from '../events/fetchable.ts';
import { byCount, familyOf, type Plan, type Read, type Wanted } from './plan.ts';

/** Compares a fetched value with what is known, and keeps it. */
export type Compare = (
  topic: string,
  body: JsonValue,
) => { readonly subject: Subject; readonly comparisons: readonly Comparison[] };

/** Takes in all conversations of a person that go on, and says what they are against those that were known. */
export type CompareInteractions = (
  userId: string,
  interactions: readonly Interaction[],
) => Comparison['outcome'];

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
  readonly #compareInteractions: CompareInteractions;
  readonly #all = new Map<string, Progress>();
  /** Topics whose state may not be read, by family. */
  readonly #forbidden = new Map<string, number>();

  /** `changedBefore`: who was found changed by a refresh that this one continues. */
  constructor(
    plan: Plan,
    {
      compare,
      compareInteractions,
    }: { readonly compare: Compare; readonly compareInteractions: CompareInteractions },
    changedBefore: ReadonlySet<string> = new Set(),
  ) {
    this.#plan = plan;
    this.#compare = compare;
    this.#compareInteractions = compareInteractions;
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
    return found.flatMap((one) => {
      const { id, fact } = one;
      const progress = this.#find(id, fact);
      const topics = progress?.wanted.topicsOf.get(fact);
      if (progress === undefined || topics === undefined) return [];
      if (isWhole) progress.open.delete(fact);
      if (one.fact !== 'interactions')
        return one.bodies.flatMap((body) => this.#settleBody(progress, one.fact, topics, body));
      const outcome = this.#compareInteractions(id, one.interactions);
      progress.isCompared ||= outcome !== 'first-seen';
      progress.isChanged ||= outcome === 'changed';
      return [];
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

  /** The single topics that tell of a fact. */
  topicsOf(id: string, fact: StateFact): readonly string[] {
    return this.#find(id, fact)?.wanted.topicsOf.get(fact) ?? [];
  }

  fail(id: string, fact: StateFact, message: string): void {
    const progress = this.#find(id, fact);
    if (progress === undefined) return;
    progress.open.delete(fact);
    progress.failure ??= message;
  }

  /** The client may not read this of anybody: it is not recovered, and nobody is called not refreshed for it. */
  forbid(id: string, fact: StateFact): void {
    const progress = this.#find(id, fact);
    progress?.open.delete(fact);
    for (const topic of progress?.wanted.topicsOf.get(fact) ?? []) {
      const family = familyOf(topic);
      this.#forbidden.set(family, (this.#forbidden.get(family) ?? 0) + 1);
    }
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
      notRecovered: [...this.#plan.notRecovered, ...byCount(this.#forbidden)],
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

/** The topic of a person's activity wraps these; its routing status stands as it does elsewhere. */
function eventBody(topic: string, fact: StateFact, body: JsonValue): JsonValue {
  const isWrapped = fact === 'presence' || fact === 'outOfOffice';
  return isWrapped && topic.toLowerCase().endsWith('.activity') ? { [fact]: body } : body;
}
