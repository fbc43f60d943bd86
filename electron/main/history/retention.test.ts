import { describe, expect, it } from 'vitest';
import { decideRetention, oldestKept, type Survey } from './retention.ts';

const policy = { maxAgeMs: 1_000, maxBytes: 10_000 };
const survey = (parts: Partial<Survey> = {}): Survey => ({
  first: 101,
  last: 200,
  since: 1_000,
  tooOld: 0,
  usedBytes: 5_000,
  ...parts,
});

describe('retention', () => {
  it('keeps everything that is young and small enough', () => {
    expect(decideRetention(survey(), policy)).toBeNull();
    expect(decideRetention(survey({ usedBytes: policy.maxBytes }), policy)).toBeNull();
  });

  it('asks to delete what is past its age', () => {
    expect(decideRetention(survey({ tooOld: 30 }), policy)).toEqual({ through: 130, count: 30, why: 'age' });
    expect(oldestKept(policy, 5_000)).toBe(4_000);
  });

  it('asks to delete the oldest when it takes too much, with some headroom', () => {
    // Twice as large as allowed: a little more than half has to go.
    expect(decideRetention(survey({ usedBytes: 20_000 }), policy)).toEqual({
      through: 153,
      count: 53,
      why: 'size',
    });
  });

  it('names the reason that asks for more', () => {
    expect(decideRetention(survey({ tooOld: 60, usedBytes: 20_000 }), policy)).toMatchObject({
      count: 60,
      why: 'age',
    });
    expect(decideRetention(survey({ tooOld: 10, usedBytes: 20_000 }), policy)).toMatchObject({
      count: 53,
      why: 'size',
    });
  });

  it('always keeps the newest entry', () => {
    expect(decideRetention(survey({ tooOld: 100 }), policy)).toMatchObject({ through: 199, count: 99 });
    expect(decideRetention(survey({ first: 200, tooOld: 1, usedBytes: 90_000 }), policy)).toBeNull();
  });

  it('has nothing to say of an empty history', () => {
    expect(decideRetention(survey({ first: 0, last: 0, since: null, usedBytes: 90_000 }), policy)).toBeNull();
  });
});
