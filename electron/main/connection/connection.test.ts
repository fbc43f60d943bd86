import { describe, expect, it } from 'vitest';
import { FORMER_TOKEN_REF } from '../auth/token-provider.ts';
import { VirtualSession } from './virtual-session.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const user = (number: number): string =>
  `v2.users.00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** Topics that cannot be combined, because each is about another person. */
const people = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, number) => `${user(from + number)}.presence`);

const topicsOfChannels = (made: VirtualSession): readonly number[] =>
  made.network.openSockets.map(({ channel }) => channel?.topics.size ?? 0);

describe('more topics than one channel carries', () => {
  it('go over as few channels as they need, with one token', async () => {
    const made = await new VirtualSession().goLive(people(2_100));
    expect(topicsOfChannels(made)).toEqual([1_000, 1_000, 100]);
    expect(made.network.count('token')).toBe(1);
    expect(made.supervisor.report().shards.map(({ topics }) => topics)).toEqual([1_000, 1_000, 100]);
    expect(made.subscriptions.flat().filter(({ status }) => status === 'confirmed')).toHaveLength(2_100);
    expect(await made.end()).toEqual([]);
  });

  it('are combined by person first, and told of by the names they were wanted under', async () => {
    const topics = people(600).flatMap((topic) => [topic, topic.replace('presence', 'routingStatus')]);
    const made = await new VirtualSession().goLive(topics);
    expect(topicsOfChannels(made)).toEqual([600]);
    expect(made.supervisor.report().shards.map(({ topics: count }) => count)).toEqual([1_200]);
    expect(new Set(made.subscriptions.flat().map(({ topic }) => topic))).toEqual(new Set(topics));
    made.network.publish(`${user(7)}.routingStatus`, 'heard');
    await made.clock.advance(1_000);
    expect(made.events).toMatchObject([{ body: 'heard' }]);
    expect(await made.end()).toEqual([]);
  });

  it('of a combination that is refused are asked for one by one', async () => {
    const topics = people(600).flatMap((topic) => [topic, topic.replace('presence', 'routingStatus')]);
    const made = new VirtualSession();
    made.network.service.refusedTopics.add(`${user(3)}?presence&routingStatus`);
    made.network.service.refusedTopics.add(`${user(3)}.routingStatus`);
    await made.goLive(topics);
    await made.clock.advance(10_000);
    const results = new Map(made.subscriptions.flat().map((result) => [result.topic, result.status]));
    expect(results.get(`${user(3)}.presence`)).toBe('confirmed');
    expect(results.get(`${user(3)}.routingStatus`)).toBe('refused');
    expect(results.size).toBe(topics.length);
    expect(await made.end()).toEqual([]);
  });
});

describe('a fault of one channel', () => {
  it('leaves the others alone, and its gap is about its own topics', async () => {
    const made = await new VirtualSession().goLive(people(1_500));
    const [first, second] = made.network.openSockets;
    second?.close(1006);
    await made.clock.advance(50);
    expect(made.status).toBe('waiting');
    expect(made.supervisor.report().shards.map(({ state }) => state.status)).toEqual(['live', 'waiting']);
    await made.untilStatus('live', 10_000);
    expect(first?.isOpen).toBe(true);
    expect(made.network.count('upgrade')).toBe(3);
    expect(made.gaps.map(({ topics }) => topics?.length)).toEqual([500]);
    expect(await made.end()).toEqual([]);
  });

  it('opens a gap about what it carries, and one about everything when all are cut off', async () => {
    const made = await new VirtualSession().goLive(people(1_500));
    made.network.fail('upgrade', { error: 'ECONNREFUSED' });
    made.network.openSockets[1]?.close(1006);
    await made.clock.advance(5_000);
    expect(made.supervisor.report().openGap?.topics).toHaveLength(500);
    made.network.openSockets[0]?.close(1006);
    await made.clock.advance(5_000);
    expect(made.supervisor.report().openGap?.topics).toBeNull();
    expect(await made.end()).toEqual([]);
  });

  it('T32: that never ends keeps nobody else from renewing', async () => {
    const made = new VirtualSession();
    made.network.service.tokenLifetimeMs = HOUR_MS;
    await made.goLive(people(1_500));
    const [first] = made.network.openSockets;
    for (let minute = 0; minute < 150; minute += 1) {
      made.network.openSockets.find(({ channel }) => channel?.topics.size === 500)?.close(1006);
      await made.clock.advance(MINUTE_MS);
    }
    expect(first?.isOpen).toBe(false);
    expect(made.supervisor.report().shards[0]?.state.status).toBe('live');
    expect(made.gaps.every(({ topics }) => topics?.length === 500)).toBe(true);
    expect(await made.end()).toEqual([]);
  });
});

describe('a wish that changes', () => {
  it('asks only the channel that it concerns', async () => {
    const made = await new VirtualSession().goLive(people(1_500));
    const before = made.network.count('replace');
    made.supervisor.wantTopics([...people(1_500), 'v2.more']);
    await made.clock.advance(5_000);
    expect(made.network.count('replace')).toBe(before + 1);
    expect(topicsOfChannels(made)).toEqual([1_000, 501]);
    expect(await made.end()).toEqual([]);
  });

  it('moves nothing that is heard, so that a request that fails leaves nothing unheard', async () => {
    const queue = 'v2.routing.queues.00000000-0000-4000-8000-000000000000';
    const own = Array.from({ length: 7 }, (_, number) => `${queue}.conversations.aspect${String(number)}`);
    const others = people(999).flatMap((topic) => [topic, topic.replace('presence', 'station')]);
    const made = await new VirtualSession().goLive([...own.slice(0, 6), ...others]);
    made.supervisor.wantTopics([...own, ...others]);
    await made.clock.advance(10_000);
    expect(topicsOfChannels(made)).toEqual([1_000, 1]);
    made.network.failNext('replace', { status: 503 });
    made.supervisor.wantTopics([...own.slice(1), ...others]);
    await made.clock.advance(500);
    for (const topic of own.slice(1)) made.network.publish(topic, topic);
    await made.clock.advance(500);
    expect(new Set(made.events.map(({ body }) => body))).toEqual(new Set(own.slice(1)));
    expect(await made.end()).toEqual([]);
  });

  it('opens a channel when there is no more room, and leaves one that nothing needs', async () => {
    const made = await new VirtualSession().goLive(people(1_000));
    made.supervisor.wantTopics(people(1_001));
    await made.clock.advance(5_000);
    expect(topicsOfChannels(made)).toEqual([1_000, 1]);
    expect(made.status).toBe('live');
    made.supervisor.wantTopics(people(1_000));
    await made.clock.advance(5_000);
    expect(topicsOfChannels(made)).toEqual([1_000]);
    expect(made.gaps).toEqual([]);
    expect(await made.end()).toEqual([]);
  });

  it('many times while everything is down is one wish when it comes back', async () => {
    const made = await new VirtualSession().goLive(people(1_200));
    made.network.fail('upgrade', { error: 'ECONNREFUSED' });
    for (const socket of made.network.openSockets) socket.close(1006);
    const before = made.network.count('replace');
    for (let turn = 0; turn < 50; turn += 1) {
      made.supervisor.wantTopics(people(1_000 + turn * 10));
      await made.clock.advance(100);
    }
    // Only what an attempt to come back asks for, whatever was wished for in between.
    expect(made.network.count('replace') - before).toBeLessThanOrEqual(5);
    made.network.mend('upgrade');
    await made.untilStatus('live', 120_000);
    expect(topicsOfChannels(made).reduce((sum, count) => sum + count, 0)).toBe(1_490);
    expect(made.network.count('replace') - before).toBeLessThanOrEqual(4);
    expect(await made.end()).toEqual([]);
  });

  it('asks for a refused topic again when it is wished for once more', async () => {
    const made = new VirtualSession();
    made.network.service.refusedTopics.add('v2.b');
    await made.goLive(['v2.a', 'v2.b']);
    made.network.service.refusedTopics.clear();
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    await made.clock.advance(1_000);
    expect(made.subscriptions.at(-1)).toEqual([
      { topic: 'v2.a', status: 'confirmed' },
      { topic: 'v2.b', status: 'confirmed' },
    ]);
    expect(await made.end()).toEqual([]);
  });
});

describe('a credential that is dead', () => {
  it('R14: is found so once: with three channels no more is asked than with one', async () => {
    const made = await new VirtualSession().goLive(people(2_500));
    made.network.service.isSecretWrong = true;
    made.network.service.revokeTokens();
    made.network.service.endChannels();
    for (const socket of made.network.openSockets) socket.close(1006);
    await made.untilStatus('failed', 300_000);
    const asked = made.network.count('token');
    expect(asked).toBeLessThanOrEqual(1 + 2);
    await made.clock.advance(24 * HOUR_MS);
    expect(made.network.count('token')).toBe(asked);
    made.network.service.isSecretWrong = false;
    made.supervisor.start();
    await made.untilStatus('live', 10_000);
    expect(await made.end()).toEqual([]);
  });
});

describe('the budget for channels', () => {
  it('R17: holds back when every channel is taken over, and says why', async () => {
    const made = await new VirtualSession({ channelsPerDay: 60 }).goLive();
    for (let minute = 0; minute < 12 * 60; minute += 1) {
      made.network.openSockets.at(-1)?.loseChannel();
      await made.clock.advance(MINUTE_MS);
    }
    expect(made.network.count('create')).toBeLessThanOrEqual(60);
    expect(
      made.states.some((state) => state.status === 'waiting' && state.cause.code === 'channel/budget'),
    ).toBe(true);
    expect(await made.end()).toEqual([]);
  });
});

describe('a channel that nears its end', () => {
  const extending = async (subscribingExtends: boolean): Promise<VirtualSession> => {
    const made = new VirtualSession({ extendsChannels: true });
    made.network.service.tokenLifetimeMs = 30 * 24 * HOUR_MS;
    made.network.service.subscribingExtends = subscribingExtends;
    return made.goLive();
  };

  it('lives longer where the service grants it: one channel for a week', async () => {
    const made = await extending(true);
    await made.clock.advance(7 * 24 * HOUR_MS);
    expect(made.network.count('create')).toBe(1);
    expect(made.network.count('upgrade')).toBe(1);
    expect(made.renewals.filter(({ phase }) => phase === 'done').length).toBeGreaterThanOrEqual(7);
    expect(made.gaps).toEqual([]);
    expect(await made.end()).toEqual([]);
  });

  it('is replaced in time where it does not, and nothing is missed', async () => {
    const made = await extending(false);
    await made.clock.advance(7 * 24 * HOUR_MS);
    expect(made.network.count('create')).toBeGreaterThanOrEqual(7);
    // Each is asked once for a longer life, and believes no end that is later by a rounded second.
    expect(made.network.count('channels')).toBeLessThan(made.network.count('create'));
    expect(made.gaps).toEqual([]);
    expect(await made.end()).toEqual([]);
  });

  it.each([
    ['the service fails', { status: 503 }],
    ['the service refuses', { status: 400 }],
    ['the connection breaks', { error: 'ECONNRESET' }],
    ['nobody answers', 'silence'],
  ] as const)('is replaced when %s on the way', async (_what, fault) => {
    const made = await extending(true);
    made.network.fail('channels', fault);
    await made.clock.advance(2 * 24 * HOUR_MS);
    expect(made.network.count('create')).toBeGreaterThanOrEqual(2);
    expect(made.gaps).toEqual([]);
    expect(await made.end()).toEqual([]);
  });

  it('is replaced with its topics when the wish changes at that very moment', async () => {
    const made = await extending(true);
    made.network.fail('channels', 'silence');
    await made.until(() => made.network.count('channels') > 0, 24 * HOUR_MS, 1_000);
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    made.network.mend('channels');
    await made.clock.advance(MINUTE_MS);
    expect([...(made.network.socket.channel?.topics ?? [])]).toEqual(['v2.a', 'v2.b']);
    expect(made.gaps).toEqual([]);
    expect(await made.end()).toEqual([]);
  });
});

describe('after a restart', () => {
  const restarted = async (made: VirtualSession, pauseMs: number): Promise<VirtualSession> => {
    const token = made.tokens.current();
    if (token === null) throw new Error('There is no token.');
    made.stop();
    await made.clock.advance(pauseMs);
    const { clock, network } = made;
    return new VirtualSession({
      clock,
      network,
      former: made.serving.map((channel) => ({ ...channel, tokenRef: FORMER_TOKEN_REF })),
      formerToken: token,
    });
  };

  it('R17: the channels of the last run are used again, with their token', async () => {
    const made = await new VirtualSession().goLive(people(1_500));
    const again = await restarted(made, 10 * MINUTE_MS);
    await again.goLive(people(1_500));
    const { network } = again;
    expect([network.count('token'), network.count('create')]).toEqual([1, 2]);
    expect(topicsOfChannels(again)).toEqual([1_000, 500]);
    expect(await again.end()).toEqual([]);
  });

  it('a channel that is gone meanwhile is replaced', async () => {
    const made = await new VirtualSession().goLive();
    made.network.service.endChannels();
    const again = await restarted(made, MINUTE_MS);
    await again.goLive();
    expect(again.network.count('create')).toBe(2);
    expect(await again.end()).toEqual([]);
  });

  it('T01: a token that expired meanwhile is never sent', async () => {
    const made = await new VirtualSession().goLive();
    const again = await restarted(made, 25 * HOUR_MS);
    await again.goLive();
    expect(again.network.requests.filter(({ status }) => status === 401)).toEqual([]);
    expect(again.network.count('token')).toBe(2);
    expect(await again.end()).toEqual([]);
  });

  it('T02: a token that was revoked meanwhile is used once', async () => {
    const made = await new VirtualSession().goLive();
    made.network.service.revokeTokens();
    const again = await restarted(made, MINUTE_MS);
    again.start();
    await again.untilStatus('live', 30_000);
    expect(again.network.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(await again.end()).toEqual([]);
  });

  it('the wish of now counts, not the one of then', async () => {
    const made = await new VirtualSession().goLive(['v2.a', 'v2.b']);
    const again = await restarted(made, MINUTE_MS);
    await again.goLive(['v2.c']);
    expect([...(again.network.socket.channel?.topics ?? [])]).toEqual(['v2.c']);
    expect(await again.end()).toEqual([]);
  });
});

describe('the cause of a gap', () => {
  it('is sleep when the socket never lived again after it', async () => {
    const made = await new VirtualSession().goLive();
    made.network.socket.isFrozen = true;
    made.network.sleep(3 * HOUR_MS);
    await made.untilStatus('waiting', 60_000);
    await made.untilStatus('live', 60_000);
    expect(made.gaps).toMatchObject([{ cause: { code: 'app/asleep' } }]);
    expect(made.gaps[0]?.cause.message).toContain('180 minutes');
    expect(await made.end()).toEqual([]);
  });

  it('is not sleep when the socket lived on and was lost later', async () => {
    const made = await new VirtualSession().goLive();
    made.network.sleep(3 * HOUR_MS);
    await made.clock.advance(5 * MINUTE_MS);
    made.network.socket.close(1006);
    await made.clock.advance(MINUTE_MS);
    expect(made.gaps).toMatchObject([{ cause: { code: 'socket/closed' } }]);
    expect(await made.end()).toEqual([]);
  });

  it('is another install when a channel ended before its time', async () => {
    const made = await new VirtualSession().goLive();
    made.network.service.endChannels();
    made.network.socket.close(1000);
    await made.untilStatus('waiting', 1_000, 10);
    made.network.failNext('upgrade', { status: 404 });
    await made.untilStatus('live', 120_000);
    expect(made.gaps).toMatchObject([{ cause: { code: 'channel/evicted', closeCode: 1000 } }]);
    expect(await made.end()).toEqual([]);
  });
});

describe('a listener that throws', () => {
  it('R18: does not take the connection with it', async () => {
    const thrown: unknown[] = [];
    const made = new VirtualSession({
      read: () => {
        throw new Error('broken');
      },
      onUnexpected: (error) => thrown.push(error),
    });
    await made.goLive();
    await made.clock.advance(HOUR_MS);
    expect(made.status).toBe('live');
    expect(thrown.length).toBeGreaterThan(10);
    expect(await made.end()).toEqual([]);
  });
});
