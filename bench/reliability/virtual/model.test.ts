import { describe, expect, it } from 'vitest';
import { playShare } from './model-share.ts';
import { numberOption } from '../target.ts';

describe('R23: a bounded share of the random sequences', () => {
  it('R4, R6, R7, R8, R12, R13, R14, R17, R19, R20, T32: keeps every promise by the service’s own log', async () => {
    const result = await playShare({ model: 'session', seed: 20_260_105, sequences: 1_500 });
    expect(result).toEqual({ sequences: 1_500, counterexample: null });
  });
});

describe('an option of a target', () => {
  it('is a whole number after its name, else what is usual', () => {
    expect(numberOption(['--sequences', '12'], 'sequences', 5)).toBe(12);
    expect(numberOption(['--seed', '12'], 'sequences', 5)).toBe(5);
    expect(() => numberOption(['--sequences', 'many'], 'sequences', 5)).toThrow('whole number');
  });
});
