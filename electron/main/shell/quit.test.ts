import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { stopBeforeQuit } from './quit.ts';

function prepare(stop: () => Promise<void>, isKeychainBusy = false) {
  const emitter = new EventEmitter();
  const clock = new ManualClock();
  const calls: string[] = [];
  /** Asks the app to quit, as a person does, and says whether it is held up. */
  const quit = () => {
    const prevented: true[] = [];
    emitter.emit('before-quit', { preventDefault: () => prevented.push(true) });
    if (prevented.length === 0) calls.push('quit');
    return prevented.length > 0;
  };
  stopBeforeQuit({
    app: Object.assign(emitter, { quit }) as unknown as App,
    clock,
    stop: () => {
      calls.push('stop');
      return stop();
    },
    isKeychainBusy: () => isKeychainBusy,
    kill: () => calls.push('kill'),
    log: (_level, message) => calls.push(message),
  });
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
    expect(calls).toEqual(['stop', 'quit']);
  });

  it('stops once, however often it is asked for', async () => {
    const { calls, quit } = prepare(() => Promise.resolve());
    quit();
    expect(quit()).toBe(true);
    await settle();
    expect(calls).toEqual(['stop', 'quit']);
  });

  it('does not wait for ever', async () => {
    const { clock, calls, quit } = prepare(() => new Promise(() => undefined));
    quit();
    await clock.advance(4_999);
    expect(calls).toEqual(['stop']);
    await clock.advance(1);
    expect(calls).toEqual(['stop', 'quit']);
  });

  it('ends also when stopping fails', async () => {
    const { calls, quit } = prepare(() => Promise.reject(new Error('no')));
    quit();
    await settle();
    expect(calls).toEqual(['stop', 'Vigil did not stop cleanly', 'quit']);
  });

  it('uses force when a locked keychain would hold it up', async () => {
    const { calls, quit } = prepare(() => Promise.resolve(), true);
    quit();
    await settle();
    expect(calls).toEqual(['stop', 'kill']);
  });
});
