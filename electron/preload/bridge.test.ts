import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { PUSH_NAMES, VERBS } from '../../shared/ipc/contract.ts';
import { EMPTY_DIRECTORY } from '../../shared/model/directory.ts';
import { createBridge, type Ipc } from './bridge.ts';

/** The wire between window and main process, with a record of what was asked. */
function fakeIpc() {
  const emitter = new EventEmitter();
  const asked: { channel: string; rest: unknown[] }[] = [];
  const invoke = (channel: string, ...rest: unknown[]): Promise<unknown> => {
    asked.push({ channel, rest });
    return Promise.resolve({ ok: true, value: `answer to ${channel}` });
  };
  const ipc = Object.assign(emitter, { invoke }) as unknown as Ipc;
  return { ipc, emitter, asked };
}

describe('the bridge', () => {
  it('offers exactly the verbs of the contract and one way to listen', () => {
    expect(Object.keys(createBridge(fakeIpc().ipc)).sort()).toEqual([...VERBS, 'on'].sort());
  });

  it('is frozen', () => {
    expect(Object.isFrozen(createBridge(fakeIpc().ipc))).toBe(true);
  });

  it.each(VERBS)('sends %s on its own channel with one argument', async (verb) => {
    const { ipc, asked } = fakeIpc();
    const ask: (argument: never, extra: string) => Promise<unknown> = createBridge(ipc)[verb];
    const answer = await ask({ some: 'argument' } as never, 'and more');
    expect(asked).toEqual([{ channel: `monitor:${verb}`, rest: [{ some: 'argument' }] }]);
    expect(answer).toEqual({ ok: true, value: `answer to monitor:${verb}` });
  });

  it('hands listeners the payload and never the event', () => {
    const { ipc, emitter } = fakeIpc();
    const received: unknown[][] = [];
    createBridge(ipc).on('directory', (...all) => received.push(all));
    emitter.emit('monitor:push:directory', { sender: 'the event' }, EMPTY_DIRECTORY, 'more');
    expect(received).toEqual([[EMPTY_DIRECTORY]]);
  });

  it('stops listening when told to, and only that listener', () => {
    const { ipc, emitter } = fakeIpc();
    const bridge = createBridge(ipc);
    const received: string[] = [];
    const stop = bridge.on('notices', () => received.push('first'));
    bridge.on('notices', () => received.push('second'));
    stop();
    stop();
    emitter.emit('monitor:push:notices', {}, []);
    expect(received).toEqual(['second']);
  });

  it.each([...PUSH_NAMES.map((name) => `push:${name}`), 'getSnapshot', '', '__proto__', 'constructor'])(
    'refuses to listen to "%s"',
    (name) => {
      const { ipc, emitter } = fakeIpc();
      expect(() => createBridge(ipc).on(name as 'notices', () => undefined)).toThrow('no such push');
      expect(emitter.eventNames()).toEqual([]);
    },
  );
});
