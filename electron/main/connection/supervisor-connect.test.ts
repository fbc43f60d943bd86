import { afterEach, describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

const HOUR_MS = 3_600_000;
const sessions: VirtualSession[] = [];

function session(): VirtualSession {
  const made = new VirtualSession();
  sessions.push(made);
  return made;
}

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

describe('the first connection', () => {
  it('is live after one token, one channel, one list of topics and one socket', async () => {
    const made = session().start(['v2.a', 'v2.b']);
    await made.untilStatus('live', 1_000, 10);
    expect(made.statuses).toEqual(['signed-out', 'authorizing', 'opening-channel', 'connecting', 'live']);
    const { network } = made;
    expect(network.requests.map(({ route }) => route)).toEqual([
      'token',
      'create',
      'upgrade',
      'replace',
      'list',
    ]);
    expect([...network.service.newestChannel.topics]).toEqual(['v2.a', 'v2.b']);
    expect(made.gaps).toEqual([]);
  });

  it('P6: takes four round trips, because topics are set while the socket opens', async () => {
    const made = session();
    made.network.latencyMs = 100;
    made.start();
    expect(await made.untilStatus('live', 5_000, 10)).toBeLessThanOrEqual(450);
  });

  it('passes events on as soon as the channel carries their topic', async () => {
    const made = await session().goLive(['v2.a']);
    expect(made.network.publish('v2.a', 1)).toBe(1);
    expect(made.network.publish('v2.b', 2)).toBe(0);
    await made.clock.advance(100);
    expect(made.events.map(({ body }) => body)).toEqual([1]);
  });

  it('names refused topics and is live with the others', async () => {
    const made = session();
    made.network.service.refusedTopics.add('v2.b');
    await made.goLive(['v2.a', 'v2.b']);
    expect(made.subscriptions).toEqual([
      [
        { topic: 'v2.a', status: 'confirmed' },
        { topic: 'v2.b', status: 'refused', reason: 'No permission.' },
      ],
    ]);
  });

  it('is not live on a handshake alone: a socket over which nothing comes is given up', async () => {
    const made = session();
    made.network.answersPings = false;
    made.start();
    await made.clock.advance(5_000);
    expect(made.status).toBe('connecting');
    await made.untilStatus('waiting', 5_000);
  });

  it('T20: notices a black hole right after opening within 20 s', async () => {
    const made = session().start();
    await made.until(() => made.network.openSockets.length === 1, 1_000, 5);
    made.network.isBlackHole = true;
    expect(await made.untilStatus('waiting', 20_000)).toBeLessThanOrEqual(20_000);
  });

  it('reaches a service that answers no pings, by its heartbeat', async () => {
    const made = session();
    made.network.answersPings = false;
    made.start();
    await made.untilStatus('live', 60_000);
    await made.clock.advance(HOUR_MS);
    expect(made.status).toBe('live');
    expect(made.gaps).toEqual([]);
  });

  it('reports when token and channel end and are due, and nothing secret', async () => {
    const made = await session().goLive();
    const report = made.supervisor.report();
    const now = made.clock.now();
    expect(report.token?.expiresAt).toBeGreaterThan(now + 23 * HOUR_MS);
    expect(report.token?.renewsAt).toBeLessThan(now + 20 * HOUR_MS);
    expect(report.channel?.renewsAt).toBeLessThan(report.channel?.expiresAt ?? 0);
    expect(report.channelsCreated).toBe(1);
    expect(report.roundTripMs).toBe(20);
    expect(JSON.stringify(report)).not.toMatch(/token-1|channel-1|streaming/);
  });
});

describe('a first connection that fails', () => {
  it('R14: with a wrong secret asks twice, then not once in 24 h', async () => {
    const made = session();
    made.network.service.isSecretWrong = true;
    made.start();
    await made.untilStatus('failed', 10_000);
    await made.clock.advance(12 * HOUR_MS);
    made.network.sleep(12 * HOUR_MS);
    await made.clock.advance(60_000);
    for (let turn = 0; turn < 100; turn += 1) made.supervisor.nudge();
    made.supervisor.wantTopics(['v2.other']);
    await made.clock.advance(HOUR_MS);
    expect(made.network.requests.map(({ route }) => route)).toEqual(['token', 'token']);
    expect(made.supervisor.report().state).toMatchObject({ cause: { code: 'auth/invalid-client' } });
  });

  it('T05: recovers without a restart when the user starts again with what is right', async () => {
    const made = session();
    made.network.service.isSecretWrong = true;
    made.start();
    await made.untilStatus('failed', 10_000);
    made.network.service.isSecretWrong = false;
    made.supervisor.start();
    await made.untilStatus('live', 1_000);
  });

  it.each([
    ['refused connections', { error: 'ECONNREFUSED' }],
    ['an unknown name', { error: 'ENOTFOUND' }],
    ['500', { status: 500 }],
    ['HTML', { status: 403, body: undefined }],
    ['no answer at all', 'silence'],
  ] as const)('T06: takes %s at the token endpoint for passing, and goes on', async (_what, fault) => {
    const made = session();
    made.network.fail('token', fault);
    made.start();
    await made.clock.advance(30 * 60_000);
    expect(['waiting', 'authorizing']).toContain(made.status);
    made.network.mend('token');
    await made.untilStatus('live', 600_000, 1_000);
  });

  it('R9, R16: tries at most 10 times in a first minute and 35 times in ten while nothing answers', async () => {
    const made = session();
    made.network.fail('token', { error: 'ECONNREFUSED' });
    made.start();
    await made.clock.advance(60_000);
    expect(made.network.count('token')).toBeLessThanOrEqual(10);
    await made.clock.advance(9 * 60_000);
    expect(made.network.count('token')).toBeLessThanOrEqual(35);
    expect(made.network.count('token')).toBeGreaterThan(10);
  });

  it('R11: is live within a minute after the network is back, and within 2 s after a hint', async () => {
    const made = session();
    made.network.fail('token', { error: 'ENOTFOUND' });
    made.start();
    await made.clock.advance(6 * HOUR_MS);
    made.network.mend('token');
    expect(await made.untilStatus('live', 61_000)).toBeLessThanOrEqual(61_000);

    const hinted = session();
    hinted.network.fail('token', { error: 'ENOTFOUND' });
    hinted.start();
    await hinted.clock.advance(6 * HOUR_MS);
    hinted.network.mend('token');
    hinted.supervisor.nudge();
    expect(await hinted.untilStatus('live', 2_000)).toBeLessThanOrEqual(2_000);
  });

  it('says offline when the system says so, and goes on trying all the same', async () => {
    const made = session();
    made.isOnline = false;
    made.network.failNext('token', { error: 'ENOTFOUND' });
    made.start();
    await made.untilStatus('offline', 1_000, 10);
    await made.untilStatus('live', 3_000);
  });

  it('ends the session when creating a channel is forbidden', async () => {
    const made = session();
    made.network.fail('create', { status: 403, body: { code: 'missing.permissions', message: 'no' } });
    made.start();
    await made.untilStatus('failed', 1_000);
    expect(made.supervisor.report().state).toMatchObject({ cause: { code: 'auth/forbidden' } });
  });

  it('T11, T12: makes one channel, however often it is pushed while that is under way', async () => {
    const made = session();
    made.network.latencyMs = 1_000;
    made.start();
    for (let turn = 0; turn < 200; turn += 1) {
      made.supervisor.nudge();
      made.supervisor.start();
      made.supervisor.wantTopics([`v2.${String(turn)}`]);
      await made.clock.advance(20);
    }
    await made.untilStatus('live', 10_000);
    expect(made.network.count('create')).toBe(1);
  });
});
