import { describe, expect, it } from 'vitest';
import { sparkOf } from './sparkline.ts';

describe('a sparkline', () => {
  it('fills its height with the highest count', () => {
    const { bars, width, height } = sparkOf({ counts: [0, 2, 4] });
    expect({ width, height }).toEqual({ width: 6, height: 16 });
    expect(bars).toBe('M2 16v-8h2v8zM4 16v-16h2v16z');
  });

  it('never draws something as nothing', () => {
    expect(sparkOf({ counts: [1, 10_000] }).bars).toContain('M0 16v-2');
  });

  it('has ground where somebody listened, and dots where nobody did', () => {
    const { bars, ground, unheard } = sparkOf({ counts: [null, null, 0] });
    expect(bars).toBe('');
    expect(ground).toBe('M4 16v-1h2v1z');
    expect(unheard).toBe('M0 16v-1h1v1z');
  });
});
