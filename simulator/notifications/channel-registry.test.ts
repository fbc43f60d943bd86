import { expect, test } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { Timers } from '../base/timers.ts';
import type { Token } from '../oauth/token-registry.ts';
import { ReceivedLog } from '../received/received-log.ts';
import { ChannelRegistry, type Channel, type ChannelSocket } from './channel-registry.ts';

const HOUR_MS = 3_600_000;

function setUp() {
  const clock = new ManualClock();
  const ended: string[] = [];
  const log = new ReceivedLog(100);
  const channels = new ChannelRegistry(new Timers(clock), 24 * HOUR_MS, log, (channel, cause) => {
    ended.push(`${channel.id} ${cause}`);
  });
  return { clock, channels, ended, log };
}

const tokenOf = (clientId: string): Token => ({
  tag: `token of ${clientId}`,
  value: 'opaque',
  clientId,
  issuedAtMs: 0,
  expiresAtMs: Number.MAX_SAFE_INTEGER,
});

const socket: ChannelSocket = { socketId: 1, send: () => 'sent', close: () => undefined };

function fill(channels: ChannelRegistry, token: Token): Channel[] {
  return Array.from({ length: 20 }, () => channels.create(token));
}

test('the twenty-first channel takes the place of the one that was used longest ago', () => {
  const { channels, ended } = setUp();
  const token = tokenOf('a');
  const [first, second] = fill(channels, token);
  channels.find(first?.id ?? '');
  channels.create(token);
  expect(ended).toEqual([`${second?.id ?? ''} evicted`]);
  expect(channels.all).toHaveLength(20);
  expect(first?.isAlive).toBe(true);
});

test('channels without a socket go before connected ones', () => {
  const { channels, ended } = setUp();
  const token = tokenOf('a');
  const all = fill(channels, token);
  for (const channel of all.slice(0, 19)) channel.socket = socket;
  channels.create(token);
  expect(ended).toEqual([`${all[19]?.id ?? ''} evicted`]);
});

test('when all are connected the one that was used longest ago goes', () => {
  const { channels, ended } = setUp();
  const token = tokenOf('a');
  const all = fill(channels, token);
  for (const channel of all) channel.socket = socket;
  channels.create(token);
  expect(ended).toEqual([`${all[0]?.id ?? ''} evicted`]);
});

test('the channels of another client do not count', () => {
  const { channels, ended } = setUp();
  fill(channels, tokenOf('a'));
  channels.create(tokenOf('b'));
  expect(ended).toEqual([]);
});

test('a channel lives for a day from its last subscription', () => {
  const { clock, channels, ended, log } = setUp();
  const channel = channels.create(tokenOf('a'));
  clock.advance(23 * HOUR_MS);
  channels.subscribe(channel, new Map([['v2.users.a.presence', ['v2.users.a.presence']]]));
  clock.advance(23 * HOUR_MS);
  expect(channels.find(channel.id)).toBe(channel);
  clock.advance(HOUR_MS);
  expect(ended).toEqual([`${channel.id} expired`]);
  expect(channels.find(channel.id)).toBeUndefined();
  expect(channels.listeningTo('v2.users.a.presence')).toEqual([]);
  expect(log.channels).toMatchObject([{ channelId: channel.id, endCause: 'expired' }]);
  expect(clock.pending).toBe(0);
});

test('unsubscribing does not make a channel live longer', () => {
  const { clock, channels } = setUp();
  const channel = channels.create(tokenOf('a'));
  clock.advance(23 * HOUR_MS);
  channels.listenOnlyTo(channel, new Map());
  clock.advance(HOUR_MS);
  expect(channel.isAlive).toBe(false);
});

test('a channel ends on its next use when the timer is late, as after a sleep of the computer', () => {
  let nowMs = 0;
  const sleepy = { now: () => nowMs, after: () => () => undefined };
  const channels = new ChannelRegistry(new Timers(sleepy), HOUR_MS, new ReceivedLog(10), () => undefined);
  const channel = channels.create(tokenOf('a'));
  nowMs = HOUR_MS;
  expect(channels.find(channel.id)).toBeUndefined();
});

test('a channel is not found under another client', () => {
  const { channels } = setUp();
  const channel = channels.create(tokenOf('a'));
  expect(channels.find(channel.id, 'b')).toBeUndefined();
  expect(channels.find(channel.id, 'a')).toBe(channel);
});
