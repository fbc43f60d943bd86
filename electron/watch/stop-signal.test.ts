import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../main/base/manual-clock.ts';
import { stopSignal } from './stop-signal.ts';

const DAY_MS = 86_400_000;

function sources(forMs: number | null) {
  const clock = new ManualClock();
  const signals = new EventEmitter();
  const output = new EventEmitter();
  const stop = stopSignal({ clock, forMs, signals, output });
  return { clock, signals, output, stop };
}

describe('the end of a run', () => {
  it.each(['SIGINT', 'SIGTERM'])('comes with %s', (name) => {
    const { signals, stop } = sources(null);
    expect(stop.aborted).toBe(false);
    signals.emit(name);
    expect(stop.aborted).toBe(true);
    expect(signals.listenerCount(name)).toBe(0);
  });

  it('comes when nobody reads the output any more, and does not mind hearing it twice', () => {
    const { output, stop } = sources(null);
    output.emit('error', new Error('EPIPE'));
    output.emit('error', new Error('EPIPE'));
    expect(stop.aborted).toBe(true);
  });

  it.each([1, 1_000, 3_600_000])('comes after %i ms', async (forMs) => {
    const { clock, stop } = sources(forMs);
    await clock.advance(forMs - 1);
    expect(stop.aborted).toBe(false);
    await clock.advance(1);
    expect(stop.aborted).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('comes after months, on timers that wait for weeks at most', async () => {
    const clock = new ManualClock();
    const timers = {
      now: clock.now,
      monotonic: clock.monotonic,
      schedule: (ms: number, run: () => void) => clock.schedule(Math.min(ms, 24 * DAY_MS), run),
    };
    const nobody = new EventEmitter();
    const stop = stopSignal({ clock: timers, forMs: 100 * DAY_MS, signals: nobody, output: nobody });
    await clock.advance(99 * DAY_MS);
    expect(stop.aborted).toBe(false);
    await clock.advance(DAY_MS);
    expect(stop.aborted).toBe(true);
  });

  it('leaves no timer when something else came first', () => {
    const { clock, signals } = sources(DAY_MS);
    expect(clock.pendingTimers).toBe(1);
    signals.emit('SIGINT');
    expect(clock.pendingTimers).toBe(0);
  });
});
