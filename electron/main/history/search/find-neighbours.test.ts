import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOST_COUNTED, type Neighbours } from '../../../../shared/model/snapshot.ts';
import { anEvent } from '../../../../shared/model/testing/an-event.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { neighboursAmong } from '../neighbours.ts';
import type { Candidates } from './candidates.ts';
import { findNeighbours } from './find-neighbours.ts';
import { Pace } from './pace.ts';

const eventAt = (position: number, topic: string, entity = ''): TimelineEntry => ({
  position,
  at: position,
  type: 'event',
  event: anEvent({ seq: position, topic, ...(entity === '' ? {} : { entity }) }),
});

/** Three at a time, from the end where a direction begins. */
const candidatesIn =
  (entries: readonly TimelineEntry[]): Candidates =>
  ({ from, to }, direction) => {
    const isAfter = direction === 'after';
    const [start, end] = isAfter ? [from, Math.min(to, from + 2)] : [Math.max(from, to - 2), to];
    const found = entries.filter(({ position }) => position >= start && position <= end);
    const rows = found.map((entry) => ({ position: entry.position, candidate: { entry, body: undefined } }));
    return isAfter ? { rows, upTo: end } : { rows: rows.reverse(), upTo: start };
  };

/** Every look at the clock takes a millisecond. */
function paceOf(limitMs: number): Pace {
  let now = 0;
  return new Pace({ limitMs, now: () => (now += 1), nextTurn: () => Promise.resolve() });
}

function find(
  entries: readonly TimelineEntry[],
  position: number,
  limitMs = 1e6,
): Promise<Neighbours | null> {
  const entry = entries[position - 1];
  if (entry === undefined) throw new Error(`Nothing is at ${String(position)}.`);
  const bounds = { first: 1, last: entries.length };
  return findNeighbours(entry, { candidates: candidatesIn(entries), bounds, pace: paceOf(limitMs) });
}

it('what is found on disk is what is found in memory', async () => {
  const made = fc.array(
    fc.record({ topic: fc.constantFrom('a', 'A', 'b'), entity: fc.constantFrom('', 'x', 'y') }),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  await fc.assert(
    fc.asyncProperty(made, fc.nat(), async (events, at) => {
      const entries = events.map(({ topic, entity }, index) => eventAt(index + 1, topic, entity));
      const position = (at % entries.length) + 1;
      const [entry] = entries.slice(position - 1);
      if (entry === undefined) throw new Error('The position is among the entries.');
      expect(await find(entries, position)).toEqual(neighboursAmong(entry, entries));
    }),
    { numRuns: 100 },
  );
});

it('counting ends at a number that nobody reads beyond, and says so', async () => {
  const entries = Array.from({ length: MOST_COUNTED + 50 }, (_, index) => eventAt(index + 1, 'a'));
  const candidates: Candidates = ({ from, to }) => ({
    rows: entries
      .slice(from - 1, to)
      .map((entry) => ({ position: entry.position, candidate: { entry, body: undefined } })),
    upTo: to,
  });
  const [first] = entries;
  if (first === undefined) throw new Error('There are entries.');
  const bounds = { first: 1, last: entries.length };
  const found = await findNeighbours(first, { candidates, bounds, pace: paceOf(1e6) });
  expect(found).toMatchObject({
    earlier: { count: 0, isWhole: true },
    later: { count: MOST_COUNTED, isWhole: false },
  });
});

it('a count that takes too long is one of the surroundings, and is not said to be all', async () => {
  const entries = Array.from({ length: 300 }, (_, index) => eventAt(index + 1, 'a'));
  const found = await find(entries, 150, 40);
  expect(found).toMatchObject({ previous: 149, next: 151 });
  expect(found?.earlier.isWhole).toBe(false);
  expect(found?.earlier.count).toBeLessThan(149);
});
