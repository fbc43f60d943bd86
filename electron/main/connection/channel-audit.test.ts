import { afterEach, describe, expect, it } from 'vitest';
import { AUDIT_EVERY_MS, LOOK_AGAIN_MS } from './channel-audit.ts';
import { HEARTBEAT } from './heartbeat.ts';
import { VirtualSession } from './virtual-session.ts';

const MINUTE_MS = 60_000;
const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

async function liveSession(
  topics?: readonly string[],
  options?: ConstructorParameters<typeof VirtualSession>[0],
): Promise<VirtualSession> {
  const made = new VirtualSession(options);
  sessions.push(made);
  return made.goLive(topics);
}

const EVENT = '{"topicName":"v2.a","eventBody":1}';

const asked = (made: VirtualSession, route: string): number =>
  made.network.requests.filter((request) => request.route === route).length;

describe('a channel that ends while its socket answers pings', () => {
  it('is found out by the next look, and the gap begins with the last proof before its last event', async () => {
    const made = await liveSession();
    await made.clock.advance(2 * MINUTE_MS);
    made.network.socket.say(EVENT);
    await made.clock.advance(1_000);
    const heardAt = made.supervisor.report().lastFrameAt ?? 0;
    made.network.service.endChannels();
    await made.until(() => made.gaps.length > 0, AUDIT_EVERY_MS + MINUTE_MS, 1_000);
    expect(made.status).toBe('live');
    expect(made.gaps).toHaveLength(1);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(heardAt);
    expect(made.gaps[0]?.from).toBeGreaterThan(heardAt - HEARTBEAT.pingAfterMs);
    expect(made.gaps[0]?.cause.code).toBe('channel/gone');
  });

  it('is found out by a change of topics, too, with the same beginning of the gap', async () => {
    const made = await liveSession();
    const liveAt = made.clock.now();
    await made.clock.advance(5 * MINUTE_MS);
    made.network.service.endChannels();
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    await made.until(() => made.gaps.length > 0, MINUTE_MS);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(liveAt);
  });

  it('is found out by the question for a longer life, however short a while ago it was looked at', async () => {
    const made = new VirtualSession({ extendsChannels: true });
    sessions.push(made);
    made.network.service.tokenLifetimeMs = 48 * 60 * MINUTE_MS;
    await made.goLive();
    const asksAt = made.supervisor.report().channel?.renewsAt ?? 0;
    await made.clock.advance(asksAt - made.clock.now() - 20_000);
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    await made.clock.advance(1_000);
    made.network.service.endChannels();
    const endedAt = made.clock.now();
    await made.until(() => made.gaps.length > 0, MINUTE_MS, 1_000);
    expect(made.gaps).toMatchObject([{ cause: { code: 'channel/gone' } }]);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(endedAt);
    expect(made.renewals.map(({ phase }) => phase)).toEqual(['started', 'failed']);
    expect(made.status).toBe('live');
  });

  it('takes along what lies unread by then, so the gap begins before that', async () => {
    const made = await liveSession();
    const { network, clock, supervisor } = made;
    await clock.advance(MINUTE_MS);
    network.socket.isFrozen = true;
    await clock.advance(1_000);
    network.publish('v2.a', 'unread');
    const unreadAt = clock.now();
    await clock.advance(2_000);
    supervisor.wantTopics(['v2.a', 'v2.b']);
    await clock.advance(1_000);
    network.service.endChannels();
    supervisor.wantTopics(['v2.a', 'v2.b', 'v2.c']);
    await made.until(() => made.gaps.length > 0, MINUTE_MS);
    expect(made.events).toEqual([]);
    expect(made.gaps[0]?.cause.code).toBe('channel/gone');
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(unreadAt);
  });
});

describe('a channel that forgets a topic', () => {
  it('is replaced, and the gap begins when it was last seen to carry it', async () => {
    const made = await liveSession(['v2.a', 'v2.b']);
    await made.clock.advance(AUDIT_EVERY_MS + MINUTE_MS);
    const lastGoodLook = made.clock.now();
    made.network.service.newestChannel.topics = new Set(['v2.a']);
    await made.until(() => made.gaps.length > 0, AUDIT_EVERY_MS + 2 * MINUTE_MS, 1_000);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(lastGoodLook);
    expect(made.gaps[0]?.cause.message).toContain('no longer carried a topic');
    expect([...made.network.service.newestChannel.topics]).toEqual(['v2.a', 'v2.b']);
  });

  it('is believed when its list is whole again at the second look', async () => {
    const made = await liveSession(['v2.a', 'v2.b']);
    const { newestChannel } = made.network.service;
    const whole = newestChannel.topics;
    newestChannel.topics = new Set(['v2.a']);
    const looks = asked(made, 'list');
    await made.until(() => asked(made, 'list') > looks, AUDIT_EVERY_MS + MINUTE_MS, 1_000);
    newestChannel.topics = whole;
    await made.clock.advance(2 * LOOK_AGAIN_MS);
    expect(made.gaps).toEqual([]);
    expect(made.network.service.created).toBe(1);
  });
});

describe('a channel in good order', () => {
  it('is asked about six times an hour, and nothing else is', async () => {
    const made = await liveSession();
    const before = made.network.requests.length;
    const looks = asked(made, 'list');
    await made.clock.advance(60 * MINUTE_MS);
    expect(asked(made, 'list') - looks).toBeLessThanOrEqual(6);
    expect(asked(made, 'list') - looks).toBeGreaterThanOrEqual(5);
    expect(made.network.requests.length - before).toBe(asked(made, 'list') - looks);
  });

  it('is left in peace when the question does not come through, and asked again', async () => {
    const made = await liveSession();
    made.network.fail('list', { status: 503 });
    await made.clock.advance(AUDIT_EVERY_MS + 2 * MINUTE_MS);
    expect(made.gaps).toEqual([]);
    expect(made.status).toBe('live');
  });
});

describe('a channel that carries what it was confirmed to carry', () => {
  it('has forgotten no topic that was refused on it, and is permitted on the one that takes over', async () => {
    const made = new VirtualSession();
    sessions.push(made);
    const { network, clock } = made;
    network.service.refusedTopics.add('v2.b');
    await made.goLive(['v2.a', 'v2.b']);
    network.service.refusedTopics.clear();
    await clock.advance(5 * MINUTE_MS);
    network.socket.announceClosing();
    await clock.advance(5 * MINUTE_MS);
    expect(made.renewals.at(-1)?.phase).toBe('done');
    expect(network.service.newestChannel.topics).toContain('v2.b');
    expect(made.gaps).toEqual([]);
  });

  it('has forgotten no topic of a wish that was given up, however late its list is', async () => {
    const made = await liveSession(['v2.a', 'v2.b']);
    await made.clock.advance(2 * MINUTE_MS);
    made.network.service.listsLateByMs = 500;
    made.supervisor.wantTopics(['v2.a', 'v2.b', 'v2.c']);
    await made.clock.advance(32_000);
    made.supervisor.wantTopics(['v2.a', 'v2.d']);
    await made.clock.advance(2 * MINUTE_MS);
    expect([...made.network.service.newestChannel.topics]).toEqual(['v2.a', 'v2.d']);
    expect(made.gaps).toEqual([]);
  });
});

describe('what a channel has forgotten before the next look', () => {
  const TOPICS = ['v2.a', 'v2.b'];

  /** The channel forgets a topic, and a while later something is done that would bring it back. */
  async function forgets(made: VirtualSession, act: () => void): Promise<number> {
    await made.clock.advance(MINUTE_MS);
    const forgottenAt = made.clock.now();
    made.network.service.newestChannel.topics = new Set(['v2.a']);
    await made.clock.advance(3 * MINUTE_MS);
    act();
    await made.until(() => made.gaps.length > 0, 2 * MINUTE_MS, 100);
    return forgottenAt;
  }

  const expectDeclared = (made: VirtualSession, forgottenAt: number): void => {
    expect(made.gaps).toMatchObject([{ cause: { code: 'channel/gone' } }]);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(forgottenAt);
    expect(made.network.service.newestChannel.topics).toContain('v2.b');
  };

  it('is not covered up by a renewal', async () => {
    const made = await liveSession(TOPICS);
    const forgottenAt = await forgets(made, () => {
      made.network.socket.announceClosing();
    });
    expectDeclared(made, forgottenAt);
    expect(made.gaps).toHaveLength(1);
  });

  it('is not covered up by a change of topics', async () => {
    const made = await liveSession(TOPICS);
    const forgottenAt = await forgets(made, () => {
      made.supervisor.wantTopics([...TOPICS, 'v2.c']);
    });
    expectDeclared(made, forgottenAt);
    expect(made.network.service.newestChannel.topics).toContain('v2.c');
  });

  it('is not covered up by a longer life of the channel', async () => {
    const made = new VirtualSession({ extendsChannels: true });
    sessions.push(made);
    made.network.service.tokenLifetimeMs = 48 * 60 * MINUTE_MS;
    await made.goLive(TOPICS);
    const { newestChannel } = made.network.service;
    const asksAt = made.supervisor.report().channel?.renewsAt ?? 0;
    await made.clock.advance(asksAt - made.clock.now() - 3 * MINUTE_MS);
    const forgottenAt = made.clock.now();
    newestChannel.topics = new Set(['v2.a']);
    await made.until(() => made.gaps.length > 0, 10 * MINUTE_MS, 1_000);
    expectDeclared(made, forgottenAt);
  });

  it('is looked for no longer than the service takes to say nothing', async () => {
    const made = await liveSession(TOPICS);
    await made.clock.advance(MINUTE_MS);
    made.network.fail('list', { status: 503 });
    made.network.socket.announceClosing();
    await made.until(() => made.renewals.some(({ phase }) => phase === 'done'), MINUTE_MS, 100);
    expect(made.gaps).toEqual([]);
  });
});
