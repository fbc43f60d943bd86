import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { Change, ChangeValue, MonitorEvent, Subject } from '../../../shared/model/timeline.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import type { WireEvent } from './decode.ts';
import { readerOf, type BodyReader, type Fact } from './facts.ts';
import { previewOf } from './preview.ts';

/** What was last known of this many things is remembered; beyond that the longest untouched is forgotten. */
const MOST_ENTITIES = 20_000;

/** Vouches for nothing. */
const NO_STRETCH = -1;

interface Known {
  readonly fact: Fact;
  /** The newest of the server's own times that came with it: a value may be set anew. */
  readonly newest: number | null;
  /** When it came to hold as far as Vigil saw it; null where it may have begun at any time before. */
  readonly at: number | null;
  /** The stretch of coverage that vouches for it. */
  readonly stretch: number;
  /** Fetched, and not heard. */
  readonly isRefreshed: boolean;
}

/** What a fetched value is against what was known of it. */
export interface Comparison {
  readonly field: string;
  readonly outcome: 'changed' | 'unchanged' | 'first-seen';
  /** Null unless it changed. */
  readonly change: Change | null;
  /** Since when it is so, by the server's own clock. */
  readonly since: number | null;
}

/** How the events of a topic are read, and what is known of its things is kept under. */
interface TopicReader {
  /** One text for all its events: each brings one of its own, and what is looked up by the same one is found sooner. */
  readonly topic: string;
  readonly read: BodyReader;
  /** Ends where the entity begins. Nothing says that the service keeps the case of a topic. */
  readonly key: string;
}

interface Verdict {
  readonly known: Known;
  readonly change: Change | null;
}

/**
 * Compares each event, and each value that was fetched after a gap, with what was known before it, so that a row
 * can say what changed.
 *
 * Coverage comes in stretches. What was known in a former one may have changed unseen: an event is never compared
 * with it, a fetched value is, as the last that was known. Between a fetched value and an event of the same stretch
 * the server's own times decide, and where there are none what was heard: the stream goes on, a fetched value does not.
 */
export class ChangeTracker {
  readonly #known = new Map<string, Map<string, Known>>();
  readonly #readers = new Map<string, TopicReader>();
  #stretch = 0;

  /** Numbers aside, the event as it will be stored. `at` is the wall time of its arrival. */
  describe(event: WireEvent, at: number): Omit<MonitorEvent, 'seq'> {
    const { version, correlationId, body } = event;
    const { topic, read, key } = this.#readerOf(event.topic);
    const { subject, entity, facts } = read(body);
    const changes: Change[] = [];
    let happenedAt: number | null = null;
    const known = facts.length === 0 ? null : this.#touch(key + entity);
    for (const fact of facts) {
      const { known: now, change } = heard(known?.get(fact.field), fact, at, this.#stretch);
      known?.set(fact.field, now);
      if (change !== null) changes.push(change);
      // A fact that is only repeated, or heard for the first time, may hold since long before the event.
      if (change !== null && change.from !== null) happenedAt = newerOf(happenedAt, fact.since);
    }
    const preview = changes.length === 0 ? previewOf(body) : '';
    const described = { topic, version, correlationId, subject, changes, preview, happenedAt };
    return entity === '' ? described : { ...described, entity };
  }

  /** Takes in a value that was fetched, written as the body of the event that would have told of it. */
  refresh(
    topic: string,
    body: JsonValue,
  ): { readonly subject: Subject; readonly comparisons: readonly Comparison[] } {
    const { read, key } = this.#readerOf(topic);
    const { subject, entity, facts } = read(body);
    const comparisons = facts.map((fact): Comparison => {
      const known = this.#touch(key + entity);
      const former = known.get(fact.field);
      const { known: now, change } = fetched(former, fact, this.#stretch);
      known.set(fact.field, now);
      const outcome = former === undefined ? 'first-seen' : change === null ? 'unchanged' : 'changed';
      return { field: fact.field, outcome, change, since: fact.since };
    });
    return { subject, comparisons };
  }

  /** These topics, or all for null, went unheard: what is known of them may have changed unseen. */
  coverageLost(topics: readonly string[] | null): void {
    if (topics === null) {
      this.#stretch += 1;
      return;
    }
    const lost = new Set(topics.flatMap(expandTopic).map((topic) => topic.toLowerCase()));
    for (const [key, facts] of this.#known) {
      if (!lost.has(key.slice(0, key.indexOf('\n')))) continue;
      for (const [field, known] of facts) facts.set(field, { ...known, stretch: NO_STRETCH });
    }
  }

  /** Topics come again and again, and how to read one is found by taking it apart. */
  #readerOf(topic: string): TopicReader {
    const known = this.#readers.get(topic);
    if (known !== undefined) return known;
    if (this.#readers.size >= MOST_ENTITIES) this.#readers.clear();
    const reader = { topic, read: readerOf(topic), key: `${topic.toLowerCase()}\n` };
    this.#readers.set(topic, reader);
    return reader;
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

function newerOf(one: number | null, other: number | null): number | null {
  return one === null || (other !== null && other > one) ? other : one;
}

function heard(former: Known | undefined, fact: Fact, at: number, stretch: number): Verdict {
  const fresh: Known = { fact, newest: fact.since, at, stretch, isRefreshed: false };
  if (former === undefined) return { known: fresh, change: changeTo(fact, null, null) };
  if (former.stretch !== stretch) {
    // The same value from the same moment held all along, whatever was not heard meanwhile.
    if (isSame(former, fact) && isSameMoment(former, fact)) {
      return { known: { ...former, stretch }, change: null };
    }
    return { known: fresh, change: changeTo(fact, null, null) };
  }
  if (isSame(former, fact))
    return { known: isLater(fact, former) ? setAnew(former, fact) : former, change: null };
  // What was on its way while a newer value was fetched comes late.
  if (former.isRefreshed && isOlder(fact, former)) return { known: former, change: null };
  const known = isOlder(fact, former) ? { ...fresh, fact: { ...fact, since: null }, newest: null } : fresh;
  return { known, change: changeTo(fact, former, heldMs(former, fact, at)) };
}

function fetched(former: Known | undefined, fact: Fact, stretch: number): Verdict {
  const fresh: Known = { fact, newest: fact.since, at: null, stretch, isRefreshed: true };
  if (former === undefined) return { known: fresh, change: null };
  if (isOlder(fact, former)) return { known: former, change: null };
  const isCovered = former.stretch === stretch;
  if (isSame(former, fact)) {
    const heldOn = isCovered || isSameMoment(former, fact);
    const held = heldOn ? { ...former, stretch, isRefreshed: true } : fresh;
    return { known: isLater(fact, held) ? setAnew(held, fact) : held, change: null };
  }
  if (isCovered && !isLater(fact, former)) return { known: former, change: null };
  // Over a gap nobody knows what lay between, and so not how long the former value held.
  const held = isCovered ? heldMs(former, fact, null) : null;
  return { known: fresh, change: changeTo(fact, former, held) };
}

/** How long it holds counts from the first time, what is newer than it from the last. */
function setAnew(known: Known, { since }: Fact): Known {
  return { ...known, newest: since };
}

function changeTo({ field, value }: Fact, former: Known | null, held: number | null): Change {
  return { field, from: former?.fact.value ?? null, to: value, heldMs: held };
}

/** By the server's own times where both bring one: they do not depend on when events arrive. */
function heldMs({ fact: former, at: formerAt }: Known, fact: Fact, at: number | null): number | null {
  if (former.since !== null && fact.since !== null && fact.since >= former.since) {
    return fact.since - former.since;
  }
  return at === null || formerAt === null ? null : Math.max(0, at - formerAt);
}

/** A value that began before the former one did brings the time of something else: a resumed call, of its answer. */
function isOlder({ since }: Fact, { newest }: Known): boolean {
  return since !== null && newest !== null && since < newest;
}

function isLater({ since }: Fact, { newest }: Known): boolean {
  return since !== null && newest !== null && since > newest;
}

function isSameMoment({ newest }: Known, { since }: Fact): boolean {
  return since !== null && newest === since;
}

function isSame({ fact: { value: a } }: Known, { value: b }: { readonly value: ChangeValue }): boolean {
  if (a === b) return true;
  if (a.kind === 'presence' && b.kind === 'presence') {
    return a.definitionId === b.definitionId && a.systemPresence === b.systemPresence;
  }
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  return a.kind === 'number' && b.kind === 'number' && a.number === b.number;
}
