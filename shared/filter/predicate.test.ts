import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { negated } from './filter.ts';
import { parseFilter } from './parse.ts';
import { compilePredicate } from './predicate.ts';
import { arbitraryFilter } from './testing/arbitrary-filter.ts';
import { CONTEXT, entryAt, eventAt, textChange } from './testing/entries.ts';

const away = eventAt({
  clock: '14:33:10.114',
  topic: 'v2.users.u-ana.presence',
  subject: { kind: 'user', id: 'u-ana' },
  body: {
    source: 'PURECLOUD',
    presenceDefinition: { id: 'p-coffee', systemPresence: 'Away' },
    message: 'Back at 3 p.m., call Zoë',
    modifiedDate: '2026-11-24T14:33:09.000Z',
    skills: [
      { name: 'French', level: 4 },
      { name: 'Ñandú', level: 2 },
    ],
    tags: ['vip', 'new'],
    primary: true,
    divisions: null,
  },
  changes: [
    {
      field: 'presence',
      from: { kind: 'presence', systemPresence: 'ON_QUEUE', definitionId: null },
      to: { kind: 'presence', systemPresence: 'Away', definitionId: 'p-coffee' },
      heldMs: 724_000,
    },
  ],
  event: { happenedAt: Date.parse('2026-11-24T14:33:09.000Z'), deliveries: 2, correlationId: 'c-1' },
  mark: { isPinned: true, note: 'Ask about the follow-up' },
});
const first = eventAt({
  clock: '14:32:40.377',
  topic: 'v2.users.u-ben.routingStatus',
  subject: { kind: 'user', id: 'u-ben' },
  body: { routingStatus: { status: 'NOT_RESPONDING' } },
  changes: [textChange('routing status', null, 'Not responding')],
});
const queue = eventAt({
  clock: '09:00:00.000',
  topic: 'v2.analytics.queues.q-bill.observations',
  subject: { kind: 'queue', id: 'q-bill' },
  body: {
    group: { queueId: 'q-bill', mediaType: 'voice' },
    data: [{ metrics: [{ metric: 'oWaiting', stats: { count: 7 } }] }],
  },
  changes: [
    {
      field: 'Waiting (voice)',
      from: { kind: 'number', number: 3 },
      to: { kind: 'number', number: 7 },
      heldMs: null,
    },
  ],
});
const call = eventAt({
  clock: '09:00:01.000',
  topic: 'v2.users.u-ana.conversations.calls',
  subject: { kind: 'user', id: 'u-ana' },
  body: { id: 'conv-1', participants: [{ userId: 'u-ben' }] },
  changes: [textChange('conversation', null, 'Connected'), textChange('wrap-up', null, 'w-sold')],
});
const gap: Candidate = {
  entry: entryAt('14:31:41.000', {
    type: 'gap',
    gap: {
      id: 'g',
      from: Date.parse('2026-11-24T14:31:02Z'),
      to: Date.parse('2026-11-24T14:31:41Z'),
      cause: { code: 'net/timeout', message: 'Nothing was heard.' },
      attempts: 2,
      topics: null,
    },
  }),
  body: undefined,
};
const refused: Candidate = {
  entry: entryAt('08:00:00.000', {
    type: 'subscription',
    subscription: {
      topic: 'v2.users.u-ana?geolocation&station',
      status: 'refused',
      missingPermissions: ['geolocation:view'],
    },
  }),
  body: undefined,
};
const waiting: Candidate = {
  entry: entryAt('08:00:01.000', {
    type: 'connection',
    state: {
      status: 'waiting',
      since: 0,
      attempt: 1,
      retryAt: 1,
      cause: { code: 'server/unavailable', message: 'Busy.' },
    },
  }),
  body: undefined,
};

const ALL = { away, first, queue, call, gap, refused, waiting };

/** The names of the entries that a filter passes. */
function found(text: string): readonly string[] {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  const predicate = compilePredicate(parsed.filter, CONTEXT);
  return Object.entries(ALL)
    .filter(([, candidate]) => predicate(candidate))
    .map(([name]) => name);
}

describe('what a filter passes', () => {
  it.each<[string, readonly string[]]>([
    ['', Object.keys(ALL)],
    // Words.
    ['french', ['away']],
    ['french vip', ['away']],
    ['fren', []],
    ['fren*', ['away']],
    ['"call zoë"', ['away']],
    ['"zoë call"', []],
    ['"vip new"', []],
    ['ÑANDÚ', ['away']],
    ['7', ['queue']],
    ['presenceDefinition', []],
    ['timeout', ['gap']],
    ['net timeout', ['gap']],
    ['geolocation', ['refused']],
    ['/^p-cof/', ['away']],
    // Names stand for ids, wherever these are.
    ['ana', ['away', 'call', 'refused']],
    ['ben', ['first', 'call']],
    ['"ben osei"', ['first', 'call']],
    ['bill*', ['queue']],
    ['coffee', ['away']],
    // Entities.
    ['agent:ana', ['away', 'call']],
    ['user:"Ana Ruiz"', ['away', 'call']],
    ['agent:u-ben', ['first']],
    ['agent:*Osei', ['first']],
    ['agent:/^A/', ['away', 'call']],
    ['agent:(ana OR ben)', ['away', 'first', 'call']],
    ['queue:"Billing (EU)"', ['queue']],
    ['queue:billing', ['queue']],
    ['queue:ana', []],
    ['conversation:conv-1', ['call']],
    // Topics.
    ['topic:presence', ['away']],
    ['topic:users', ['away', 'first', 'call', 'refused']],
    ['topic:conversations.calls', ['call']],
    ['topic:v2.users.*.presence', ['away']],
    ['topic:routing*', ['first']],
    ['topic:ROUTINGSTATUS', ['first']],
    ['topic:v2.users.u-ana?presence&station', ['away', 'refused']],
    ['topic:rout', []],
    ['topic:/ations$/i', ['queue']],
    // Changes.
    ['presence:away', ['away']],
    ['presence:Coffee', ['away']],
    ['presence:"On queue"', []],
    ['from:on-queue', ['away']],
    ['from:*', ['away', 'queue']],
    ['routing-status:not-responding', ['first']],
    ['routing-status:not*', ['first']],
    ['changed:presence', ['away']],
    ['changed:routing-status', []],
    ['changed:yes', ['away', 'queue']],
    ['to:7', ['queue']],
    ['to:connected', ['call']],
    ['wrap-up:sold', ['call']],
    ['wrap-up:w-sold', ['call']],
    ['wrap-up:so*', ['call']],
    ['wrap-up:/^S/', ['call']],
    ['to:Sold', ['call']],
    ['from:Sold', []],
    ['wrap-up:bought', []],
    ['waiting:>5', ['queue']],
    ['waiting:5..7', ['queue']],
    ['waiting:<7', []],
    ['waiting-voice:7', ['queue']],
    ['for:>10m', ['away']],
    ['for:12m4s', ['away']],
    ['for:12m', ['away']],
    ['for:11m', []],
    ['for:1m..12m', []],
    // Rows.
    ['type:gap', ['gap']],
    ['type:event', ['away', 'first', 'queue', 'call']],
    ['gap:yes', ['gap']],
    ['gap:network', ['gap']],
    ['gap:credential', []],
    ['gap:>30s', ['gap']],
    ['gap:>39s', []],
    ['refused:yes', ['refused']],
    ['pinned:yes', ['away']],
    ['note:follow-up', ['away']],
    ['note:yes', ['away']],
    ['connection:waiting', ['waiting']],
    ['error:net', ['gap']],
    ['error:server/*', ['waiting']],
    ['error:yes', ['gap', 'waiting']],
    ['deliveries:>1', ['away']],
    ['correlation:c-1', ['away']],
    // Times; now is 15:00.
    ['at:>-30m', ['away', 'first', 'gap']],
    ['at:14:33', ['away']],
    ['at:14:32..14:34', ['away', 'first']],
    ['at:<8:01', ['refused', 'waiting']],
    ['at:today -at:<14:00', ['away', 'first', 'gap']],
    ['at:2026-11-24T14:33:10.114Z', ['away']],
    ['at:>2026-11-24', []],
    ['at:yesterday', []],
    ['happened:14:33', ['away']],
    ['lag:>1s', ['away']],
    ['lag:>1m', []],
    // Values.
    ['body.presenceDefinition.systemPresence:away', ['away']],
    ['presenceDefinition.systemPresence:Away', ['away']],
    ['systemPresence:Away', ['away']],
    ['body.skills[0].level:4', ['away']],
    ['body.skills[*].level:<3', ['away']],
    ['body.skills[1].level:>3', []],
    ['body.tags:vip', ['away']],
    ['tags:new', ['away']],
    ['body.primary:true', ['away']],
    ['body.divisions:null', ['away']],
    ['body.divisions:*', []],
    ['body.skills:*', ['away']],
    ['body.modifiedDate:>14:30', ['away']],
    ['body.modifiedDate:>14:40', []],
    ['count:>=7', ['queue']],
    ['body.__proto__:*', []],
    ['body.*.status:not_responding', ['first']],
    // Together.
    ['agent:ana -topic:presence', ['call']],
    ['presence:away OR gap:yes', ['away', 'gap']],
    ['type:event NOT (agent:ana OR queue:billing)', ['first']],
  ])('%s', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it('is turned round by NOT, whatever the filter', () => {
    fc.assert(
      fc.property(arbitraryFilter, fc.constantFrom(...Object.values(ALL)), (filter, candidate) => {
        const passes = compilePredicate(filter, CONTEXT)(candidate);
        expect(compilePredicate(negated(filter), CONTEXT)(candidate)).toBe(!passes);
      }),
      { numRuns: 300 },
    );
  });
});
