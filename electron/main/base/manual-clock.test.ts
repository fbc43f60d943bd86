import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';

describe('the clock of the tests', () => {
  it('fires timers in the order they fall due, and those of one moment in the order they were set', async () => {
    const clock = new ManualClock(0);
    const fired: string[] = [];
    clock.schedule(20, () => fired.push(`late ${String(clock.now())}`));
    clock.schedule(10, () => fired.push(`early ${String(clock.now())}`));
    clock.schedule(10, () => fired.push(`early too ${String(clock.monotonic())}`));
    await clock.advance(30);
    expect(fired).toEqual(['early 10', 'early too 10', 'late 20']);
    expect(clock.now()).toBe(30);
    expect(clock.pendingTimers).toBe(0);
  });

  it('fires what a timer sets for within the stretch, and leaves what lies beyond', async () => {
    const clock = new ManualClock(0);
    const fired: number[] = [];
    clock.schedule(5, () => {
      clock.schedule(5, () => fired.push(clock.now()));
      clock.schedule(50, () => fired.push(clock.now()));
    });
    await clock.advance(20);
    expect(fired).toEqual([10]);
    expect(clock.pendingTimers).toBe(1);
  });

  it('holds timers up while it is blocked, and fires them late', async () => {
    const clock = new ManualClock(0);
    const fired: number[] = [];
    clock.schedule(10, () => fired.push(clock.now()));
    clock.block(1_000);
    expect(fired).toEqual([]);
    await clock.advance(0);
    expect(fired).toEqual([1_000]);
  });

  it('steps wall time without firing anything', async () => {
    const clock = new ManualClock(0);
    let hasFired = false;
    clock.schedule(10, () => {
      hasFired = true;
    });
    clock.stepWall(3_600_000);
    await clock.advance(0);
    expect([clock.now(), clock.monotonic(), hasFired]).toEqual([3_600_000, 0, false]);
  });
});
