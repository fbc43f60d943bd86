import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { Pace } from './pace.ts';
import { countByTime, firstSince, type CountedHistory } from './time-counts.ts';

function entryAt(position: number, at: number): TimelineEntry {
  return { position, at, type: 'connection', state: { status: 'connecting', since: at } };
}

/** Positions from 1 on, stored at these times. */
function historyOf(times: readonly number[], isFiltered = false): CountedHistory {
  const entries = times.map((at, index) => entryAt(index + 1, at));
  return {
    range: { from: 1, to: times.length },
    momentOf: (position) => times[position - 1] ?? Infinity,
    matching: isFiltered
      ? {
          predicate: ({ entry }) => entry.position % 2 === 0,
          candidates: ({ from, to }, direction) => {
            const found = entries.slice(from - 1, to).map((entry) => ({
              position: entry.position,
              candidate: { entry, body: null },
            }));
            const rows = direction === 'after' ? found.slice(0, 3) : found.toReversed().slice(0, 3);
            return { rows, upTo: rows.at(-1)?.position ?? from };
          },
        }
      : null,
  };
}

const query = (part: Partial<CountsQuery>): CountsQuery => ({
  filter: '',
  from: 'before',
  position: Number.MAX_SAFE_INTEGER,
  since: 0,
  until: 1000,
  bucketMs: 10,
  ...part,
});

const nextTurn = (): Promise<void> => Promise.resolve();
const unhurried = (): Pace => new Pace({ limitMs: 1e9, now: () => 0, nextTurn });

/** Allows one slice. */
function hurried(): Pace {
  let now = 0;
  return new Pace({ limitMs: 1, now: () => (now += 10), nextTurn });
}

const sorted = ({ counts }: Pick<CountsPage, 'counts'>): CountsPage['counts'] =>
  [...counts].sort(([one], [other]) => one - other);

describe('counting by time', () => {
  it('counts each entry to the stretch in which it was stored', async () => {
    const page = await countByTime(historyOf([1, 5, 11, 35, 36]), query({}), unhurried());
    expect(page).toMatchObject({ isWhole: true, reached: 1, last: 5 });
    expect(sorted(page)).toEqual([
      [0, 2],
      [1, 1],
      [3, 2],
    ]);
  });

  it('counts what lies within the time that was asked for, and newer or older than the position', async () => {
    const history = historyOf([1, 5, 11, 35, 36, 50]);
    expect(sorted(await countByTime(history, query({ since: 5, until: 36 }), unhurried()))).toEqual([
      [0, 1],
      [1, 1],
      [3, 1],
    ]);
    const newer = await countByTime(history, query({ from: 'after', position: 4 }), unhurried());
    expect(newer).toMatchObject({ reached: 6, isWhole: true });
    expect(sorted(newer)).toEqual([
      [3, 1],
      [5, 1],
    ]);
  });

  it('finds nothing where nothing is', async () => {
    const nothing = { counts: [], isWhole: true };
    expect(await countByTime(historyOf([]), query({}), unhurried())).toMatchObject({ ...nothing, last: 0 });
    const later = query({ since: 500, until: 600 });
    expect(await countByTime(historyOf([1, 2]), later, unhurried())).toMatchObject(nothing);
    const tail = query({ from: 'after', position: 2 });
    expect(await countByTime(historyOf([1, 2]), tail, unhurried())).toMatchObject({ ...nothing, reached: 2 });
  });

  it.each([false, true])('ends in time, and goes on where it ended (filtered: %s)', async (isFiltered) => {
    const history = historyOf(
      Array.from({ length: 40 }, (_, index) => index * 5),
      isFiltered,
    );
    const whole = await countByTime(history, query({}), unhurried());
    const total = new Map<number, number>();
    let position = Number.MAX_SAFE_INTEGER;
    let pages = 0;
    for (let isWhole = false; !isWhole && pages < 100; pages += 1) {
      const page = await countByTime(history, query({ position }), hurried());
      for (const [bucket, count] of page.counts) total.set(bucket, (total.get(bucket) ?? 0) + count);
      ({ reached: position, isWhole } = page);
    }
    expect(pages).toBeGreaterThan(5);
    expect(sorted({ counts: [...total] })).toEqual(sorted(whole));
  });

  it('loses no entry and counts none twice, also on a clock that was set back', async () => {
    const times = fc.array(fc.nat(499), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(times, fc.boolean(), async (steps, isSteady) => {
        const all = isSteady ? [...steps].sort((one, other) => one - other) : steps;
        const page = await countByTime(historyOf(all), query({ since: -1, until: 1e6 }), unhurried());
        expect(page.counts.reduce((sum, [, count]) => sum + count, 0)).toBe(all.length);
        if (!isSteady) return;
        for (const [bucket, count] of page.counts) {
          expect(count).toBe(all.filter((at) => Math.floor(at / 10) === bucket).length);
        }
      }),
    );
  });
});

it('the first position since a time is found by halving', () => {
  let reads = 0;
  const momentOf = (position: number): number => {
    reads += 1;
    return position * 10;
  };
  const range = { from: 1, to: 1_000_000 };
  expect(firstSince(momentOf, range, 5_000_001)).toBe(500_001);
  expect(firstSince(momentOf, range, 0)).toBe(1);
  expect(firstSince(momentOf, range, 1e9)).toBe(1_000_001);
  expect(reads).toBeLessThanOrEqual(63);
});
