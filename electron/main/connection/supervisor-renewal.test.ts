import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from './virtual-network.ts';
import type { Route } from './virtual-service.ts';
import { VirtualSession } from './virtual-session.ts';

const HOUR_MS = 3_600_000;
const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

async function liveSession(
  prepare: (made: VirtualSession) => void = () => undefined,
): Promise<VirtualSession> {
  const made = new VirtualSession();
  sessions.push(made);
  prepare(made);
  return made.goLive();
}

/** Publishes an event every 100 ms while something happens, and says which of them came how often. */
async function underFire(
  made: VirtualSession,
  durationMs: number,
): Promise<{ lost: number; doubled: number }> {
  const first = made.events.length;
  const count = durationMs / 100;
  for (let seq = 0; seq < count; seq += 1) {
    made.network.publish('v2.a', seq);
    await made.clock.advance(100);
  }
  await made.clock.advance(1_000);
  const received = made.events.slice(first);
  const distinct = new Set(received.map(({ body }) => body));
  const perSocket = new Set(received.map(({ lease, body }) => `${String(lease)} ${String(body)}`));
  return { lost: count - distinct.size, doubled: received.length - perSocket.size };
}

describe('a planned renewal', () => {
  it('begins at 80 % of the token’s life, makes before it breaks, and never leaves live', async () => {
    const made = await liveSession();
    await made.clock.advance(0.8 * 24 * HOUR_MS - 60_000);
    expect(made.network.count('token')).toBe(1);
    await made.clock.advance(120_000);
    expect(made.network.count('token')).toBe(2);
    expect(made.renewals).toEqual([
      { kind: 'token', phase: 'started' },
      { kind: 'token', phase: 'done' },
    ]);
    expect(made.statuses.at(-1)).toBe('live');
    expect(made.network.count('create')).toBe(2);
    expect(made.network.service.newestChannel.token).toBe('token-2');
    expect(made.gaps).toEqual([]);
  });

  it('is in time for tokens of seconds, too', async () => {
    const made = await liveSession((one) => {
      one.network.service.tokenLifetimeMs = 12_000;
      one.network.latencyMs = 400;
    });
    await made.clock.advance(300_000);
    expect(made.network.requests.filter(({ status }) => status === 401)).toEqual([]);
    // Each is replaced after 80 % of its 12 s.
    expect(made.renewals.filter(({ phase }) => phase === 'done').length).toBeGreaterThanOrEqual(28);
    expect(made.statuses).not.toContain('waiting');
  });

  it('keeps the old socket over the overlap of a minute, then leaves it', async () => {
    const made = await liveSession();
    const old = made.network.socket;
    made.network.service.revokeTokens();
    made.supervisor.tokenRefused(1);
    await made.clock.advance(1_000);
    expect(made.network.openSockets).toHaveLength(2);
    await made.clock.advance(55_000);
    expect(old.isOpen).toBe(true);
    await made.clock.advance(10_000);
    expect(old.isOpen).toBe(false);
    expect(made.network.openSockets).toHaveLength(1);
  });

  it('R5, R6: loses no event and doubles none on a socket, for each reason to renew', async () => {
    const reasons: readonly ((made: VirtualSession) => void)[] = [
      (made) => {
        made.network.service.tokenLifetimeMs = 300_000;
      },
      (made) => {
        made.network.service.channelLifetimeMs = 300_000;
      },
      (made) => {
        made.network.later(20_000, () => {
          made.network.socket.announceClosing();
        });
      },
    ];
    for (const reason of reasons) {
      const made = await liveSession(reason);
      expect(await underFire(made, 400_000)).toEqual({ lost: 0, doubled: 0 });
      expect(made.renewals.filter(({ phase }) => phase === 'done').length).toBeGreaterThan(0);
      expect(made.gaps).toEqual([]);
    }
  });

  it('shows no probe: asking the old socket whether it lived is part of the renewal', async () => {
    const made = await liveSession();
    made.network.latencyMs = 500;
    made.supervisor.tokenRefused(1);
    let isProbing = false;
    for (let passedMs = 0; passedMs < 5_000; passedMs += 50) {
      await made.clock.advance(50);
      isProbing ||= made.supervisor.report().isProbing;
    }
    expect(made.renewals.at(-1)).toEqual({ kind: 'token', phase: 'done' });
    expect(isProbing).toBe(false);
  });

  it('R3: takes a slow old socket for no dead one', async () => {
    const made = await liveSession();
    made.network.latencyMs = 4_500;
    made.supervisor.tokenRefused(1);
    await made.clock.advance(60_000);
    expect(made.renewals.at(-1)).toEqual({ kind: 'token', phase: 'done' });
    expect(made.gaps).toEqual([]);
  });

  it('T01, T10: renews a token that ran out in a sleep before anything is sent with it', async () => {
    const made = await liveSession();
    made.network.sleep(30 * HOUR_MS);
    await made.clock.advance(60_000);
    expect(made.status).toBe('live');
    expect(made.network.requests.filter(({ status }) => status === 401)).toEqual([]);
    expect(made.network.count('token')).toBe(2);
  });

  it('moves to a channel of the new token when a token is revoked over the socket', async () => {
    const made = await liveSession();
    made.network.socket.say('{"topicName":"v2.system.token_revoked.x"}');
    await made.clock.advance(1_000);
    expect(made.network.service.newestChannel.token).toBe('token-2');
    expect(made.gaps).toEqual([]);
  });
});

describe('a renewal over a socket that is dead already, which nobody has noticed yet', () => {
  it('R8: tells the gap instead of covering it up', async () => {
    const made = await liveSession();
    await made.clock.advance(3_000);
    const { lastFrameAt } = made.supervisor.report();
    made.network.socket.isFrozen = true;
    await made.clock.advance(5_000);
    made.supervisor.tokenRefused(1);
    await made.clock.advance(10_000);
    expect(made.status).toBe('live');
    expect(made.gaps).toMatchObject([
      { from: (lastFrameAt ?? NaN) - made.network.latencyMs, cause: { code: 'socket/silent' } },
    ]);
  });

  it('R8: also when the computer slept, and woke up with the renewal due', async () => {
    const made = await liveSession();
    made.network.sleep(20 * HOUR_MS);
    made.network.socket.isFrozen = true;
    await made.clock.advance(30_000);
    expect(made.status).toBe('live');
    expect(made.gaps).toHaveLength(1);
    expect((made.gaps[0]?.to ?? 0) - (made.gaps[0]?.from ?? 0)).toBeGreaterThan(20 * HOUR_MS);
  });
});

describe('a renewal that fails', () => {
  const faults: readonly [Route, Fault][] = [
    ['token', { status: 503 }],
    ['token', { error: 'ECONNRESET' }],
    ['token', 'silence'],
    ['create', { status: 500 }],
    ['create', { status: 429, retryAfter: '5' }],
    ['create', 'silence'],
    ['upgrade', { status: 503 }],
    ['upgrade', { error: 'ECONNREFUSED' }],
    ['upgrade', 'silence'],
    ['replace', { status: 500 }],
    ['replace', 'silence'],
  ];

  it.each(faults)(
    'at %s by %j leaves the old socket serving, tries again and gets through',
    async (route, fault) => {
      const made = await liveSession((one) => (one.network.service.tokenLifetimeMs = 3_600_000));
      await made.clock.advance(0.8 * HOUR_MS - 60_000);
      made.network.fail(route, fault);
      const before = await underFire(made, 180_000);
      expect(before).toEqual({ lost: 0, doubled: 0 });
      expect(made.renewals.filter(({ phase }) => phase === 'failed').length).toBeGreaterThan(1);
      expect(made.network.openSockets).toHaveLength(1);
      made.network.mend(route);
      await made.until(() => made.renewals.at(-1)?.phase === 'done', 120_000, 1_000);
      expect(made.statuses).not.toContain('waiting');
      expect(made.gaps).toEqual([]);
    },
  );

  it('does not make a channel for each try: it comes back to the one that it made', async () => {
    const made = await liveSession((one) => (one.network.service.tokenLifetimeMs = 3_600_000));
    made.network.fail('upgrade', { status: 503 });
    await made.clock.advance(0.8 * HOUR_MS + 120_000);
    expect(made.network.count('upgrade')).toBeGreaterThan(4);
    expect(made.network.count('create')).toBe(2);
  });

  it('R16: does not hammer when the old token runs out and its socket lives on', async () => {
    const made = await liveSession((one) => (one.network.service.tokenLifetimeMs = 300_000));
    made.network.fail('token', { status: 503 });
    await made.clock.advance(300_000);
    const before = made.network.requests.length;
    await made.clock.advance(600_000);
    expect(made.status).toBe('live');
    expect(made.network.requests.length - before).toBeLessThanOrEqual(30);
  });

  it('R14: with a credential that died serves to the end of the old lease, then fails for good', async () => {
    const made = await liveSession((one) => (one.network.service.tokenLifetimeMs = 3_600_000));
    made.network.service.isSecretWrong = true;
    await made.clock.advance(0.9 * HOUR_MS);
    expect(made.status).toBe('live');
    expect(made.network.count('token')).toBe(3);
    made.network.socket.close(1001);
    await made.clock.advance(HOUR_MS);
    expect(made.status).toBe('failed');
    expect(made.network.count('token')).toBe(3);
    made.network.service.isSecretWrong = false;
    made.supervisor.start();
    await made.untilStatus('live', 1_000);
    expect(made.gaps).toHaveLength(1);
    expect((made.gaps[0]?.to ?? 0) - (made.gaps[0]?.from ?? 0)).toBeGreaterThan(0.99 * HOUR_MS);
  });
});

describe('a socket that is announced to close', () => {
  it('is replaced at once on a new channel, within the minute it has', async () => {
    const made = await liveSession();
    made.network.socket.announceClosing();
    expect(await underFire(made, 120_000)).toEqual({ lost: 0, doubled: 0 });
    expect(made.renewals).toEqual([
      { kind: 'socket', phase: 'started' },
      { kind: 'socket', phase: 'done' },
    ]);
    expect(made.gaps).toEqual([]);
  });

  it('T40: is replaced in time although the service is busy for half of that minute', async () => {
    const made = await liveSession();
    made.network.fail('create', { status: 503 });
    made.network.socket.announceClosing();
    await made.clock.advance(35_000);
    made.network.mend('create');
    await made.clock.advance(60_000);
    expect(made.renewals.at(-1)).toEqual({ kind: 'socket', phase: 'done' });
    expect(made.gaps).toEqual([]);
  });

  it('falls back without a gap when the new socket dies in the overlap', async () => {
    const made = await liveSession();
    made.supervisor.tokenRefused(1);
    await made.clock.advance(2_000);
    expect(made.network.openSockets).toHaveLength(2);
    made.network.socket.close(1006);
    expect(await underFire(made, 60_000)).toEqual({ lost: 0, doubled: 0 });
    expect(made.statuses).not.toContain('waiting');
    expect(made.gaps).toEqual([]);
    expect(made.network.count('create')).toBe(2);
  });
});
