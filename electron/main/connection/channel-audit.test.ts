import { afterEach, describe, expect, it } from 'vitest';
import { AUDIT_EVERY_MS, LOOK_AGAIN_MS } from './channel-audit.ts';
import { HEARTBEAT } from './heartbeat.ts';
import { VirtualSession } from './virtual-session.ts';

const MINUTE_MS = 60_000;
const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

async function liveSession(topics?: readonly string[]): Promise<VirtualSession> {
  const made = new VirtualSession();
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
