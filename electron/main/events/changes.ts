import type { Change, ChangeValue, MonitorEvent } from '../../../shared/model/timeline.ts';
import type { WireEvent } from './decode.ts';
import { readEvent, type Fact } from './facts.ts';

/** What was last known of this many things is remembered; beyond that the longest untouched is forgotten. */
const MOST_ENTITIES = 20_000;

interface Known {
  readonly fact: Fact;
  /** Arrival time, for facts that bring no time of their own. */
  readonly at: number;
}

/** Compares each event with what was known before it, so that a row can say what changed. */
export class ChangeTracker {
  readonly #known = new Map<string, Map<string, Known>>();

  /** Numbers aside, the event as it will be stored. `at` is the wall time of its arrival. */
  describe(event: WireEvent, at: number): Omit<MonitorEvent, 'seq'> {
    const { subject, entity, facts } = readEvent(event.topic, event.body);
    const { topic, version, correlationId, body } = event;
    const changes = facts.length === 0 ? [] : this.#compare(`${topic}\n${entity}`, facts, at);
    return { topic, version, correlationId, body, subject, changes };
  }

  #compare(key: string, facts: readonly Fact[], at: number): readonly Change[] {
    const known = this.#touch(key);
    const changes: Change[] = [];
    for (const fact of facts) {
      const former = known.get(fact.field);
      if (former !== undefined && isSame(former.fact.value, fact.value)) continue;
      changes.push({
        field: fact.field,
        from: former?.fact.value ?? null,
        to: fact.value,
        heldMs: former === undefined ? null : heldMs(former, fact, at),
      });
      known.set(fact.field, { fact: isLater(fact, former) ? fact : { ...fact, since: null }, at });
    }
    return changes;
  }

  /** After a gap, what was known may have changed unseen: the next event is a first one again. */
  forget(): void {
    this.#known.clear();
  }

  #touch(key: string): Map<string, Known> {
    const former = this.#known.get(key);
    // Who goes first matters only once something has to go, and keeping the order costs.
    if (former !== undefined && this.#known.size < MOST_ENTITIES) return former;
    const known = former ?? new Map<string, Known>();
    this.#known.delete(key);
    this.#known.set(key, known);
    if (this.#known.size > MOST_ENTITIES) this.#forgetOldest();
    return known;
  }

  #forgetOldest(): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

/** By the server's own times where both events bring one: they do not depend on when events arrive. */
function heldMs(known: Known, fact: Fact, at: number): number {
  const isServerTimed = known.fact.since !== null && fact.since !== null && isLater(fact, known);
  const duration = isServerTimed ? fact.since - known.fact.since : at - known.at;
  return Math.max(0, duration);
}

/** A value that began before the former one did brings the time of something else: a resumed call, of its answer. */
function isLater(fact: Fact, known: Known | undefined): boolean {
  const before = known?.fact.since ?? null;
  return before === null || fact.since === null || fact.since >= before;
}

function isSame(a: ChangeValue, b: ChangeValue): boolean {
  if (a.kind === 'presence' && b.kind === 'presence') {
    return a.definitionId === b.definitionId && a.systemPresence === b.systemPresence;
  }
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  return a.kind === 'number' && b.kind === 'number' && a.number === b.number;
}
