import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/manual-clock.ts';
import { IndexKeeper } from './index-keeper.ts';

/** A keeper over so many entries that are not indexed yet. */
function keeperOver(behind: number) {
  const clock = new ManualClock();
  const state = { behind, steps: 0 };
  const keeper = new IndexKeeper({
    indexNext: (limit) => {
      const taken = Math.min(limit, state.behind);
      state.behind -= taken;
      state.steps += 1;
      return taken;
    },
    now: clock.monotonic,
    schedule: (delayMs, run) => clock.schedule(delayMs, run),
  });
  return { clock, state, keeper };
}

describe('the keeper of the index', () => {
  it('takes in all that is there when it begins, and then leaves no timer', async () => {
    const { clock, state, keeper } = keeperOver(10_000);
    keeper.begin();
    await clock.advance(5_000);
    expect(state.behind).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('takes in what is stored later', async () => {
    const { clock, state, keeper } = keeperOver(0);
    keeper.begin();
    await clock.advance(1_000);
    state.behind = 20;
    keeper.stored(20);
    await clock.advance(1_000);
    expect(state.behind).toBe(0);
  });

  it('rests in a flood, and catches up when it is over', async () => {
    const { clock, state, keeper } = keeperOver(0);
    for (let batch = 0; batch < 100; batch += 1) {
      state.behind += 500;
      keeper.stored(500);
      await clock.advance(100);
    }
    expect(state.behind).toBe(50_000);
    await clock.advance(10_000);
    expect(state.behind).toBe(0);
  });

  it('does nothing after its end', async () => {
    const { clock, state, keeper } = keeperOver(10);
    keeper.begin();
    keeper.end();
    await clock.advance(1_000);
    expect([state.steps, clock.pendingTimers]).toEqual([0, 0]);
  });
});
