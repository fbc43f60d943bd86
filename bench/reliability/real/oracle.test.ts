import { describe, expect, it } from 'vitest';
import { judgeCoverage, type Published } from './oracle.ts';

const published: readonly Published[] = [1, 2, 3, 4, 5].map((sequence) => ({
  sequence,
  atMs: sequence * 1_000,
  topic: 'topic',
  correlationId: `id-${String(sequence)}`,
}));

describe('the oracle', () => {
  it('finds nothing wrong where everything came once and in order', () => {
    const ids = published.map(({ correlationId }) => correlationId);
    expect(judgeCoverage(published, ids, [], 0)).toEqual({
      published: 5,
      received: 5,
      doubled: 0,
      lost: [],
      declaredMissing: 0,
      regressed: 0,
    });
  });

  it('takes what is missing for lost unless a gap covers its moment', () => {
    const ids = ['id-1', 'id-2', 'id-5'];
    const gap = { from: 2_900, to: 3_100 };
    expect(judgeCoverage(published, ids, [gap], 0)).toMatchObject({
      lost: [{ sequence: 4 }],
      declaredMissing: 1,
    });
    expect(judgeCoverage(published, ids, [gap], 900)).toMatchObject({ lost: [], declaredMissing: 2 });
  });

  it('counts what came twice, and what came after its successor', () => {
    const ids = ['id-1', 'id-3', 'id-2', 'id-3', 'id-4', 'id-5'];
    expect(judgeCoverage(published, ids, [], 0)).toMatchObject({ doubled: 1, regressed: 1, lost: [] });
  });
});
