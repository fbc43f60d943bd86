import { afterEach, describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

const MINUTE_MS = 60_000;
const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

/** A live session whose next looks at the list of topics are answered late when the test wants it. */
async function liveSession(): Promise<{ made: VirtualSession; slowLooks: (...delaysMs: number[]) => void }> {
  const delays: number[] = [];
  const made: VirtualSession = new VirtualSession({
    fetch: (fetch) => async (url, init) => {
      const answer = await fetch(url, init);
      const delayMs = init.method === 'GET' && url.endsWith('/subscriptions') ? delays.shift() : undefined;
      if (delayMs !== undefined) await new Promise<void>((resolve) => made.clock.schedule(delayMs, resolve));
      return answer;
    },
  });
  sessions.push(made);
  await made.goLive();
  await made.clock.advance(2 * MINUTE_MS);
  return { made, slowLooks: (...delaysMs) => delays.push(...delaysMs) };
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
    const { made, slowLooks } = await liveSession();
    const { network, clock, supervisor } = made;
    slowLooks(2_000);
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
    const { made, slowLooks } = await liveSession();
    const old = made.network.socket;
    slowLooks(2_000);
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
    const { made, slowLooks } = await liveSession();
    const old = made.network.socket;
    slowLooks(0, 3_000);
    old.announceClosing();
    await made.until(() => made.network.sockets.length === 2, 5_000, 10);
    await made.clock.advance(200);
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    old.isFrozen = true;
    await made.clock.advance(2 * MINUTE_MS);
    expect(made.gaps).toHaveLength(1);
  });
});
