import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { stopBeforeQuit } from './quit.ts';

function prepare(stop: () => Promise<void>) {
  const app = new EventEmitter();
  const clock = new ManualClock();
  const calls: string[] = [];
  stopBeforeQuit({
    app: app as unknown as App,
    clock,
    stop: () => {
      calls.push('stop');
      return stop();
    },
    end: () => calls.push('end'),
    log: (_level, message) => calls.push(message),
  });
  const quit = () => {
    let isPrevented = false;
    app.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    return isPrevented;
  };
  return { clock, calls, quit };
}

describe('quitting', () => {
  it('waits for the monitor to stop', async () => {
    let stopped = (): void => undefined;
    const { calls, quit } = prepare(() => new Promise((resolve) => (stopped = resolve)));
    expect(quit()).toBe(true);
    await settle();
    expect(calls).toEqual(['stop']);
    stopped();
    await settle();
    expect(calls).toEqual(['stop', 'end']);
  });

  it('stops once, however often it is asked for', async () => {
    const { calls, quit } = prepare(() => Promise.resolve());
    quit();
    expect(quit()).toBe(true);
    await settle();
    expect(calls).toEqual(['stop', 'end']);
  });

  it('does not wait for ever', async () => {
    const { clock, calls, quit } = prepare(() => new Promise(() => undefined));
    quit();
    await clock.advance(5_000);
    expect(calls).toEqual(['stop', 'end']);
  });

  it('ends also when stopping fails', async () => {
    const { calls, quit } = prepare(() => Promise.reject(new Error('no')));
    quit();
    await settle();
    expect(calls).toEqual(['stop', 'Vigil did not stop cleanly', 'end']);
  });
});
