import { afterEach, describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

const MINUTE_MS = 60_000;
const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

interface Slow {
  readonly made: VirtualSession;
  /** How late the next looks at a list of topics are answered. */
  readonly looks: number[];
  /** How late the next changes of topics reach the service. */
  readonly changes: number[];
}

/** A live session on a network that is slow where the test wants it. */
async function liveSession(): Promise<Slow> {
  const looks: number[] = [];
  const changes: number[] = [];
  const pass = (delayMs = 0): Promise<void> =>
    delayMs === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          made.clock.schedule(delayMs, resolve);
        });
  const made: VirtualSession = new VirtualSession({
    fetch: (fetch) => async (url, init) => {
      if (init.method === 'PUT') await pass(changes.shift());
      const answer = await fetch(url, init);
      if (init.method === 'GET' && url.endsWith('/subscriptions')) await pass(looks.shift());
      return answer;
    },
  });
  sessions.push(made);
  await made.goLive();
  await made.clock.advance(2 * MINUTE_MS);
  return { made, looks, changes };
}

describe('the look before a handover', () => {
  it('R8: is taken however short a while ago the channel was in order', async () => {
    const { made } = await liveSession();
    const { network, clock, supervisor } = made;
    supervisor.wantTopics(['v2.a', 'v2.b']);
    await clock.advance(1_000);
    network.service.endChannels();
    const endedAt = clock.now();
    await clock.advance(5_000);
    network.socket.announceClosing();
    await clock.advance(2 * MINUTE_MS);
    expect(made.gaps).toMatchObject([{ cause: { code: 'channel/gone' } }]);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(endedAt);
  });

  it('R8: is another one than that which somebody else was waiting for when it began', async () => {
    const { made, looks } = await liveSession();
    const { network, clock, supervisor } = made;
    looks.push(2_000);
    supervisor.wantTopics(['v2.a', 'v2.b']);
    await clock.advance(50);
    network.service.endChannels();
    const endedAt = clock.now();
    network.socket.announceClosing();
    await clock.advance(2 * MINUTE_MS);
    expect(made.gaps).toMatchObject([{ cause: { code: 'channel/gone' } }]);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(endedAt);
  });

  it('R8: is none for the answer to a hint, which would end a handover that begins meanwhile', async () => {
    const { made, looks } = await liveSession();
    const old = made.network.socket;
    looks.push(2_000);
    made.supervisor.nudge();
    await made.clock.advance(50);
    old.announceClosing();
    await made.clock.advance(20);
    old.isFrozen = true;
    made.network.publish('v2.a', 'lost');
    const lostAt = made.clock.now();
    await made.clock.advance(2 * MINUTE_MS);
    expect(made.events).toEqual([]);
    expect(made.status).toBe('live');
    expect(made.gaps).toHaveLength(1);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(lostAt);
  });

  it('R8: lets no answer pass that was given before the wish changed, and the old socket was asked again', async () => {
    const { made, looks } = await liveSession();
    const old = made.network.socket;
    looks.push(0, 3_000);
    old.announceClosing();
    await made.until(() => made.network.sockets.length === 2, 5_000, 10);
    await made.clock.advance(200);
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    old.isFrozen = true;
    await made.clock.advance(2 * MINUTE_MS);
    expect(made.gaps).toHaveLength(1);
  });

  it('is taken again at once when it missed a topic, and the channel was set right meanwhile', async () => {
    const { made, changes } = await liveSession();
    const { network, clock, supervisor } = made;
    const old = network.service.newestChannel;
    changes.push(14_000);
    supervisor.wantTopics(['v2.a', 'v2.b']);
    await clock.advance(1_000);
    old.topics = new Set();
    network.socket.announceClosing();
    await clock.advance(20_000);
    expect([...old.topics]).toEqual(['v2.a', 'v2.b']);
    expect(made.renewals.at(-1)).toEqual({ kind: 'socket', phase: 'done' });
    await clock.advance(2 * MINUTE_MS);
    expect(made.gaps).toEqual([]);
  });
});

describe('a wish that becomes empty', () => {
  /** The list of the channel in use misses a topic, and somebody waits for the look after that. */
  async function waiting(options: { readonly extendsChannels: boolean }): Promise<VirtualSession> {
    const made = new VirtualSession(options);
    sessions.push(made);
    made.network.service.tokenLifetimeMs = 48 * 60 * MINUTE_MS;
    await made.goLive(['v2.a', 'v2.b']);
    await made.clock.advance(2 * MINUTE_MS);
    return made;
  }

  it('is sent although its forerunner waits for a look', async () => {
    const made = await waiting({ extendsChannels: false });
    const channel = made.network.service.newestChannel;
    channel.topics = new Set(['v2.a']);
    made.supervisor.wantTopics(['v2.a']);
    await made.clock.advance(1_000);
    made.supervisor.wantTopics([]);
    await made.clock.advance(MINUTE_MS);
    expect([...channel.topics]).toEqual([]);
    expect(made.gaps).toEqual([]);
  });

  it('lets a longer life of the channel be asked for although that waits for a look', async () => {
    const made = await waiting({ extendsChannels: true });
    const channel = made.network.service.newestChannel;
    const asksAt = made.supervisor.report().channel?.renewsAt ?? 0;
    await made.clock.advance(asksAt - made.clock.now() - 5_000);
    channel.topics = new Set(['v2.a']);
    await made.until(() => made.renewals.length > 0, MINUTE_MS);
    await made.clock.advance(100);
    made.supervisor.wantTopics([]);
    await made.clock.advance(MINUTE_MS);
    expect(made.renewals.map(({ phase }) => phase)).toEqual(['started', 'done']);
  });
});
