import { describe, expect, it } from 'vitest';
import { QUIET_CONNECTION } from '../../stores/connection.ts';
import { lineFacts, renewalFacts, stateFacts, stateSentence } from './facts.ts';
import { shardFacts, unheardText } from './shards.ts';

const NOW = new Date(2026, 10, 23, 14, 0, 0).getTime();
const report = QUIET_CONNECTION.report;
const HOUR = 3_600_000;

describe('facts of the connection', () => {
  it('tell expiry and renewal both from now and by the clock', () => {
    const facts = renewalFacts(
      {
        ...report,
        token: { expiresAt: NOW + 6 * HOUR, renewsAt: NOW + 5 * HOUR + 720_000, renewals: 4 },
        channelsCreated: 2,
      },
      NOW,
    );
    expect(facts).toContainEqual({ label: 'Token renews', text: 'in 5 h 12 m (19:12:00)' });
    expect(facts).toContainEqual({ label: 'Renewed so far', text: '4 times' });
    expect(facts).toContainEqual({ label: 'Channel', text: 'None in use' });
    expect(facts).toContainEqual({
      label: 'Channels created',
      text: '2 this session, of 20 for the client id',
    });
  });

  it('name the day of a moment that is not today', () => {
    const facts = renewalFacts(
      { ...report, channel: { expiresAt: NOW + 24 * HOUR, renewsAt: NOW + 23 * HOUR } },
      NOW,
    );
    expect(facts).toContainEqual({ label: 'Channel expires', text: 'in 1 d 0 h (Tue 24 Nov 14:00:00)' });
  });

  it('never claim that the last frame is yet to come when clocks differ by a tick', () => {
    const text = (lastFrameAt: number): string | undefined =>
      lineFacts({ ...report, lastFrameAt }, NOW).find(({ label }) => label === 'Last frame')?.text;
    expect(text(NOW + 300)).toBe('just now (14:00:00)');
    expect(text(NOW - 5000)).toBe('5 s ago (13:59:55)');
  });

  it('tell when the next try is and which one it will be', () => {
    const cause = { code: 'net/timeout', message: 'No answer.' } as const;
    const facts = stateFacts(
      {
        ...report,
        attempts: 2,
        state: { status: 'waiting', since: NOW, attempt: 2, retryAt: NOW + 18_000, cause },
      },
      NOW,
    );
    expect(facts).toContainEqual({ label: 'Next try', text: 'in 18 s (14:00:18), attempt 3' });
  });
});

describe('several channels', () => {
  const cause = { code: 'socket/closed', message: 'It closed.' } as const;
  const live = { status: 'live', since: NOW, renewal: null, concern: null } as const;
  const waiting = { status: 'waiting', since: NOW, attempt: 1, retryAt: NOW + 9_000, cause } as const;
  const shards = [
    { topics: 1000, state: live, channel: { expiresAt: NOW + 24 * HOUR, renewsAt: NOW + HOUR } },
    { topics: 500, state: waiting, channel: null },
  ];

  it('are told of one by one, and one alone is not', () => {
    expect(shardFacts({ ...report, shards }, NOW)).toEqual([
      { label: 'Channel 1', text: '1,000 topics, live, renews 15:00:00' },
      { label: 'Channel 2', text: '500 topics, connection closed, next try in 9 s' },
    ]);
    expect(shardFacts({ ...report, shards: shards.slice(1) }, NOW)).toEqual([]);
  });

  it('say how much is not heard when the rest is', () => {
    const openGap = { from: NOW, cause, attempts: 1, topics: Array.from({ length: 500 }, () => 'v2.a') };
    const text = stateSentence({ ...report, state: waiting, shards, openGap }, NOW);
    expect(text).toBe('Not everything is heard: 500 of 1,500 topics are not. It closed.');
  });

  it('say so also of one that has never been open, and not when all or none are heard', () => {
    expect(unheardText({ ...report, shards })).toBe('500 of 1,500 topics');
    expect(unheardText({ ...report, shards: shards.slice(0, 1) })).toBeNull();
    expect(unheardText({ ...report, shards: shards.slice(1) })).toBeNull();
  });

  it('say of a failure whom it leaves unheard', () => {
    const failed = { status: 'failed', since: NOW, cause } as const;
    const text = stateSentence({ ...report, state: failed, shards }, NOW);
    expect(text).toBe('Vigil has stopped trying, and 500 of 1,500 topics are not heard. It closed.');
  });

  it('tell of a renewal that failed by the channel', () => {
    const doubtful = (retryAt: number | null) =>
      shards.map((shard) => ({ ...shard, state: { ...live, concern: { cause, retryAt } } }));
    expect(shardFacts({ ...report, shards: doubtful(NOW + 9_000) }, NOW)[0]?.text).toBe(
      '1,000 topics, live, renewal is tried again in 9 s',
    );
    expect(shardFacts({ ...report, shards: doubtful(null) }, NOW)[0]?.text).toBe(
      '1,000 topics, live, but cannot be renewed',
    );
  });
});

describe('a live connection with a concern', () => {
  const cause = { code: 'auth/invalid-client', message: 'The client was rejected.' } as const;

  it('says that everything arrives, what failed, and when it is tried again', () => {
    const state = {
      status: 'live',
      since: NOW,
      renewal: null,
      concern: { cause, retryAt: NOW + 60_000 },
    } as const;
    expect(stateSentence({ ...report, state }, NOW)).toBe(
      'Live: everything arrives. But the last renewal failed. The client was rejected. Next try in 1 m 00 s.',
    );
  });

  it('says that only the user can help when it is not', () => {
    const state = { status: 'live', since: NOW, renewal: null, concern: { cause, retryAt: null } } as const;
    expect(stateSentence({ ...report, state }, NOW)).toContain('until you reconnect');
  });
});
