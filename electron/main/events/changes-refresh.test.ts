import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { ChangeValue } from '../../../shared/model/timeline.ts';
import { ChangeTracker } from './changes.ts';

const NINE = Date.UTC(2026, 0, 5, 9, 0, 0);
const MINUTE = 60_000;
const TOPIC = 'v2.users.ana.presence';

/** A presence since so many minutes after nine, or one that does not say since when. */
const body = (systemPresence: string, minute?: number): JsonValue => ({
  presenceDefinition: { id: systemPresence, systemPresence },
  ...(minute === undefined ? {} : { modifiedDate: new Date(NINE + minute * MINUTE).toISOString() }),
});
const presence = (systemPresence: string): ChangeValue => ({
  kind: 'presence',
  systemPresence,
  definitionId: systemPresence,
});

function tracker() {
  const changes = new ChangeTracker();
  return {
    lose: (topics: readonly string[] | null = null) => {
      changes.coverageLost(topics);
    },
    hear: (value: JsonValue, minute: number, topic = TOPIC) =>
      changes.describe({ topic, version: '2', correlationId: 'c', body: value }, NINE + minute * MINUTE)
        .changes,
    fetch: (value: JsonValue, topic = TOPIC) => changes.refresh(topic, value).comparisons,
  };
}

describe('a value that is fetched after a gap', () => {
  it('is a change against the last that was known, and nobody knows how long that held', () => {
    const { hear, lose, fetch } = tracker();
    hear(body('AVAILABLE', 0), 0);
    lose();
    expect(fetch(body('AWAY', 31))).toEqual([
      {
        field: 'presence',
        outcome: 'changed',
        change: { field: 'presence', from: presence('AVAILABLE'), to: presence('AWAY'), heldMs: null },
        since: NINE + 31 * MINUTE,
      },
    ]);
  });

  it.each([
    ['with the same moment', 0],
    ['set anew in the gap', 31],
    ['with no moment', undefined],
  ])('is no change when it is the same: %s', (_, minute) => {
    const { hear, lose, fetch } = tracker();
    hear(body('AVAILABLE', 0), 0);
    lose();
    expect(fetch(body('AVAILABLE', minute))).toMatchObject([{ outcome: 'unchanged', change: null }]);
  });

  it('is first seen when nothing was known', () => {
    expect(tracker().fetch(body('AWAY', 31))).toMatchObject([{ outcome: 'first-seen', change: null }]);
  });

  it('is no change when it is older than what was heard before the gap', () => {
    const { hear, lose, fetch } = tracker();
    hear(body('AVAILABLE', 10), 10);
    lose();
    expect(fetch(body('AWAY', 5))).toMatchObject([{ outcome: 'unchanged', change: null }]);
    expect(fetch(body('MEAL', 11))[0]?.change?.from).toEqual(presence('AVAILABLE'));
  });

  it('counts against other topics of its kind alone', () => {
    const { hear, lose, fetch } = tracker();
    hear(body('AVAILABLE', 0), 0, 'v2.users.ben.presence');
    lose();
    expect(fetch(body('AWAY', 1))).toMatchObject([{ outcome: 'first-seen' }]);
  });

  it('meets the topic whatever its letter case', () => {
    const { hear, lose, fetch } = tracker();
    hear(body('AVAILABLE', 0), 0, 'v2.users.ana.Presence');
    lose();
    expect(fetch(body('AWAY', 1))).toMatchObject([{ outcome: 'changed' }]);
  });
});

describe('an event after a gap', () => {
  it('is a first one when it comes before the refresh: what lay before it is not known', () => {
    const { hear, lose } = tracker();
    hear(body('AVAILABLE', 0), 0);
    lose();
    expect(hear(body('AWAY', 35), 35)).toMatchObject([{ from: null, heldMs: null }]);
  });

  it('is no change when it tells of the same moment as before the gap', () => {
    const { hear, lose } = tracker();
    hear(body('AVAILABLE', 0), 0);
    lose();
    expect(hear(body('AVAILABLE', 0), 35)).toEqual([]);
    expect(hear(body('AWAY', 40), 40)).toMatchObject([{ from: presence('AVAILABLE'), heldMs: 40 * MINUTE }]);
  });

  it('is compared with what was fetched, which held since the server says', () => {
    const { hear, lose, fetch } = tracker();
    hear(body('AVAILABLE', 0), 0);
    lose();
    fetch(body('AWAY', 31));
    expect(hear(body('MEAL', 40), 40)).toMatchObject([{ from: presence('AWAY'), heldMs: 9 * MINUTE }]);
  });

  it('does not say how long a fetched value held that had no moment', () => {
    const { hear, lose, fetch } = tracker();
    hear(body('AVAILABLE'), 0);
    lose();
    fetch(body('AWAY'));
    expect(hear(body('MEAL'), 40)).toMatchObject([{ from: presence('AWAY'), heldMs: null }]);
  });

  it('is no change when it tells what was fetched already', () => {
    const { lose, hear, fetch } = tracker();
    lose();
    fetch(body('AWAY', 36));
    expect(hear(body('AWAY', 36), 36)).toEqual([]);
  });

  it('is no change when it is older than what was fetched already', () => {
    const { lose, hear, fetch } = tracker();
    lose();
    fetch(body('AWAY', 36));
    expect(hear(body('MEAL', 35), 36)).toEqual([]);
    expect(hear(body('BUSY', 37), 37)).toMatchObject([{ from: presence('AWAY') }]);
  });

  it('wins over a fetched value that is older, or does not say since when', () => {
    const { lose, hear, fetch } = tracker();
    lose();
    hear(body('MEAL', 35), 35);
    expect(fetch(body('AWAY', 34))).toMatchObject([{ change: null }]);
    expect(fetch(body('AWAY'))).toMatchObject([{ change: null }]);
    expect(fetch(body('BUSY', 36))).toMatchObject([{ change: { from: presence('MEAL'), heldMs: MINUTE } }]);
  });
});

describe('a loss of some topics', () => {
  it('leaves the others as they were', () => {
    const { hear, lose } = tracker();
    const ben = 'v2.users.ben.presence';
    hear(body('AVAILABLE', 0), 0);
    hear(body('AVAILABLE', 0), 0, ben);
    lose(['v2.users.ana?Presence&routingStatus']);
    expect(hear(body('AWAY', 5), 5)).toMatchObject([{ from: null }]);
    expect(hear(body('AWAY', 5), 5, ben)).toMatchObject([{ from: presence('AVAILABLE') }]);
  });
});

/** What really happened: presences, each from one whole minute on, each other than the one before. */
const history = fc
  .array(fc.constantFrom('AVAILABLE', 'AWAY', 'MEAL'), { minLength: 2, maxLength: 14 })
  .map((names) =>
    names.filter((name, index) => name !== names[index - 1]).map((name, index) => ({ name, minute: index })),
  );
type Happened = { readonly name: string; readonly minute: number };

/** Something that arrives: the events in order, and in between answers that may each be of any age. */
interface Arrival {
  readonly kind: 'event' | 'answer';
  readonly index: number;
}
const arrivals = (count: number, heardFrom: number) =>
  fc.array(fc.nat({ max: count - 1 }), { minLength: 1, maxLength: 6 }).chain((answers) =>
    fc
      .array(fc.nat({ max: count }), { minLength: answers.length, maxLength: answers.length })
      .map((places) => {
        const all: Arrival[] = Array.from({ length: count - heardFrom }, (_, index) => ({
          kind: 'event',
          index: index + heardFrom,
        }));
        for (const [turn, index] of answers.entries()) {
          all.splice(Math.min(places[turn] ?? 0, all.length), 0, { kind: 'answer', index });
        }
        return all;
      }),
  );

describe('any mixture of answers and events', () => {
  const runs = history.chain((happened) =>
    fc
      .record({ before: fc.nat({ max: happened.length - 1 }), missed: fc.nat({ max: happened.length }) })
      .chain(({ before, missed }) => {
        const heardFrom = Math.min(happened.length, before + missed);
        return fc.record({
          happened: fc.constant(happened),
          before: fc.constant(before),
          arrivals: arrivals(happened.length, heardFrom),
        });
      }),
  );

  /** Plays it and answers with what was shown, in order. */
  function shown(
    happened: readonly Happened[],
    before: number,
    mixture: readonly Arrival[],
  ): readonly number[] {
    const { hear, lose, fetch } = tracker();
    const minutes: number[] = [];
    const show = (from: number, isChange: boolean): void => {
      if (isChange) minutes.push(from);
    };
    for (const { name, minute } of happened.slice(0, before)) {
      show(minute, hear(body(name, minute), minute).length > 0);
    }
    lose();
    for (const { kind, index } of mixture) {
      const { name = '', minute = 0 } = happened[index] ?? {};
      if (kind === 'event') show(minute, hear(body(name, minute), minute).length > 0);
      else {
        const [comparison] = fetch(body(name, minute));
        show(minute, comparison?.outcome !== 'unchanged');
      }
    }
    return minutes;
  }

  it('never shows an older state after a newer one', () => {
    fc.assert(
      fc.property(runs, ({ happened, before, arrivals: mixture }) => {
        const minutes = shown(happened, before, mixture);
        expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
      }),
      { numRuns: 3000 },
    );
  });

  it('ends in the newest state of all that arrived', () => {
    fc.assert(
      fc.property(runs, ({ happened, before, arrivals: mixture }) => {
        const newest = Math.max(before - 1, ...mixture.map(({ index }) => index));
        const last = shown(happened, before, mixture).at(-1) ?? -1;
        expect(happened[last]?.name).toBe(happened[newest]?.name);
      }),
      { numRuns: 3000 },
    );
  });
});
