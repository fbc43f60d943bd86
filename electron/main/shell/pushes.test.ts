import { describe, expect, it } from 'vitest';
import type { NewEntries, PushName, Pushes } from '../../../shared/ipc/contract.ts';
import type { AgentState } from '../../../shared/model/agent.ts';
import type { Board } from '../../../shared/model/board.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { Emitter } from '../base/emitter.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { FIRST_SETTINGS } from '../settings/settings.ts';
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
const stretch = (after: number, upTo: number, entries: NewEntries['entries'], filter = ''): NewEntries => ({
  filter,
  after,
  upTo,
  entries,
  matched: entries.length,
  newestEvent: null,
});
const entries = (from: number, count: number, filter?: string): NewEntries =>
  stretch(
    from - 1,
    from + count - 1,
    Array.from({ length: count }, (_, index) => entry(from + index)),
    filter,
  );
const notice = (id: string): Pushes['notices'] => [{ id, severity: 'info', message: id }];
const agent = (userId: string): AgentState => ({
  userId,
  presence: null,
  routing: null,
  interactions: null,
  outOfOffice: null,
});
const board = (profileId: string, offsetMs: number): Board => ({
  profileId,
  groups: [],
  limits: [],
  clock: { offsetMs, withinMs: 1 },
  directory: EMPTY_DIRECTORY,
});
const positions = (payload: unknown) => (payload as NewEntries).entries.map(({ position }) => position);

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
      monitor.emit('entries', entries(ms, 1));
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
    expect(sent[0]?.payload).toMatchObject({
      after: 2_010 - MAX_ENTRIES_PER_PUSH,
      upTo: 2_010,
      matched: 2_010,
    });
  });

  it('cover what they looked through, also where nothing of it matched', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('entries', { ...stretch(0, 10, [entry(4)]), newestEvent: { seq: 7, at: 9 } });
    monitor.emit('entries', stretch(10, 20, []));
    await clock.advance(0);
    expect(sent.map(({ payload }) => payload)).toEqual([
      { ...stretch(0, 20, [entry(4)]), newestEvent: { seq: 7, at: 9 } },
    ]);
  });

  it('begin anew after a stretch that was not told of', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('entries', entries(1, 2));
    monitor.emit('entries', entries(7, 2));
    await clock.advance(0);
    expect(sent.map(({ payload }) => payload)).toEqual([{ ...entries(7, 2), matched: 4 }]);
  });

  it('never bring together what was made with different filters', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('entries', entries(1, 2, 'agent:ana'));
    monitor.emit('entries', entries(3, 1, 'agent:ben'));
    await clock.advance(0);
    expect(sent.map(({ payload }) => payload)).toEqual([entries(3, 1, 'agent:ben')]);
  });

  it('send each entry that was updated once, as it is by then', async () => {
    const { monitor, clock, sent } = prepare();
    const noted = { ...entry(1), mark: { isPinned: false, note: 'why?' } };
    monitor.emit('updated', [entry(1)]);
    monitor.emit('updated', [entry(2), noted]);
    await clock.advance(0);
    expect(sent.map(({ payload }) => payload)).toEqual([[noted, entry(2)]]);
  });

  it('send each agent and each board once, as they are by then, of every organisation', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('agents', [{ profileId: 'acme', agents: [agent('ana')] }]);
    await clock.advance(1);
    const away = {
      ...agent('ana'),
      outOfOffice: { value: true, since: 0, standing: 'live', asOf: 0 },
    } as const;
    monitor.emit('agents', [{ profileId: 'acme', agents: [agent('ana'), agent('ben')] }]);
    monitor.emit('agents', [{ profileId: 'other', agents: [agent('ana')] }]);
    monitor.emit('agents', [{ profileId: 'acme', agents: [away] }]);
    monitor.emit('board', [board('acme', 1)]);
    monitor.emit('board', [board('other', 2)]);
    monitor.emit('board', [board('acme', 3)]);
    await clock.advance(FRAME_MS);
    expect(sent.slice(-2).map(({ payload }) => payload)).toEqual([
      [
        { profileId: 'other', agents: [agent('ana')] },
        { profileId: 'acme', agents: [away, agent('ben')] },
      ],
      [board('acme', 3), board('other', 2)],
    ]);
  });

  it('send nothing to a window that is gone', async () => {
    const { monitor, clock, sent, destroy } = prepare();
    monitor.emit('notices', notice('a'));
    destroy();
    await clock.advance(FRAME_MS);
    monitor.emit('entries', entries(1, 1));
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

  it('bring the last entries of a timeline before the word that it is another one now', async () => {
    const { monitor, clock, sent } = prepare();
    monitor.emit('entries', entries(1, 1));
    monitor.emit('updated', [entry(1)]);
    monitor.emit('settings', {
      ...FIRST_SETTINGS,
      activeProfileId: 'another',
      secretStorage: { kind: 'memory', reason: '' },
    });
    monitor.emit('entries', entries(7, 1));
    await clock.advance(FRAME_MS);
    const kinds = sent.map(({ channel }) => channel.replace('monitor:push:', ''));
    expect(kinds).toEqual(['entries', 'updated', 'settings', 'entries']);
    expect(positions(sent.at(-1)?.payload)).toEqual([7]);
  });

  it('forward every kind on its own channel', async () => {
    const { monitor, clock, sent } = prepare();
    const names: PushName[] = ['subscriptions', 'notices', 'entries'];
    monitor.emit('subscriptions', []);
    monitor.emit('notices', []);
    monitor.emit('entries', entries(1, 1));
    await clock.advance(0);
    expect(sent.map(({ channel }) => channel).sort()).toEqual(
      names.map((name) => `monitor:push:${name}`).sort(),
    );
  });
});
