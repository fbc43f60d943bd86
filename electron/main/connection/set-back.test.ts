import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { setBackOf } from './set-back.ts';

const HOUR_MS = 3_600_000;

describe('R21: how far the wall clock was set back', () => {
  it('is nothing while nobody sets it', async () => {
    const clock = new ManualClock();
    const setBackMs = setBackOf(clock);
    await clock.advance(HOUR_MS);
    expect(setBackMs()).toBe(0);
  });

  it('is nothing for drift, however long it goes on', async () => {
    const clock = new ManualClock();
    const setBackMs = setBackOf(clock);
    for (let look = 0; look < 100; look += 1) {
      clock.stepWall(-500);
      await clock.advance(2_000);
      expect(setBackMs()).toBe(0);
    }
  });

  it('adds up, and sleep or a clock set forth takes nothing from it', () => {
    const clock = new ManualClock();
    const setBackMs = setBackOf(clock);
    const seen = [-HOUR_MS, 24 * HOUR_MS, -2 * HOUR_MS, 8 * HOUR_MS].map((stepMs) => {
      clock.stepWall(stepMs);
      return setBackMs();
    });
    expect(seen).toEqual([HOUR_MS, HOUR_MS, 3 * HOUR_MS, 3 * HOUR_MS]);
  });
});
