import { afterEach, describe, expect, it } from 'vitest';
import type { Asked } from './virtual-service.ts';
import { VirtualSession } from './virtual-session.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

/** Topics that cannot be combined, because each is about another person. */
const people = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, number) => {
    const id = String(from + number).padStart(12, '0');
    return `v2.users.00000000-0000-4000-8000-${id}.presence`;
  });

async function liveWith(topics: readonly string[]): Promise<VirtualSession> {
  const made = new VirtualSession();
  sessions.push(made);
  return made.goLive(topics);
}

const socketWith = (made: VirtualSession, topics: number) =>
  made.network.openSockets.find(({ channel }) => channel?.topics.size === topics);

const askedSince = (made: VirtualSession, before: number): readonly string[] =>
  made.network.requests.slice(before).map(({ route }: Asked) => route);

describe('several channels that are cut off together', () => {
  it.each([
    ['sockets are refused', ['upgrade']],
    ['nothing is answered', ['upgrade', 'list', 'exists', 'token', 'create', 'replace', 'channels']],
  ] as const)('R16: ask together at most 9 times a minute while %s', async (_what, routes) => {
    const made = await liveWith(people(5_000));
    for (const route of routes) made.network.fail(route, { status: 503 });
    const before = made.network.requests.length;
    for (const socket of made.network.openSockets) socket.close(1006);
    await made.clock.advance(2 * HOUR_MS);
    expect(askedSince(made, before).length / 120).toBeLessThanOrEqual(9);
  });

  it('R11: come back together when the first of them comes through', async () => {
    const made = await liveWith(people(5_000));
    made.network.fail('upgrade', { error: 'ECONNREFUSED' });
    for (const socket of made.network.openSockets) socket.close(1006);
    await made.clock.advance(HOUR_MS);
    made.network.mend('upgrade');
    await made.until(() => made.network.openSockets.length > 0, 61_000);
    await made.untilStatus('live', 3_000);
    // Also the next time.
    made.network.fail('upgrade', { error: 'ECONNREFUSED' });
    for (const socket of made.network.openSockets) socket.close(1006);
    await made.clock.advance(HOUR_MS);
    made.network.mend('upgrade');
    await made.until(() => made.network.openSockets.length > 0, 61_000);
    await made.untilStatus('live', 3_000);
  });

  it('are not kept busy by one that comes and goes', async () => {
    const made = await liveWith(people(2_000));
    const [first, second] = made.network.openSockets;
    made.network.closesAfterMs = 1_000;
    if (second?.channel != null) second.channel.isGone = true;
    made.network.fail('create', { status: 503 });
    first?.close(1006);
    second?.close(1006);
    await made.clock.advance(HOUR_MS);
    expect(made.network.count('create')).toBeLessThanOrEqual(2 + 40);
    made.network.closesAfterMs = null;
    made.network.mend('create');
  });
});

describe('R15: a Retry-After, whoever was told', () => {
  const LIMITED = { status: 429, retryAfter: '120' } as const;

  it('keeps the other channels from asking', async () => {
    const made = await liveWith(people(1_500));
    const before = made.network.requests.length;
    made.network.failNext('list', LIMITED);
    socketWith(made, 1_000)?.close(1006);
    await made.clock.advance(10_000);
    socketWith(made, 500)?.close(1006);
    await made.clock.advance(MINUTE_MS);
    expect(askedSince(made, before)).toEqual(['upgrade', 'list', 'upgrade']);
  });

  it('is kept when the socket is lost meanwhile', async () => {
    const made = await liveWith(['v2.a']);
    const before = made.network.requests.length;
    made.network.failNext('replace', LIMITED);
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    await made.clock.advance(1_000);
    made.network.socket.close(1006);
    await made.clock.advance(100_000);
    expect(askedSince(made, before)).toEqual(['replace', 'upgrade']);
    await made.untilStatus('live', MINUTE_MS);
  });

  it('is kept when it was only asked how many channels there are', async () => {
    const made = await liveWith(['v2.a']);
    made.network.service.endChannels();
    made.network.failNext('channels', LIMITED);
    const before = made.network.requests.length;
    made.network.socket.close(1000);
    await made.clock.advance(100_000);
    expect(askedSince(made, before).at(-1)).toBe('channels');
    await made.untilStatus('live', MINUTE_MS);
  });

  it('of a channel that asks to live longer keeps it from being replaced before', async () => {
    const made = new VirtualSession({ extendsChannels: true });
    sessions.push(made);
    made.network.service.tokenLifetimeMs = 30 * 24 * HOUR_MS;
    await made.goLive();
    const before = made.network.requests.length;
    made.network.failNext('replace', LIMITED);
    await made.until(() => askedSince(made, before).includes('replace'), 25 * HOUR_MS, 1_000);
    await made.clock.advance(100_000);
    expect(askedSince(made, before).filter((route) => route !== 'list')).toEqual(['replace']);
    await made.clock.advance(MINUTE_MS);
    expect(made.network.count('create')).toBe(2);
    expect(made.gaps).toEqual([]);
  });

  it('of the login is kept by all who need a token', async () => {
    const made = await liveWith(people(1_500));
    made.network.failNext('token', LIMITED);
    made.supervisor.tokenRefused(1);
    await made.clock.advance(10_000);
    for (const socket of made.network.openSockets) socket.close(1006);
    await made.clock.advance(100_000);
    expect(made.network.count('token')).toBe(2);
    await made.untilStatus('live', MINUTE_MS);
  });
});

describe('a channel that is cut off when the wish changes', () => {
  const cutOff = async (topics: number): Promise<VirtualSession> => {
    const made = await liveWith(people(1_500));
    made.network.fail('upgrade', { error: 'ECONNREFUSED' });
    socketWith(made, topics)?.close(1006);
    await made.clock.advance(5_000);
    return made;
  };

  it('R8: and needed no more went unheard alone: its gap is about its topics', async () => {
    const made = await cutOff(500);
    made.supervisor.wantTopics(people(1_000));
    expect(made.gaps.map(({ topics }) => topics?.length)).toEqual([500]);
    expect(made.status).toBe('live');
    expect(made.supervisor.report().channelsCreated).toBe(2);
  });

  it('R8: to fewer topics names those, too, that are wanted no more', async () => {
    const made = await cutOff(500);
    made.supervisor.wantTopics(people(1_100));
    made.network.mend('upgrade');
    await made.untilStatus('live', MINUTE_MS);
    expect(made.gaps.map(({ topics }) => topics?.length)).toEqual([500]);
  });

  it('leaves the whole live when nothing is wanted of it any more', async () => {
    const made = await cutOff(1_000);
    made.supervisor.wantTopics(people(500, 1_000));
    const { state, openGap, shards, channelsCreated } = made.supervisor.report();
    expect(state.status).toBe('live');
    expect(openGap).toBeNull();
    expect(shards.map(({ topics }) => topics)).toEqual([500]);
    expect(channelsCreated).toBe(2);
    made.network.mend('upgrade');
    await made.clock.advance(MINUTE_MS);
    expect(made.gaps.map(({ topics }) => topics?.length)).toEqual([1_000]);
  });
});

describe('a listener that throws', () => {
  it('R18: keeps no other change of the wish from being made', async () => {
    const thrown: unknown[] = [];
    const made = new VirtualSession({ onUnexpected: (error) => thrown.push(error) });
    sessions.push(made);
    await made.goLive(people(3_000));
    Object.defineProperty(made, 'serving', {
      set: () => {
        throw new Error('broken');
      },
    });
    made.supervisor.wantTopics(people(1_000));
    expect(thrown).toHaveLength(2);
    expect(made.network.openSockets).toHaveLength(1);
  });
});
