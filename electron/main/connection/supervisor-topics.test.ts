import { afterEach, describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

function session(): VirtualSession {
  const made = new VirtualSession();
  sessions.push(made);
  return made;
}

const carried = (made: VirtualSession): string[] => [...made.network.service.newestChannel.topics];
const range = (count: number): string[] => Array.from({ length: count }, (_, n) => `v2.${String(n)}`);

describe('topics that change', () => {
  it('while live: the last wish wins, and a storm of wishes is two requests', async () => {
    const made = await session().goLive();
    const before = made.network.count('replace');
    for (const topic of range(500)) made.supervisor.wantTopics([topic]);
    await made.clock.advance(5_000);
    expect(carried(made)).toEqual(['v2.499']);
    expect(made.network.count('replace') - before).toBe(2);
    expect(made.subscriptions.at(-1)).toEqual([{ topic: 'v2.499', status: 'confirmed' }]);
    expect(made.statuses.at(-1)).toBe('live');
  });

  it('while connecting: the socket is live only with the last wish', async () => {
    const made = session();
    made.network.latencyMs = 500;
    made.start(['v2.first']);
    for (const topic of range(40)) {
      made.supervisor.wantTopics([topic]);
      await made.clock.advance(100);
    }
    await made.untilStatus('live', 10_000, 10);
    expect(carried(made)).toEqual(['v2.39']);
  });

  it('while down: the channel is brought up to date when it is back', async () => {
    const made = await session().goLive();
    made.network.fail('upgrade', { error: 'ECONNREFUSED' });
    made.network.fail('list', { error: 'ECONNREFUSED' });
    made.network.socket.close(1006);
    await made.clock.advance(30_000);
    made.supervisor.wantTopics(['v2.new']);
    made.network.mend('upgrade', 'list');
    await made.untilStatus('live', 70_000);
    expect(carried(made)).toEqual(['v2.new']);
  });

  it('within a renewal: both channels carry them', async () => {
    const made = await session().goLive();
    made.network.latencyMs = 300;
    made.supervisor.tokenRefused(1);
    await made.until(() => made.network.service.channels.length === 2, 5_000);
    made.supervisor.wantTopics(['v2.new']);
    await made.clock.advance(5_000);
    expect(carried(made)).toEqual(['v2.new']);
    expect(made.subscriptions.at(-1)).toEqual([{ topic: 'v2.new', status: 'confirmed' }]);
  });

  it('R8: in the overlap of a renewal: the former socket, which lacks them, does not serve again', async () => {
    const made = await session().goLive();
    made.network.socket.announceClosing();
    await made.clock.advance(2_000);
    made.supervisor.wantTopics(['v2.new']);
    await made.clock.advance(1_000);
    made.network.socket.close(1006);
    await made.clock.advance(5_000);
    expect(made.status).toBe('live');
    expect(made.gaps).toHaveLength(1);
    expect(made.network.publish('v2.new', 'heard')).toBe(1);
  });

  it('to none and back: the channel is cleared, and nothing is missed meanwhile', async () => {
    const made = await session().goLive();
    made.supervisor.wantTopics([]);
    await made.clock.advance(1_000);
    expect(carried(made)).toEqual([]);
    made.network.socket.close(1006);
    await made.clock.advance(5_000);
    expect(made.gaps).toEqual([]);
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(1_000);
    expect(carried(made)).toEqual(['v2.b']);
  });

  it.each([{ status: 503 }, { status: 429, retryAfter: '8' }, { error: 'ECONNRESET' }, 'silence'] as const)(
    'over a passing failure (%j): they are tried again on the living socket',
    async (fault) => {
      const made = await session().goLive();
      made.network.failNext('replace', fault);
      made.supervisor.wantTopics(['v2.b']);
      await made.clock.advance(40_000);
      expect(carried(made)).toEqual(['v2.b']);
      expect(made.network.count('upgrade')).toBe(1);
      expect(made.gaps).toEqual([]);
    },
  );

  it('R13: with a token that was revoked unseen go to the channel of a new one, without a second try', async () => {
    const made = await session().goLive();
    made.network.service.revokeTokens();
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(20_000);
    expect(carried(made)).toEqual(['v2.b']);
    expect(made.network.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(made.gaps).toEqual([]);
  });

  it('R13: with a token that ran out in a sleep wait for the renewal, too', async () => {
    const made = await session().goLive();
    made.network.sleep(30 * 3_600_000);
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(60_000);
    expect(carried(made)).toEqual(['v2.b']);
    expect(made.network.requests.filter(({ status }) => status === 401)).toEqual([]);
  });

  it('on a channel that is gone make a new one, and the gap begins with the last proof of it, which no pong is', async () => {
    const made = await session().goLive();
    made.network.socket.say('{"topicName":"v2.a","eventBody":1}');
    await made.clock.advance(1_000);
    const { lastFrameAt } = made.supervisor.report();
    await made.clock.advance(30_000);
    expect(made.supervisor.report().lastFrameAt).toBeGreaterThan(lastFrameAt ?? Infinity);
    made.network.service.endChannels();
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(10_000);
    expect(carried(made)).toEqual(['v2.b']);
    expect(made.gaps).toMatchObject([{ cause: { code: 'channel/gone' } }]);
    expect(made.gaps[0]?.from).toBeLessThanOrEqual(lastFrameAt ?? NaN);
  });

  it('that the service refuses as a whole: live goes on, and the next wish is asked anew', async () => {
    const made = await session().goLive();
    made.network.latencyMs = 200;
    made.network.failNext('replace', { status: 400, body: { code: 'bad.request', message: 'no' } });
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(50);
    made.supervisor.wantTopics(['v2.c']);
    await made.clock.advance(2_000);
    expect(carried(made)).toEqual(['v2.c']);
    expect(made.status).toBe('live');
  });
});

describe('topics under way', () => {
  it('T18: are given up with the socket they were meant for', async () => {
    const made = await session().goLive();
    made.network.failNext('replace', 'silence');
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(1_000);
    expect(made.network.pending).toBe(1);
    made.network.socket.close(1006);
    await made.untilStatus('waiting', 1_000, 10);
    expect(made.network.pending).toBe(0);
  });
});

describe('a service that lists topics late', () => {
  it.each([500, 3_000])('by %i ms, and confirmed them, is believed', async (lateMs) => {
    const made = session();
    made.network.service.listsLateByMs = lateMs;
    made.start(range(1_000));
    await made.untilStatus('live', 30_000);
    expect(made.subscriptions.flat().every(({ status }) => status === 'confirmed')).toBe(true);
    expect(made.network.count('create')).toBe(1);
    expect(made.network.count('upgrade')).toBe(1);
    expect(made.network.count('replace')).toBeLessThanOrEqual(8);
  });

  it('costs nothing that is heard when the wish changes or the channel is renewed', async () => {
    const made = await session().goLive(['v2.a']);
    made.network.service.listsLateByMs = 2_000;
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
    await made.clock.advance(20_000);
    made.network.socket.say('{"topicName":"v2.system.socket_closing"}');
    await made.clock.advance(60_000);
    expect(made.network.publish('v2.b', 'heard')).toBeGreaterThan(0);
    expect(made.statuses).not.toContain('waiting');
    expect(made.network.count('create')).toBe(2);
    expect(made.gaps).toEqual([]);
    expect(made.subscriptions.flat().filter(({ status }) => status === 'refused')).toEqual([]);
  });

  it('never, is waited for a while, and no longer', async () => {
    const made = session();
    made.network.service.listsLateByMs = Infinity;
    made.start(['v2.a']);
    await made.untilStatus('live', 30_000);
    expect(made.subscriptions.at(-1)).toMatchObject([{ topic: 'v2.a', status: 'refused' }]);
    const before = made.network.requests.length;
    await made.clock.advance(3_600_000);
    const asked = made.network.requests.slice(before);
    expect(asked.filter(({ route }) => route !== 'list')).toEqual([]);
  });
});
