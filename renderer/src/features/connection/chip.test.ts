import { describe, expect, it } from 'vitest';
import type { ConnectionReport, ConnectionState } from '../../../../shared/model/connection-state.ts';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { QUIET_CONNECTION } from '../../stores/connection.ts';
import { chipView } from './chip.ts';

const NOW = new Date(2026, 10, 23, 14, 31, 2).getTime();
const cause = { code: 'socket/closed', message: 'Closed.' } as const;
const gap = { from: NOW - 1000, cause, attempts: 1, topics: null };

function chip(
  state: ConnectionState,
  part: Partial<ConnectionReport> = {},
  subscriptions: readonly Subscription[] = [],
) {
  return chipView({
    report: { ...QUIET_CONNECTION.report, state, ...part },
    subscriptions,
    now: NOW,
    quietMs: null,
  });
}
const live: ConnectionState = { status: 'live', since: NOW, renewal: null, concern: null };
const topics: readonly Subscription[] = [
  { topic: 'v2.a', status: 'confirmed' },
  { topic: 'v2.b', status: 'refused' },
];

describe('the connection chip while one of several channels is lost', () => {
  const partly = (state: ConnectionState) =>
    chip(state, {
      openGap: gap,
      attempts: 2,
      shards: [
        { topics: 1000, state: live, channel: null },
        { topics: 500, state, channel: null },
      ],
    });

  it('says that the rest is live, and aloud how much is not', () => {
    expect(partly({ status: 'waiting', since: NOW, attempt: 2, retryAt: NOW + 18_000, cause })).toEqual({
      icon: 'partly-live',
      tone: 'warn',
      text: 'Partly live, next try in 18 s',
      spoken: 'Partly live, 500 of 1,500 topics are not heard, next try at 14:31:20',
    });
    expect(partly({ status: 'connecting', since: NOW })).toMatchObject({
      icon: 'partly-live',
      text: 'Partly live, reconnecting, attempt 2',
    });
  });
});

describe('the connection chip', () => {
  it.each([
    ['live', chip(live, { roundTripMs: 41.7 }), 'Live · 42 ms', 'live'],
    ['live without a measurement', chip(live), 'Live', 'live'],
    ['partly live', chip(live, {}, topics), 'Live, 1 of 2 topics refused', 'partly-live'],
    [
      'live, with a renewal that is tried again',
      chip({ ...live, concern: { cause, retryAt: NOW + 1000 } }),
      'Live, renewal is tried again',
      'partly-live',
    ],
    [
      'live for the last time',
      chip({ ...live, concern: { cause, retryAt: null } }),
      'Live, but cannot be renewed',
      'action-needed',
    ],
    ['checking', chip(live, { isProbing: true }), 'Checking connection…', 'checking'],
    ['renewing', chip({ ...live, renewal: 'channel' }), 'Renewing channel (no data lost)', 'renewing'],
    [
      'refreshing',
      chip(live, { refresh: { phase: 'running', done: 31, people: 46, queues: 0 } }, topics),
      'Refreshing 31 of 46 agents',
      'refreshing',
    ],
    [
      'refreshing queues, too',
      chip(live, { refresh: { phase: 'running', done: 0, people: 46, queues: 3 } }),
      'Refreshing 0 of 49 agents and queues',
      'refreshing',
    ],
    ['first sign-in', chip({ status: 'authorizing', since: NOW }), 'Signing in…', 'connecting'],
    [
      'reconnecting',
      chip({ status: 'connecting', since: NOW }, { openGap: gap, attempts: 2 }),
      'Reconnecting, attempt 2',
      'connecting',
    ],
    [
      'waiting',
      chip({ status: 'waiting', since: NOW, attempt: 1, retryAt: NOW + 18_000, cause }),
      'Next try in 18 s',
      'waiting',
    ],
    [
      'about to try',
      chip({ status: 'waiting', since: NOW, attempt: 1, retryAt: NOW + 4999, cause }),
      'Next try now…',
      'waiting',
    ],
    ['offline', chip({ status: 'offline', since: NOW, retryAt: NOW }), 'No network', 'offline'],
    [
      'slowed',
      chip({
        status: 'waiting',
        since: NOW,
        attempt: 1,
        retryAt: NOW + 68_000,
        cause: { code: 'rate/limited', message: '' },
      }),
      'Genesys asked us to wait until 14:32:10',
      'slowed',
    ],
    [
      'failed',
      chip({ status: 'failed', since: NOW, cause: { code: 'auth/invalid-client', message: '' } }),
      'Sign-in rejected',
      'action-needed',
    ],
    ['stopped', chip({ status: 'stopped', since: NOW }), 'Not connected', 'stopped'],
  ] as const)('says in words and by shape: %s', (_, view, text, icon) => {
    expect(view).toMatchObject({ text, icon });
  });

  it('says that nothing came although it usually does', () => {
    const report = { ...QUIET_CONNECTION.report, state: live, roundTripMs: 42 };
    const view = chipView({ report, subscriptions: [], now: NOW, quietMs: 840_000 });
    expect(view).toMatchObject({ text: 'Live · no events for 14 min', icon: 'live' });
  });

  it('keeps the countdown out of what is read aloud', () => {
    const waiting = chip({ status: 'waiting', since: NOW, attempt: 1, retryAt: NOW + 18_000, cause });
    expect(waiting.spoken).toBe('Next try at 14:31:20');
  });
});
