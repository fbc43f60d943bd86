import { describe, expect, it } from 'vitest';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import { countsOfBoth } from './counts-of-both.ts';

const query: CountsQuery = {
  filter: '',
  from: 'before',
  position: 100,
  since: 0,
  until: 1000,
  bucketMs: 10,
};
const ofDisk: CountsPage = { counts: [[1, 5]], reached: 1, isWhole: true, last: 50 };
const ofMemory: CountsPage = { counts: [[1, 2]], reached: 51, isWhole: true, last: 60 };
const unexpected = (thrown: unknown): never => {
  throw thrown;
};

function both(part: { readonly query?: Partial<CountsQuery>; readonly held?: CountsPage }) {
  return countsOfBoth(
    { ...query, ...part.query },
    {
      onDisk: () => Promise.resolve(ofDisk),
      held: () => Promise.resolve(part.held ?? ofMemory),
      troubled: unexpected,
    },
  );
}

describe('counts of what is on disk and what waits for it', () => {
  it('are those of both, as far as both were looked through', async () => {
    const counts = [
      [1, 2],
      [1, 5],
    ];
    expect(await both({})).toEqual({ counts, reached: 1, isWhole: true, last: 60 });
    const newer = { counts: counts.toReversed(), reached: 51, isWhole: true, last: 60 };
    expect(await both({ query: { from: 'after', position: 0 } })).toEqual(newer);
  });

  it('do not pass over what is nearer and was not looked through', async () => {
    const held = { ...ofMemory, isWhole: false };
    expect(await both({ held })).toEqual(held);
  });

  it('are those of memory alone when the disk refuses, and are said not to be all', async () => {
    const troubles: unknown[] = [];
    const refused = new Error('refused');
    const page = await countsOfBoth(query, {
      onDisk: () => Promise.reject(refused),
      held: () => Promise.resolve(ofMemory),
      troubled: (thrown) => {
        troubles.push(thrown);
      },
    });
    expect(page).toEqual({ counts: [[1, 2]], reached: 51, isWhole: false, last: 60 });
    expect(troubles).toEqual([refused]);
  });
});
