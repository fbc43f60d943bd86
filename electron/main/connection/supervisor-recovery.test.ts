import { afterEach, describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

const HOUR_MS = 3_600_000;
const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

async function liveSession(): Promise<VirtualSession> {
  const made = new VirtualSession();
  sessions.push(made);
  return made.goLive();
}

describe('an unplanned close', () => {
  it('R8: is one gap from the last frame to being live again, on the same channel', async () => {
    const made = await liveSession();
    await made.clock.advance(7_000);
    const lastFrameAt = made.supervisor.report().lastFrameAt;
    made.network.socket.close(1006);
    await made.untilStatus('waiting', 1_000, 10);
    await made.untilStatus('live', 5_000, 10);
    expect(made.gaps).toMatchObject([
      {
        from: (lastFrameAt ?? NaN) - made.network.latencyMs,
        cause: { code: 'socket/closed', closeCode: 1006 },
        attempts: 1,
      },
    ]);
    expect(made.gaps[0]?.to).toBeLessThanOrEqual(made.clock.now());
    expect(made.network.count('create')).toBe(1);
    expect(made.network.count('exists')).toBe(0);
  });

  it.each([1000, 1001, 1005, 1006, 1011, 1012, 4001])(
    'T32: with code %i is always followed by a try',
    async (code) => {
      const made = await liveSession();
      made.network.socket.close(code);
      await made.clock.advance(5_000);
      expect(made.status).toBe('live');
      expect(made.gaps).toHaveLength(1);
    },
  );

  it('asks for the channel after a refused upgrade, and makes a new one when it is gone', async () => {
    const made = await liveSession();
    made.network.service.endChannels();
    made.network.socket.close(1001);
    await made.clock.advance(20_000);
    expect(made.status).toBe('live');
    expect(made.network.count('exists')).toBe(1);
    expect(made.network.count('create')).toBe(2);
    expect(made.gaps).toHaveLength(1);
  });

  it('T35: makes a new channel when the old one ran out while the network was away', async () => {
    const made = await liveSession();
    made.network.fail('upgrade', { error: 'ENETUNREACH' });
    made.network.fail('exists', { error: 'ENETUNREACH' });
    made.network.fail('token', { error: 'ENETUNREACH' });
    made.network.socket.close(1006);
    await made.clock.advance(25 * HOUR_MS);
    made.network.mend('upgrade', 'exists', 'token');
    await made.untilStatus('live', 70_000, 1_000);
    expect(made.network.count('create')).toBe(2);
    expect(made.gaps).toHaveLength(1);
  });

  it('T02: uses a token that was revoked unseen once at most', async () => {
    const made = await liveSession();
    made.network.service.revokeTokens();
    made.network.socket.close(1006);
    await made.clock.advance(30_000);
    expect(made.status).toBe('live');
    const refused = made.network.requests.filter(({ status }) => status === 401);
    expect(refused.length).toBeLessThanOrEqual(1);
    expect(made.network.count('token')).toBe(2);
  });

  it.each([401, 403, 404, 500, 503])(
    'T14: an upgrade refused with %i makes exactly one next try',
    async (status) => {
      const made = await liveSession();
      made.network.failNext('upgrade', { status });
      made.network.socket.close(1006);
      await made.clock.advance(15_000);
      expect(made.status).toBe('live');
      expect(made.network.count('upgrade')).toBe(3);
      expect(made.gaps).toMatchObject([{ attempts: 2 }]);
    },
  );

  it.each([429, 503])(
    'T39, R15: obeys the Retry-After of an upgrade refused with %i, hints or not',
    async (status) => {
      const made = await liveSession();
      made.network.failNext('upgrade', { status, retryAfter: '40' });
      made.network.socket.close(1006);
      await made.until(() => made.network.count('upgrade') === 2, 5_000, 10);
      const refusedAt = made.network.now() + 20;
      for (let turn = 0; turn < 35; turn += 1) {
        await made.clock.advance(1_000);
        made.supervisor.nudge();
      }
      expect(made.network.count('upgrade')).toBe(2);
      await made.untilStatus('live', 10_000);
      const retried = made.network.requests.filter(({ route }) => route === 'upgrade').at(-1);
      expect(retried?.at ?? 0).toBeGreaterThanOrEqual(refusedAt + 39_900);
    },
  );

  it('makes a new channel when the service says that ours is no longer subscribed', async () => {
    const made = await liveSession();
    await made.clock.advance(1_000);
    const { lastFrameAt } = made.supervisor.report();
    made.network.service.endChannels();
    made.network.socket.say('{"topicName":"v2.system.no_longer_subscribed.x"}');
    await made.clock.advance(5_000);
    expect(made.status).toBe('live');
    expect(made.network.count('create')).toBe(2);
    expect(made.gaps).toMatchObject([
      { from: (lastFrameAt ?? NaN) - made.network.latencyMs, cause: { code: 'channel/evicted' } },
    ]);
  });

  it('T41: repairs topics that the channel has lost meanwhile', async () => {
    const made = await liveSession();
    made.network.service.newestChannel.topics = new Set();
    made.network.socket.close(1006);
    await made.clock.advance(5_000);
    expect(made.status).toBe('live');
    expect([...made.network.service.newestChannel.topics]).toEqual(['v2.a']);
    expect(made.network.count('replace')).toBe(2);
  });

  it('T31: grows its delays when sockets are accepted and dropped again', async () => {
    const made = await liveSession();
    made.network.closesAfterMs = 1_000;
    made.network.socket.close(1006);
    await made.clock.advance(10 * 60_000);
    expect(made.network.count('upgrade')).toBeLessThanOrEqual(40);
    made.network.closesAfterMs = null;
    await made.untilStatus('live', 70_000, 1_000);
  });

  it('R17, T34: does not make channels while sockets are refused for a day', async () => {
    const made = await liveSession();
    made.network.fail('upgrade', { status: 403 });
    made.network.socket.close(1006);
    await made.clock.advance(18 * HOUR_MS);
    expect(made.network.count('create')).toBeLessThanOrEqual(12);
  });
});

describe('a silent socket', () => {
  it('T21, R4: is left at once, and the next attempt does not wait for its goodbye', async () => {
    const made = await liveSession();
    const frozen = made.network.socket;
    frozen.isFrozen = true;
    await made.untilStatus('waiting', 20_000, 10);
    expect(frozen.isHeld).toBe(false);
    const { state } = made.supervisor.report();
    const retryAt = state.status === 'waiting' ? state.retryAt : 0;
    await made.until(() => made.network.count('upgrade') === 2, 5_000, 10);
    expect(made.clock.now() - retryAt).toBeLessThanOrEqual(50);
  });

  it('R1: is noticed within 20 s when nothing gets through any more', async () => {
    for (let second = 0; second < 30; second += 3) {
      const made = await liveSession();
      await made.clock.advance(second * 1_000);
      const lastFrameAt = made.supervisor.report().lastFrameAt ?? 0;
      made.network.socket.isFrozen = true;
      expect(await made.untilStatus('waiting', 20_000)).toBeLessThanOrEqual(20_000);
      await made.clock.advance(10_000);
      expect(made.status).toBe('live');
      expect(made.gaps).toMatchObject([{ cause: { code: 'socket/silent' } }]);
      expect(made.gaps[0]?.from).toBeGreaterThanOrEqual(lastFrameAt - made.network.latencyMs);
    }
  });

  it('R2: is noticed within 3 s after a hint that the world changed', async () => {
    const made = await liveSession();
    made.network.socket.isFrozen = true;
    made.supervisor.nudge();
    expect(made.supervisor.report().isProbing).toBe(true);
    expect(await made.untilStatus('waiting', 3_000)).toBeLessThanOrEqual(3_000);
    expect(made.supervisor.report().isProbing).toBe(false);
  });

  it('T29: stays, after a hint, when it is healthy', async () => {
    const made = await liveSession();
    for (let turn = 0; turn < 50; turn += 1) {
      made.supervisor.nudge();
      await made.clock.advance(700);
    }
    expect(made.statuses).not.toContain('waiting');
    expect(made.network.count('upgrade')).toBe(1);
    expect(made.supervisor.report().isProbing).toBe(false);
  });

  it('shows no probe any more when the probed channel was lost or the session ended', async () => {
    const made = await liveSession();
    made.network.answersPings = false;
    made.supervisor.nudge();
    made.network.socket.close(1006);
    await made.clock.advance(made.network.latencyMs);
    expect(made.status).toBe('waiting');
    expect(made.supervisor.report().isProbing).toBe(false);
  });
});

describe('a clock that is set', () => {
  it.each([-24, -1, 1, 23])('R21, T09: by %i hours in a session costs no gap', async (hours) => {
    const made = await liveSession();
    await made.clock.advance(HOUR_MS);
    made.clock.stepWall(hours * HOUR_MS);
    await made.clock.advance(HOUR_MS);
    expect(made.statuses).not.toContain('waiting');
    expect(made.gaps).toEqual([]);
    expect(made.network.count('token')).toBeLessThanOrEqual(2);
    expect(made.network.requests.filter(({ status }) => status === 401)).toEqual([]);
  });

  it.each([-24, 24])('R21: by %i hours in an outage keeps it trying', async (hours) => {
    const made = await liveSession();
    made.network.fail('upgrade', { error: 'ENETUNREACH' });
    made.network.socket.close(1006);
    await made.clock.advance(30_000);
    made.clock.stepWall(hours * HOUR_MS);
    made.network.mend('upgrade');
    expect(await made.untilStatus('live', 70_000, 1_000)).toBeLessThanOrEqual(70_000);
    expect(made.gaps).toHaveLength(1);
  });
});

describe('sleep', () => {
  it('T25: is noticed without any event of the system, and the socket is probed', async () => {
    const made = await liveSession();
    made.network.sleep(2 * HOUR_MS);
    made.network.socket.isFrozen = true;
    expect(await made.untilStatus('waiting', 20_000)).toBeLessThanOrEqual(18_000);
    await made.clock.advance(10_000);
    expect(made.status).toBe('live');
    expect((made.gaps[0]?.to ?? 0) - (made.gaps[0]?.from ?? 0)).toBeGreaterThan(2 * HOUR_MS);
  });

  it.each([1_000, 5_000, 19_000, 60_000, 120_000])(
    'R3, T22: of %i ms in which the process stood still takes no healthy socket for dead',
    async (sleptMs) => {
      for (let offsetMs = 0; offsetMs < 20_000; offsetMs += 2_500) {
        const made = await liveSession();
        await made.clock.advance(offsetMs);
        made.clock.block(sleptMs);
        await made.clock.advance(30_000);
        expect(made.statuses).not.toContain('waiting');
        expect(made.network.count('upgrade')).toBe(1);
      }
    },
  );

  it('T24, T26: waking up before the network does is no failure, and it is live soon after it', async () => {
    const made = await liveSession();
    made.network.sleep(3 * HOUR_MS);
    made.network.socket.isFrozen = true;
    made.network.fail('upgrade', { error: 'ENOTFOUND' });
    made.network.fail('list', { error: 'ENOTFOUND' });
    made.supervisor.nudge();
    await made.clock.advance(20_000);
    made.network.mend('upgrade', 'list');
    expect(await made.untilStatus('live', 40_000)).toBeLessThanOrEqual(40_000);
  });
});

describe('a service that answers no questions just now', () => {
  it('does not cost the socket: what the channel carries is heard, and the gap lasts until that is certain', async () => {
    const made = await liveSession();
    made.network.fail('list', { status: 429, retryAfter: '90' });
    made.network.socket.close(1006);
    await made.clock.advance(30_000);
    expect(made.supervisor.report().state).toMatchObject({
      status: 'waiting',
      cause: { code: 'rate/limited' },
    });
    expect(made.network.publish('v2.a', 'heard')).toBe(1);
    made.network.mend('list');
    await made.untilStatus('live', 90_000);
    expect(made.events).toMatchObject([{ body: 'heard' }]);
    expect(made.network.count('upgrade')).toBe(2);
    expect(made.gaps).toHaveLength(1);
    expect(await made.end()).toEqual([]);
  });
});

describe('R21: a clock that is set while nothing is heard', () => {
  it.each([-24 * HOUR_MS, -60_000])('by %d ms before that is noticed hides no gap', async (stepMs) => {
    const made = await liveSession();
    const heardAt = made.supervisor.report().lastFrameAt ?? 0;
    made.network.socket.isFrozen = true;
    await made.clock.advance(5_000);
    made.clock.stepWall(stepMs);
    await made.untilStatus('waiting', 20_000);
    await made.untilStatus('live', 60_000);
    const [gap] = made.gaps;
    expect(gap?.from).toBeCloseTo(heardAt - made.network.latencyMs + stepMs, -1);
    expect(gap?.to).toBeGreaterThan((gap?.from ?? 0) + 5_000);
    expect(gap?.to).toBeLessThanOrEqual(made.clock.now());
  });

  it.each([-24 * HOUR_MS, -600_000, 600_000, 24 * HOUR_MS])(
    'by %d ms makes a gap that covers the time by either clock',
    async (stepMs) => {
      const made = await liveSession();
      for (const route of ['upgrade', 'list', 'exists'] as const)
        made.network.fail(route, { error: 'ECONNREFUSED' });
      const lostAt = made.clock.now();
      made.network.socket.close(1006);
      await made.clock.advance(180_000);
      const setAt = made.clock.now();
      made.clock.stepWall(stepMs);
      await made.clock.advance(180_000);
      for (const route of ['upgrade', 'list', 'exists'] as const) made.network.mend(route);
      await made.untilStatus('live', 120_000);
      const backAt = made.clock.now();
      const [gap] = made.gaps;
      expect(gap?.from).toBeLessThanOrEqual(Math.min(lostAt, setAt + Math.min(0, stepMs)));
      expect(gap?.to).toBeGreaterThanOrEqual(Math.max(backAt - 1_000, setAt));
      expect(await made.end()).toEqual([]);
    },
  );
});
