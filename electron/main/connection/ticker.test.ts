import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { createTicker, LONGEST_TICK_MS } from './ticker.ts';

function ticking(dueInMs: () => number = () => Infinity) {
  const clock = new ManualClock();
  const heard: string[] = [];
  const ticker = createTicker(clock, {
    dueInMs,
    tick: () => heard.push('tick'),
    wokeUp: () => heard.push('woke up'),
  });
  ticker.start();
  return { clock, ticker, heard };
}

describe('the ticker', () => {
  it('looks at the clocks every 15 s when nothing is due for long', async () => {
    const { clock, heard } = ticking();
    await clock.advance(4 * LONGEST_TICK_MS);
    expect(heard).toEqual(['tick', 'tick', 'tick', 'tick']);
  });

  it('looks at the moment when something is due', async () => {
    const { clock, heard } = ticking(() => 2_000);
    await clock.advance(2_000);
    expect(heard).toEqual(['tick']);
  });

  it('does not spin when something stays due', async () => {
    const { clock, heard } = ticking(() => 0);
    await clock.advance(1_000);
    expect(heard.length).toBeLessThanOrEqual(4);
  });

  it('T25: knows of a sleep in which only the wall clock moved, without being told', async () => {
    const { clock, heard } = ticking();
    await clock.advance(LONGEST_TICK_MS / 2);
    clock.stepWall(3_600_000);
    await clock.advance(LONGEST_TICK_MS / 2);
    expect(heard).toEqual(['woke up', 'tick']);
  });

  it('T25: knows of a sleep in which both clocks moved and the timer came late', async () => {
    const { clock, heard } = ticking();
    clock.block(60_000);
    await clock.advance(0);
    expect(heard).toEqual(['woke up', 'tick']);
  });

  it.each([-3_600_000, -1_000, 1_000, 1_900])(
    'takes a step of the clock by %i ms for no sleep',
    async (stepMs) => {
      const { clock, heard } = ticking();
      clock.stepWall(stepMs);
      await clock.advance(LONGEST_TICK_MS);
      expect(heard).toEqual(['tick']);
    },
  );

  it('leaves no timer when it is stopped, also when it was started twice', async () => {
    const { clock, ticker, heard } = ticking();
    ticker.start();
    expect(clock.pendingTimers).toBe(1);
    ticker.stop();
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(60_000);
    expect(heard).toEqual([]);
  });

  it('leaves no timer when it is stopped by what it told', async () => {
    const clock = new ManualClock();
    const ticker = createTicker(clock, {
      dueInMs: () => Infinity,
      tick: () => {
        ticker.stop();
      },
      wokeUp: () => undefined,
    });
    ticker.start();
    await clock.advance(LONGEST_TICK_MS);
    expect(clock.pendingTimers).toBe(0);
  });
});
