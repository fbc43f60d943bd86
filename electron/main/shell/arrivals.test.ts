import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { watchArrivals } from './arrivals.ts';

function watch(firstLink: string | null) {
  const emitter = new EventEmitter();
  const calls: string[] = [];
  const arrivals = watchArrivals(emitter as unknown as App, firstLink);
  const open = (): void => {
    arrivals.handTo({ bringUp: () => calls.push('up'), follow: (link) => calls.push(link) });
  };
  return { emitter, calls, open };
}

const event = { preventDefault: () => undefined };

describe('what arrives from outside', () => {
  it('waits until there is a window', () => {
    const { emitter, calls, open } = watch('vigil://view/topics');
    emitter.emit('activate');
    expect(calls).toEqual([]);
    open();
    expect(calls).toEqual(['vigil://view/topics']);
    emitter.emit('activate');
    expect(calls).toEqual(['vigil://view/topics', 'up']);
  });

  it('is the window that another start asks for, or the link that it was given', () => {
    const { emitter, calls, open } = watch(null);
    open();
    emitter.emit('second-instance', event, ['vigil', '.']);
    emitter.emit('second-instance', event, ['vigil', '.', 'vigil://event/acme/7']);
    emitter.emit('open-url', event, 'vigil://view/settings');
    expect(calls).toEqual(['up', 'vigil://event/acme/7', 'vigil://view/settings']);
  });
});
