import { anEvent } from '../../../shared/model/testing/an-event.ts';
import type { TimelineEntry, TimelineRecord } from '../../../shared/model/timeline.ts';

const cause = { code: 'net/reset', message: 'Reset.', closeCode: 1006 } as const;
const changes = [
  { field: 'waiting', from: null, to: { kind: 'number', number: 3 }, heldMs: null },
  {
    field: 'presence',
    from: { kind: 'presence', systemPresence: 'Away', definitionId: null },
    to: { kind: 'text', text: 'Available' },
    heldMs: 12,
  },
] as const;
const tally = { total: 2, refreshed: 2, changed: 1, firstSeen: 0 };

const records: readonly TimelineRecord[] = [
  {
    type: 'event',
    event: {
      seq: 7,
      topic: 'v2.users.x.presence',
      version: '2',
      correlationId: 'c',
      subject: { kind: 'user', id: 'x' },
      changes,
      preview: 'text: ü\u2028"',
      happenedAt: 12,
      deliveries: 2,
    },
  },
  { type: 'event', event: anEvent({ seq: 8, entity: 'e' }) },
  { type: 'connection', state: { status: 'signed-out' } },
  { type: 'connection', state: { status: 'authorizing', since: 1 } },
  {
    type: 'connection',
    state: { status: 'live', since: 1, renewal: 'token', concern: { cause, retryAt: null } },
  },
  { type: 'connection', state: { status: 'waiting', since: 1, attempt: 2, retryAt: 3, cause } },
  { type: 'connection', state: { status: 'offline', since: 1, retryAt: 3 } },
  { type: 'connection', state: { status: 'failed', since: 1, cause } },
  { type: 'connection', state: { status: 'stopped', since: 1 } },
  { type: 'renewal', kind: 'channel', phase: 'failed', cause },
  { type: 'renewal', kind: 'socket', phase: 'done' },
  {
    type: 'subscription',
    subscription: { topic: 't', status: 'refused', reason: 'No.', missingPermissions: ['a'] },
  },
  { type: 'gap', gap: { id: 'g', from: 1, to: 2, cause, attempts: 3, topics: null } },
  {
    type: 'refreshed',
    refreshed: { topic: 't', subject: { kind: 'queue', id: 'q' }, changes, since: null },
  },
  {
    type: 'refresh',
    refresh: {
      gapIds: ['g'],
      tookMs: 12,
      people: tally,
      queues: tally,
      failures: [{ kind: 'user', id: 'x', message: 'Gone.' }],
      notRecovered: [{ family: 'users.conversations', topics: 2 }],
    },
  },
  { type: 'diagnostic', error: cause, sample: '{"half":' },
];

/** Entries of each kind and with whatever may be missing in them. */
export const ENTRIES_OF_EACH_KIND: readonly TimelineEntry[] = records.map((record, index): TimelineEntry => ({
  position: index + 1,
  at: 5,
  ...record,
}));
