import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from './virtual-network.ts';
import type { Route } from './virtual-service.ts';
import { VirtualSession } from './virtual-session.ts';

const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

/** What makes a live session replace its socket, each after it has served for a while. */
const KINDS: Readonly<Record<string, (made: VirtualSession) => void>> = {
  token: (made) => {
    made.network.service.revokeTokens();
    made.network.socket.say('{"topicName":"v2.system.token_revoked.x"}');
  },
  channel: (made) => {
    const channel = made.network.service.newestChannel;
    const dueInMs = (made.supervisor.report().channel?.renewsAt ?? 0) - made.clock.now();
    made.network.sleep(Math.max(0, dueInMs - 20_000));
    expect(made.network.service.isAlive(channel)).toBe(true);
  },
  socket: (made) => {
    made.network.socket.announceClosing();
  },
};

const STEPS: readonly (readonly [Route, Fault])[] = [
  ['token', { status: 503 }],
  ['token', { status: 429, retryAfter: '3' }],
  ['token', { error: 'ECONNRESET' }],
  ['create', { status: 429, retryAfter: '3' }],
  ['create', { status: 500 }],
  ['upgrade', { status: 401 }],
  ['upgrade', { status: 503 }],
  ['upgrade', { error: 'ECONNREFUSED' }],
  ['replace', { status: 503 }],
  ['replace', { error: 'ECONNRESET' }],
];

/** An event a second while something happens; answers with how many came late or never. */
async function lostIn(made: VirtualSession, seconds: number): Promise<number> {
  const before = made.events.length;
  for (let second = 0; second < seconds; second += 1) {
    made.network.publish('v2.a', String(made.clock.now()));
    await made.clock.advance(1_000);
  }
  return seconds - new Set(made.events.slice(before).map(({ body }) => body)).size;
}

describe.each(Object.keys(KINDS))('R5, T40: a renewal of the %s', (kind) => {
  it.each(STEPS)(
    'that fails three times at %s by %j loses nothing, and is done in time',
    async (route, fault) => {
      const made = await new VirtualSession().goLive();
      sessions.push(made);
      made.network.failNext(route, fault, fault, fault);
      KINDS[kind]?.(made);
      expect(await lostIn(made, 180)).toBe(0);
      expect(made.renewals.at(-1)).toMatchObject({ phase: 'done' });
      expect(made.statuses).not.toContain('waiting');
      expect(made.gaps).toEqual([]);
    },
  );

  it('whose new socket stays mute leaves the old one serving', async () => {
    const made = await new VirtualSession().goLive();
    sessions.push(made);
    KINDS[kind]?.(made);
    made.network.failNext('upgrade', 'silence');
    expect(await lostIn(made, 50)).toBe(0);
    expect(made.statuses).not.toContain('waiting');
    expect(made.gaps).toEqual([]);
  });

  it.each([400, 403])(
    'whose topics are refused with %i loses nothing while the old one serves',
    async (status) => {
      const made = await new VirtualSession().goLive();
      sessions.push(made);
      KINDS[kind]?.(made);
      made.network.failNext('replace', { status, body: { code: 'no', message: 'no' } });
      expect(await lostIn(made, 50)).toBe(0);
      expect(made.gaps).toEqual([]);
    },
  );
});
