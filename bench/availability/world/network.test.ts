import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Computer } from '../contenders/contender.ts';
import { fetchToken, openChannel, Refused } from '../contenders/sign-in.ts';
import { Seeded } from '../seeded.ts';
import { ORG } from '../trial.ts';
import { Network, type Wire } from './network.ts';
import { Timeline } from './timeline.ts';
import { webSocketsOf } from './web-socket.ts';

const DAY_MS = 86_400_000;

describe('the virtual service', () => {
  let timeline: Timeline;
  let network: Network;
  let computer: Computer;
  let told: string[];

  beforeEach(() => {
    timeline = new Timeline();
    network = new Network(timeline, new Seeded(1, 'latency'));
    computer = {
      fetch: network.fetch,
      connect: network.connect,
      WebSocket: webSocketsOf(network),
      isOnline: () => true,
      random: Math.random,
    };
    told = [];
  });
  afterEach(() => {
    timeline.uninstall();
  });

  /** Waits for something while time runs on. */
  async function within<Value>(forMs: number, promise: Promise<Value>): Promise<Value> {
    const settled = promise.then(
      (value) => ({ value }),
      (thrown: unknown) => ({ thrown }),
    );
    await timeline.runUntil(timeline.now() + forMs);
    const result = await settled;
    if ('thrown' in result) throw result.thrown;
    return result.value;
  }

  const signIn = async (): Promise<string> => (await within(1_000, fetchToken(computer, ORG))).value;
  const channel = (token: string): Promise<string> => within(1_000, openChannel(computer, ORG, token));

  async function listen(uri: string): Promise<Wire> {
    const wire = network.connect(uri, {
      opened: () => told.push('opened'),
      frame: (text) => told.push(text ?? ''),
      closed: (code) => told.push(`closed ${String(code)}`),
      broke: (error) => told.push(error.message),
      refused: (status) => told.push(`refused ${String(status)}`),
    });
    await timeline.runUntil(timeline.now() + 1_000);
    return wire;
  }

  it('delivers what is published to the one socket of a channel, and answers pings', async () => {
    const wire = await listen(await channel(await signIn()));
    network.publish(ORG.topics[0] ?? '');
    wire.send('{"message":"ping"}');
    await timeline.runUntil(timeline.now() + 1_000);
    expect(told).toEqual(['opened', expect.stringContaining('"number":0'), expect.stringContaining('pong')]);
    expect(network.oracle.events[0]).toMatchObject({ sent: 1, isReachable: true });
  });

  it('sends a heartbeat every 30 s', async () => {
    await listen(await channel(await signIn()));
    await timeline.runUntil(timeline.now() + 95_000);
    expect(told.filter((text) => text.includes('WebSocket Heartbeat'))).toHaveLength(3);
  });

  it('closes the first socket of a channel when a second one comes', async () => {
    const uri = await channel(await signIn());
    await listen(uri);
    await listen(uri);
    expect(told.toSorted()).toEqual(['closed 1000', 'opened', 'opened']);
  });

  it('announces the end of a channel a minute before, and refuses it with 401 afterwards', async () => {
    const uri = await channel(await signIn());
    await listen(uri);
    const announcements = (): number =>
      told.filter((text) => text.includes('v2.system.socket_closing')).length;
    await timeline.runUntil(DAY_MS - 65_000);
    expect(announcements()).toBe(0);
    await timeline.runUntil(DAY_MS - 55_000);
    expect(announcements()).toBe(1);
    await timeline.runUntil(DAY_MS + 10_000);
    expect(told.at(-1)).toBe('closed 1001');
    await listen(uri);
    expect(told.at(-1)).toBe('refused 401');
  });

  it('ends a channel with its token, and counts what is asked with a dead one as stale', async () => {
    const token = await signIn();
    await listen(await channel(token));
    network.service.revokeTokens();
    await timeline.runUntil(timeline.now() + 1_000);
    expect(told.at(-1)).toBe('closed 1008');
    const stale = (): number => network.oracle.requests.filter(({ isStale }) => isStale).length;
    await expect(channel(token)).rejects.toThrow(Refused);
    expect(stale()).toBe(0);
    await expect(channel(token)).rejects.toThrow('HTTP 401');
    expect(stale()).toBe(1);
  });

  it('counts a token as stale when its life is over, also before it is refused', async () => {
    const token = await signIn();
    await timeline.runUntil(DAY_MS + 10_000);
    await expect(channel(token)).rejects.toThrow('HTTP 401');
    expect(network.oracle.requests.filter(({ isStale }) => isStale)).toHaveLength(1);
  });

  it('evicts the channel that was used least lately when the twenty-first is opened', async () => {
    const token = await signIn();
    const first = await channel(token);
    await listen(first);
    const second = await channel(token);
    for (let more = 0; more < 19; more += 1) await channel(token);
    expect(told).toEqual(['opened']);
    await listen(second);
    expect(told.at(-1)).toBe('refused 401');
  });

  it('allows a token 300 requests a minute', async () => {
    const token = await signIn();
    for (let asked = 0; asked < 300; asked += 1) {
      const headers = { authorization: `Bearer ${token}` };
      void network.fetch(`${ORG.apiUrl}/api/v2/users`, { method: 'GET', headers });
    }
    await timeline.runUntil(timeline.now() + 1_000);
    await expect(channel(token)).rejects.toMatchObject({ status: 429, retryAfterMs: 60_000 });
  });

  it('tells neither end of a connection that died silently until TCP gives it up', async () => {
    const wire = await listen(await channel(await signIn()));
    for (const socket of network.heldSockets) socket.cut(false);
    network.publish(ORG.topics[0] ?? '');
    await timeline.runUntil(timeline.now() + 3_600_000);
    expect(told).toEqual(['opened']);
    await timeline.runUntil(timeline.now() + 2 * 3_600_000);
    expect(told).toEqual(['opened', 'connect ETIMEDOUT']);
    wire.drop();
  });

  it('delivers in order what a stall held back', async () => {
    await listen(await channel(await signIn()));
    network.link.stalledUntil = timeline.now() + 20_000;
    network.publish(ORG.topics[0] ?? '');
    network.publish(ORG.topics[1] ?? '');
    await timeline.runUntil(timeline.now() + 19_000);
    expect(told).toEqual(['opened']);
    await timeline.runUntil(timeline.now() + 2_000);
    expect(told.slice(1)).toEqual([
      expect.stringContaining('"number":0'),
      expect.stringContaining('"number":1'),
    ]);
  });
});
