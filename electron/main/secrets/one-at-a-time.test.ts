import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { createOneAtATime, TimedOut } from './one-at-a-time.ts';

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settlePromise) => {
    resolve = settlePromise;
  });
  return { promise, resolve };
}

describe('work that runs one at a time', () => {
  it('begins only when the piece before has come back', async () => {
    const clock = new ManualClock();
    const queue = createOneAtATime({ clock, limitMs: 100 });
    const first = deferred<string>();
    const order: string[] = [];
    const one = queue.run(() => {
      order.push('first began');
      return first.promise;
    });
    const two = queue.run(() => {
      order.push('second began');
      return Promise.resolve('two');
    });
    await settle();
    expect(order).toEqual(['first began']);
    expect(queue.isBusy()).toBe(true);
    first.resolve('one');
    expect(await Promise.all([one, two])).toEqual(['one', 'two']);
    expect(order).toEqual(['first began', 'second began']);
    expect(queue.isBusy()).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it('goes on after a piece that failed', async () => {
    const queue = createOneAtATime({ clock: new ManualClock(), limitMs: 100 });
    const failed = queue.run(() => Promise.reject(new Error('no')));
    const next = queue.run(() => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('stops waiting for what takes too long, and stays busy until it comes back', async () => {
    const clock = new ManualClock();
    const queue = createOneAtATime({ clock, limitMs: 100 });
    const blocked = deferred<string>();
    const late = expect(queue.run(() => blocked.promise)).rejects.toBeInstanceOf(TimedOut);
    await clock.advance(100);
    await late;
    expect(queue.isBusy()).toBe(true);
    blocked.resolve('at last');
    await settle();
    expect(queue.isBusy()).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it('never runs what was given up while it queued', async () => {
    const clock = new ManualClock();
    const queue = createOneAtATime({ clock, limitMs: 100 });
    const blocked = deferred<string>();
    let hasRun = false;
    const both = Promise.allSettled([
      queue.run(() => blocked.promise),
      queue.run(() => {
        hasRun = true;
        return Promise.resolve();
      }),
    ]);
    await clock.advance(100);
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    blocked.resolve('at last');
    await settle();
    expect(hasRun).toBe(false);
  });
});
