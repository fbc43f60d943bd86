import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EPOCH, Timeline } from './timeline.ts';

describe('the time line', () => {
  let timeline: Timeline;
  beforeEach(() => {
    timeline = new Timeline();
  });
  afterEach(() => {
    timeline.uninstall();
  });

  it('runs the timers of the computer and the steps of the world in the order of their times', async () => {
    const seen: string[] = [];
    setTimeout(() => seen.push('timer'), 20);
    timeline.after(10, () => seen.push('early'));
    timeline.after(30, () => seen.push('late'));
    timeline.after(15, () => seen.push('called off'))();
    await timeline.runUntil(100);
    expect(seen).toEqual(['early', 'timer', 'late']);
    expect(timeline.now()).toBe(100);
  });

  it('lets promises play out before time goes on', async () => {
    const seen: number[] = [];
    setTimeout(() => {
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => seen.push(timeline.now()));
    }, 10);
    setTimeout(() => seen.push(timeline.now()), 11);
    await timeline.runUntil(100);
    expect(seen).toEqual([10, 11]);
  });

  it('stops the timers and the monotonic clock of a sleeping computer, and no other clock', async () => {
    const seen: number[] = [];
    setTimeout(() => seen.push(timeline.now()), 3_000);
    timeline.after(1_000, () => {
      timeline.fallAsleep();
    });
    timeline.after(501_000, () => {
      seen.push(timeline.now());
      timeline.wakeUp();
    });
    const monotonic = performance.now();
    await timeline.runUntil(600_000);
    expect(seen).toEqual([501_000, 503_000]);
    expect(Date.now()).toBe(EPOCH + 600_000);
    expect(performance.now() - monotonic).toBe(100_000);
  });

  it('sets the wall clock without touching true time or timers', async () => {
    const seen: number[] = [];
    setTimeout(() => seen.push(timeline.now()), 3_000);
    timeline.after(1_000, () => {
      timeline.stepWall(-3_600_000);
    });
    await timeline.runUntil(10_000);
    expect(seen).toEqual([3_000]);
    expect(Date.now()).toBe(EPOCH + 10_000 - 3_600_000);
    expect(timeline.wall()).toBe(Date.now());
  });

  it('gives the process its clocks back', () => {
    expect(Date.now()).toBe(EPOCH);
    timeline.uninstall();
    expect(Date.now()).not.toBe(EPOCH);
  });
});
