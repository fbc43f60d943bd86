import { describe, expect, it } from 'vitest';
import type { PushName, Pushes } from '../../../shared/ipc/contract.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { Emitter } from '../base/emitter.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { forwardPushes, FRAME_MS, MAX_ENTRIES_PER_PUSH } from './pushes.ts';

function prepare() {
  const monitor = new Emitter<Pushes>();
  const clock = new ManualClock();
  const sent: { at: number; channel: string; payload: unknown }[] = [];
  let isDestroyed = false;
  const stop = forwardPushes({
    monitor: { on: (name, listener) => monitor.on(name, listener) },
    target: {
      isDestroyed: () => isDestroyed,
      send: (channel, payload) => {
        if (isDestroyed) throw new Error('Object has been destroyed');
        sent.push({ at: clock.monotonic(), channel, payload });
      },
    },
    clock,
  });
  return { monitor, clock, sent, stop, destroy: () => (isDestroyed = true) };
}

const entry = (position: number): TimelineEntry => ({
  position,
  at: position,
  type: 'connection',
  state: { status: 'signed-out' },
});
const entries = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => entry(from + index));
const notice = (id: string): Pushes['notices'] => [{ id, severity: 'info', message: id }];
const positions = (payload: unknown) => (payload as TimelineEntry[]).map(({ position }) => position);

describe('pushes to the window', () => {
  it('send the first thing at once', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('notices', notice('a'));
    await clock.advance(0);
    expect(sent).toEqual([{ at: 0, channel: 'monitor:push:notices', payload: notice('a') }]);
  });

  it('send only the latest of a state in a frame', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('notices', notice('a'));
    monitor.emit('notices', notice('b'));
    await clock.advance(1);
    monitor.emit('notices', notice('c'));
    monitor.emit('notices', notice('d'));
    await clock.advance(FRAME_MS);
    expect(sent.map(({ at, payload }) => [at, payload])).toEqual([
      [0, notice('b')],
      [FRAME_MS, notice('d')],
    ]);
  });

  it('send at most one push of a kind per frame, however much happens', async () => {
    const { monitor, clock, sent } = prepare();
    for (let ms = 0; ms < 1_000; ms += 1) {
      monitor.emit('entries', [entry(ms)]);
      monitor.emit('notices', notice(String(ms)));
      await clock.advance(1);
    }
    await clock.advance(FRAME_MS);
    const kinds = new Set(sent.map(({ channel }) => channel));
    for (const kind of kinds) {
      const times = sent.filter(({ channel }) => channel === kind).map(({ at }) => at);
      const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(FRAME_MS);
    }
    const received = sent
      .filter(({ channel }) => channel.endsWith('entries'))
      .flatMap((push) => positions(push.payload));
    expect(received).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
  }, 30_000);

  it('send entries together and in order', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('entries', entries(1, 2));
    monitor.emit('entries', entries(3, 2));
    await clock.advance(0);
    expect(sent.map(({ payload }) => positions(payload))).toEqual([[1, 2, 3, 4]]);
  });

  it('send only the newest entries of a flood; the window asks for the rest', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('entries', entries(1, 2_000));
    monitor.emit('entries', entries(2_001, 10));
    await clock.advance(0);
    const received = positions(sent[0]?.payload);
    expect(received).toHaveLength(MAX_ENTRIES_PER_PUSH);
    expect(received[0]).toBe(2_010 - MAX_ENTRIES_PER_PUSH + 1);
    expect(received.at(-1)).toBe(2_010);
  });

  it('send nothing to a window that is gone', async () => {
    const { monitor, clock, sent, destroy } = prepare();
    monitor.emit('notices', notice('a'));
    destroy();
    await clock.advance(FRAME_MS);
    monitor.emit('entries', [entry(1)]);
    await clock.advance(FRAME_MS);
    expect(sent).toEqual([]);
  });

  it('stop for good, with no timer left', async () => {
    const { monitor, clock, sent, stop } = prepare();
    monitor.emit('notices', notice('a'));
    stop();
    expect(clock.pendingTimers).toBe(0);
    monitor.emit('notices', notice('b'));
    await clock.advance(FRAME_MS);
    expect(sent).toEqual([]);
  });

  it('forward every kind on its own channel', async () => {
    const { monitor, clock, sent } = prepare();
    const names: PushName[] = ['subscriptions', 'notices', 'entries'];
    monitor.emit('subscriptions', []);
    monitor.emit('notices', []);
    monitor.emit('entries', [entry(1)]);
    await clock.advance(0);
    expect(sent.map(({ channel }) => channel).sort()).toEqual(
      names.map((name) => `monitor:push:${name}`).sort(),
    );
  });
});
