import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../shared/model/connection-state.ts';
import type { TimelineRecord } from '../../shared/model/timeline.ts';
import type { Arrival, Stored } from '../main/history/timeline-store.ts';
import { recordOf } from './records.ts';
import { RecordSchema } from './record-schema.ts';

const NINE = Date.UTC(2026, 0, 5, 9, 0, 0, 7);
const AT = '2026-01-05T09:00:00.007Z';
const stored = (record: TimelineRecord, body?: Arrival['body']): Stored => ({
  entry: { position: 1, at: NINE, ...record },
  arrival: body === undefined ? null : { frame: '', body },
});
const CAUSE = { code: 'socket/closed', message: 'It ended.', closeCode: 1006 } as const;

describe('the record of an event', () => {
  const event = {
    seq: 7,
    topic: 'v2.users.ana.presence',
    version: '2',
    correlationId: 'c',
    subject: { kind: 'user', id: 'ana' },
    changes: [],
    preview: '',
    happenedAt: null,
  } as const;

  it('has number, topic, version, correlation id and body', () => {
    const body = { a: [1, null, 'ü\u2028'] };
    expect(recordOf(stored({ type: 'event', event }, body))).toEqual({
      type: 'event',
      at: AT,
      seq: 7,
      topic: 'v2.users.ana.presence',
      version: '2',
      correlationId: 'c',
      body,
    });
  });

  it('leaves out what the event does not have, and keeps a body that is null', () => {
    const bare = { ...event, version: null, correlationId: null };
    expect(recordOf(stored({ type: 'event', event: bare }, null))).toEqual({
      type: 'event',
      at: AT,
      seq: 7,
      topic: 'v2.users.ana.presence',
      body: null,
    });
  });

  it('is one line, whatever the body holds', () => {
    const body = { text: 'a\nb\r\nc', line: '\u2028', lone: '\ud800' };
    const line = JSON.stringify(recordOf(stored({ type: 'event', event }, body)));
    expect(line).not.toMatch(/[\n\r]/);
    expect(JSON.parse(line)).toMatchObject({ body });
  });
});

describe('the records of a refresh', () => {
  it('tell what was found changed, with plain values and the time of the server', () => {
    const presence = (systemPresence: string) =>
      ({ kind: 'presence', systemPresence, definitionId: 'p' }) as const;
    const refreshed = {
      topic: 'v2.users.ana.presence',
      subject: { kind: 'user', id: 'ana' },
      changes: [{ field: 'presence', from: presence('AVAILABLE'), to: presence('AWAY'), heldMs: null }],
      since: NINE,
    } as const;
    const record = recordOf(stored({ type: 'refreshed', refreshed }));
    expect(v.parse(RecordSchema, record)).toEqual(record);
    expect(record).toEqual({
      type: 'refreshed',
      at: AT,
      topic: 'v2.users.ana.presence',
      subject: { kind: 'user', id: 'ana' },
      changes: [{ field: 'presence', from: 'AVAILABLE', to: 'AWAY' }],
      since: AT,
    });
    const untimed = recordOf(stored({ type: 'refreshed', refreshed: { ...refreshed, since: null } }));
    expect(v.parse(RecordSchema, untimed)).not.toHaveProperty('since');
  });

  it('tell of the whole with its gaps, counts, failures and what is not recovered', () => {
    const refresh = {
      gapIds: ['g1', 'g2'],
      tookMs: 640,
      people: { total: 46, refreshed: 44, changed: 3, firstSeen: 0 },
      queues: { total: 0, refreshed: 0, changed: 0, firstSeen: 0 },
      failures: [{ kind: 'user', id: 'ana', message: 'No.' }],
      notRecovered: [{ family: 'users.conversations', topics: 46 }],
    } as const;
    const record = recordOf(stored({ type: 'refresh', refresh }));
    expect(v.parse(RecordSchema, record)).toEqual({ type: 'refresh', at: AT, ...refresh });
  });
});

describe('the record of a state', () => {
  const record = (state: ConnectionState): unknown => recordOf(stored({ type: 'connection', state }));

  it.each(['authorizing', 'opening-channel', 'connecting', 'stopped'] as const)(
    '%s is just that',
    (status) => {
      expect(record({ status, since: NINE })).toEqual({ type: 'connection', at: AT, state: status });
    },
  );

  it('live says nothing of a renewal, which has records of its own', () => {
    expect(record({ status: 'live', since: NINE, renewal: 'token', concern: null })).toEqual({
      type: 'connection',
      at: AT,
      state: 'live',
    });
  });

  it('waiting has the cause, the attempt and the moment of the next', () => {
    const retryAt = NINE + 1_500;
    expect(record({ status: 'waiting', since: NINE, attempt: 3, retryAt, cause: CAUSE })).toEqual({
      type: 'connection',
      at: AT,
      state: 'waiting',
      cause: 'socket/closed',
      detail: 'It ended.',
      closeCode: 1006,
      attempt: 3,
      retryAt: '2026-01-05T09:00:01.507Z',
    });
  });

  it('offline is a wait for the network', () => {
    expect(record({ status: 'offline', since: NINE, retryAt: NINE })).toEqual({
      type: 'connection',
      at: AT,
      state: 'offline',
      cause: 'net/offline',
      retryAt: AT,
    });
  });

  it('failed has the cause', () => {
    const cause = { code: 'auth/invalid-client', message: 'Check them.', httpStatus: 400 } as const;
    expect(record({ status: 'failed', since: NINE, cause })).toEqual({
      type: 'connection',
      at: AT,
      state: 'failed',
      cause: 'auth/invalid-client',
      detail: 'Check them.',
      httpStatus: 400,
    });
  });
});

describe('the other records', () => {
  it('tell of renewals', () => {
    expect(recordOf(stored({ type: 'renewal', kind: 'socket', phase: 'started' }))).toEqual({
      type: 'renewal',
      at: AT,
      kind: 'socket',
      phase: 'started',
    });
    expect(recordOf(stored({ type: 'renewal', kind: 'token', phase: 'failed', cause: CAUSE }))).toMatchObject(
      {
        phase: 'failed',
        cause: 'socket/closed',
      },
    );
  });

  it('tell of subscriptions', () => {
    const topic = 'v2.users.ana.presence';
    expect(recordOf(stored({ type: 'subscription', subscription: { topic, status: 'confirmed' } }))).toEqual({
      type: 'subscription',
      at: AT,
      topic,
      status: 'confirmed',
    });
    const refused = { topic, status: 'refused', reason: 'No.', missingPermissions: ['a:b:c'] } as const;
    expect(recordOf(stored({ type: 'subscription', subscription: refused }))).toEqual({
      type: 'subscription',
      at: AT,
      ...refused,
    });
  });

  it('tell of gaps', () => {
    const gap = { id: 'g', from: NINE - 2_000, to: NINE, cause: CAUSE, attempts: 2, topics: null };
    expect(recordOf(stored({ type: 'gap', gap }))).toEqual({
      type: 'gap',
      at: AT,
      id: 'g',
      from: '2026-01-05T08:59:58.007Z',
      to: AT,
      category: 'network',
      cause: 'socket/closed',
      detail: 'It ended.',
      closeCode: 1006,
      attempts: 2,
    });
  });

  it('do not exist for diagnostics, which are for people', () => {
    const error = { code: 'wire/malformed', message: 'Broken.' } as const;
    expect(recordOf(stored({ type: 'diagnostic', error, sample: 'x' }))).toBeNull();
  });
});

describe('the schema that other tests hold records against', () => {
  it.each([
    { type: 'connection', at: AT, state: 'waiting' },
    { type: 'connection', at: '2026-01-05 09:00', state: 'live' },
    { type: 'event', at: AT, topic: 'v2.a' },
    { type: 'subscription', at: AT, topic: 'v2.a', status: 'pending' },
    { type: 'gap', at: AT, id: 'g', from: AT, to: AT, attempts: 1, topics: null },
    { type: 'diagnostic', at: AT },
  ])('refuses %j', (record) => {
    expect(v.is(RecordSchema, record)).toBe(false);
  });
});
