import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { Timers } from './timers.ts';

function named() {
  const clock = new ManualClock(0);
  const fired: string[] = [];
  const timers = new Timers<string>(clock, (name) => fired.push(`${name} ${String(clock.now())}`));
  return { clock, timers, fired };
}

describe('named timers', () => {
  it('fire once each, by their name', async () => {
    const { clock, timers, fired } = named();
    timers.set('a', 10);
    timers.set('b', 5);
    await clock.advance(100);
    expect(fired).toEqual(['b 5', 'a 10']);
  });

  it('take the place of a former one of the same name', async () => {
    const { clock, timers, fired } = named();
    timers.set('a', 10);
    timers.set('a', 50);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(100);
    expect(fired).toEqual(['a 50']);
  });

  it('do not fire once they are cleared, and clearing twice is no harm', async () => {
    const { clock, timers, fired } = named();
    timers.set('a', 10);
    timers.clear('a');
    timers.clear('a');
    await clock.advance(100);
    expect([fired, clock.pendingTimers]).toEqual([[], 0]);
  });
});
