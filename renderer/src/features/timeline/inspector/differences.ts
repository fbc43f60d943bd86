import microdiff from 'microdiff';
import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';

export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: readonly (string | number)[];
  readonly from: JsonValue | undefined;
  readonly to: JsonValue | undefined;
}

/** Bodies beyond these bounds are not compared: it would hold up the window for longer than a reader would wait. */
const MAX_PARTS = 20_000;
const MAX_DEPTH = 100;

type Bare = string | number | boolean | null | Bare[] | { [key: string]: Bare };

/**
 * A copy whose objects have no prototype, so that a field named `constructor` or `__proto__` is a field like any
 * other. Answers undefined beyond the bounds.
 */
function bareCopy(value: JsonValue, budget: { parts: number }, depth = 0): Bare | undefined {
  budget.parts -= 1;
  if (budget.parts < 0 || depth > MAX_DEPTH) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    const list: Bare[] = [];
    for (const part of value) {
      const copy = bareCopy(part, budget, depth + 1);
      if (copy === undefined) return undefined;
      list.push(copy);
    }
    return list;
  }
  const bare: Record<string, Bare> = Object.create(null) as Record<string, Bare>;
  for (const [key, part] of Object.entries(value)) {
    const copy = bareCopy(part, budget, depth + 1);
    if (copy === undefined) return undefined;
    bare[key] = copy;
  }
  return bare;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** What differs between two bodies, path by path; null when they are too large to compare. */
export function differences(from: JsonValue, to: JsonValue): readonly Difference[] | null {
  const former = bareCopy(from, { parts: MAX_PARTS });
  const latter = bareCopy(to, { parts: MAX_PARTS });
  if (former === undefined || latter === undefined) return null;
  // Wrapped, because microdiff compares objects and a body may be a plain value.
  return microdiff({ body: former }, { body: latter }, { cyclesFix: false }).map((difference) => {
    const path = difference.path.slice(1);
    switch (difference.type) {
      case 'CREATE':
        return { kind: 'added', path, from: undefined, to: difference.value as JsonValue };
      case 'REMOVE':
        return { kind: 'removed', path, from: difference.oldValue as JsonValue, to: undefined };
      case 'CHANGE':
        return {
          kind: 'changed',
          path,
          from: difference.oldValue as JsonValue,
          to: difference.value as JsonValue,
        };
    }
  });
}

type EventEntry = Extract<TimelineEntry, { type: 'event' }>;

export interface TopicNeighbours {
  /** The event of the same topic before this one, among the loaded entries. */
  readonly previous: EventEntry | null;
  /** Which of how many loaded events of the topic this one is. */
  readonly place: number;
  readonly count: number;
}

/** Where an event stands among the loaded events of its topic. */
export function topicNeighbours(entries: readonly TimelineEntry[], entry: EventEntry): TopicNeighbours {
  let previous: EventEntry | null = null;
  let place = 0;
  let count = 0;
  for (const other of entries) {
    if (other.type !== 'event' || other.event.topic !== entry.event.topic) continue;
    count += 1;
    if (other.position < entry.position) previous = other;
    if (other.position === entry.position) place = count;
  }
  return { previous, place, count };
}
