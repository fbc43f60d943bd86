import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../shared/model/directory.ts';
import type { TimelineEntry, TimelineRecord } from '../../../shared/model/timeline.ts';
import { entryLines } from './console-lines.ts';

const at = Date.UTC(2026, 0, 5, 8, 30, 0, 7);
const directory: Directory = {
  users: { 'ana-0123456789': 'Ana Ruiz' },
  queues: { q1: 'Billing' },
  wrapUpCodes: {},
  presences: { coffee: 'Coffee' },
};
const cause = { code: 'socket/closed', message: 'The connection was lost.', closeCode: 1006 } as const;

const line = (record: TimelineRecord): string => {
  const entry: TimelineEntry = { position: 1, at, ...record };
  const [text = ''] = entryLines([entry], directory);
  expect(text.startsWith('2026-01-05 08:30:00.007Z  ')).toBe(true);
  expect(text).not.toContain('\n');
  return text.slice('2026-01-05 08:30:00.007Z  '.length);
};

const event = {
  seq: 1,
  topic: 'v2.users.x.presence',
  version: null,
  correlationId: null,
  preview: 'note private',
  happenedAt: null,
};

describe('a printed line', () => {
  it('says who changed how', () => {
    const text = line({
      type: 'event',
      event: {
        ...event,
        subject: { kind: 'user', id: 'ana-0123456789' },
        changes: [
          {
            field: 'presence',
            from: { kind: 'presence', systemPresence: 'Available', definitionId: null },
            to: { kind: 'presence', systemPresence: 'Break', definitionId: 'coffee' },
            heldMs: 1_500,
          },
          { field: 'waiting', from: null, to: { kind: 'number', number: 3 }, heldMs: null },
        ],
      },
    });
    expect(text).toBe('event         Ana Ruiz  presence Available → Coffee after 1.5 s, waiting 3');
  });

  it.each([
    [{ kind: 'user', id: '0123456789abcdef' }, 'user 01234567'],
    [{ kind: 'queue', id: 'q1' }, 'Billing'],
    [{ kind: 'conversation', id: '0123456789abcdef' }, 'conversation 01234567'],
    [{ kind: 'other', id: null }, 'organisation'],
  ] as const)('names %j as %s and falls back to the end of the topic', (subject, name) => {
    expect(line({ type: 'event', event: { ...event, subject, changes: [] } })).toBe(
      `event         ${name}  presence`,
    );
  });

  it('says what a refresh found, and how it ended', () => {
    const refreshed = {
      topic: 'v2.users.ana-0123456789.routingStatus',
      subject: { kind: 'user', id: 'ana-0123456789' },
      changes: [
        {
          field: 'routing status',
          from: { kind: 'text', text: 'Idle' },
          to: { kind: 'text', text: 'Off queue' },
          heldMs: null,
        },
      ],
      since: at,
    } as const;
    expect(line({ type: 'refreshed', refreshed })).toBe(
      'refreshed     Ana Ruiz  routing status Idle → Off queue (found by refresh, since 2026-01-05 08:30:00.007Z)',
    );
    const tally = { total: 2, refreshed: 2, changed: 1, firstSeen: 0 };
    const queues = { total: 0, refreshed: 0, changed: 0, firstSeen: 0 };
    const refresh = { gapIds: ['g'], tookMs: 1, people: tally, queues, failures: [], notRecovered: [] };
    expect(line({ type: 'refresh', refresh })).toBe(
      'refresh       2 of 2 agents refreshed, 1 changed. The order of events in the gap is lost.',
    );
  });

  it('never prints the body of an event', () => {
    const subject = { kind: 'other', id: null } as const;
    expect(line({ type: 'event', event: { ...event, subject, changes: [] } })).not.toContain('private');
  });

  it.each<[TimelineRecord, string]>([
    [
      { type: 'connection', state: { status: 'live', since: at, renewal: null, concern: null } },
      'connection    live',
    ],
    [
      { type: 'connection', state: { status: 'waiting', since: at, attempt: 2, retryAt: at + 5_000, cause } },
      'connection    waiting, attempt 2, next at 2026-01-05 08:30:05.007Z: The connection was lost.',
    ],
    [
      { type: 'connection', state: { status: 'offline', since: at, retryAt: at } },
      'connection    offline, next look at 2026-01-05 08:30:00.007Z',
    ],
    [
      { type: 'connection', state: { status: 'failed', since: at, cause } },
      'connection    failed: The connection was lost.',
    ],
    [{ type: 'renewal', kind: 'token', phase: 'done' }, 'renewal       token done'],
    [
      { type: 'renewal', kind: 'channel', phase: 'failed', cause },
      'renewal       channel failed: The connection was lost.',
    ],
    [
      {
        type: 'subscription',
        subscription: {
          topic: 'v2.a',
          status: 'refused',
          reason: 'Forbidden',
          missingPermissions: ['a:b:c', 'd:e'],
        },
      },
      'subscription  v2.a refused: Forbidden: missing a:b:c, d:e',
    ],
    [
      { type: 'subscription', subscription: { topic: 'v2.a', status: 'confirmed' } },
      'subscription  v2.a confirmed',
    ],
    [
      { type: 'gap', gap: { id: 'g', from: at - 2_000, to: at, cause, attempts: 1, topics: null } },
      'gap           nothing was received from 2026-01-05 08:29:58.007Z to 2026-01-05 08:30:00.007Z (2.0 s): The connection was lost.',
    ],
    [{ type: 'diagnostic', error: cause, sample: 'private' }, 'diagnostic    The connection was lost.'],
  ])('of %j is %s', (record, text) => {
    expect(line(record)).toBe(text);
  });
});

describe('printed lines', () => {
  const confirmed = (topic: string): TimelineRecord => ({
    type: 'subscription',
    subscription: { topic, status: 'confirmed' },
  });
  const live: TimelineRecord = {
    type: 'connection',
    state: { status: 'live', since: at, renewal: null, concern: null },
  };
  const lines = (...records: TimelineRecord[]) =>
    entryLines(
      records.map((record, position) => ({ position, at, ...record })),
      directory,
    ).map((text) => text.slice('2026-01-05 08:30:00.007Z  '.length));

  it('count topics that are confirmed together', () => {
    expect(lines(live, confirmed('a'), confirmed('b'), confirmed('c'), live, confirmed('d'))).toEqual([
      'connection    live',
      'subscription  3 topics confirmed',
      'connection    live',
      'subscription  d confirmed',
    ]);
  });

  it('are none for no rows', () => {
    expect(lines()).toEqual([]);
  });
});
