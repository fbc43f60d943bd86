import { describe, expect, it } from 'vitest';
import { changeTerm } from '../../../shared/filter/chips.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { compilePredicate } from '../../../shared/filter/predicate.ts';
import { filterText } from '../../../shared/filter/print.ts';
import { CONTEXT, eventAt } from '../../../shared/filter/testing/entries.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { readerOf } from './facts.ts';

const presence = { presenceDefinition: { id: 'p-away', systemPresence: 'AWAY' } };
const routing = { routingStatus: { status: 'NOT_RESPONDING' } };
const wrapup = { code: 'w-sold' };
const media = ['calls', 'callbacks', 'chats', 'emails', 'messages'].map((medium) => [
  'v2.users.u-ana.conversations',
  { id: 'c-1', participants: [{ userId: 'u-ana', [medium]: [{ state: 'connected', held: true }] }] },
]) satisfies readonly [string, JsonValue][];

const gauge = (metric: string, group: JsonValue, qualifier: string | null): JsonValue => ({
  group,
  data: [{ metrics: [{ metric, qualifier, stats: { count: 3 } }] }],
});
const gauges = [
  ['oWaiting', 'voice', null],
  ['oLongestWaiting', null, null],
  ['oUserRoutingStatuses', 'voice', 'OFF_QUEUE'],
  // Nothing says that there are no others; some would be called like a field.
  ['oServiceLevel', 'voice', null],
  ['oError', null, null],
  ['oFrom', null, null],
].map(([metric = '', mediaType = '', qualifier = null]) => [
  'v2.analytics.queues.q-bill.observations',
  gauge(metric ?? '', { mediaType }, qualifier),
]) satisfies readonly [string, JsonValue][];

const EVENTS: readonly (readonly [topic: string, body: JsonValue])[] = [
  ['v2.users.u-ana.activity', { presence, ...routing }],
  ['v2.users.u-ana.outofoffice', { active: true }],
  ['v2.users.u-ana.station', { associatedStation: { name: '5..10' } }],
  ['v2.users.u-ana.station', {}],
  ...media,
  [
    'v2.users.u-ana.conversations.calls',
    { id: 'c-1', participants: [{ userId: 'u-ana', state: 'connected', wrapup }] },
  ],
  ['v2.routing.queues.q-bill.users', { id: 'u-ana', joined: true }],
  ['v2.routing.queues.q-bill.conversations', { id: 'c-1', participants: [{ state: 'alerting', wrapup }] }],
  ...gauges,
  ['v2.detail.events.conversation.c-1.wrapup', { eventTime: 1, wrapupCode: 'w-sold' }],
  ['v2.detail.events.agent.u-ana.state', { currentState: 'INTERACT' }],
];

const FACTS = EVENTS.flatMap(([topic, body]) => {
  const { subject, facts } = readerOf(topic)(body);
  return facts.map(({ field, value }) => ({ topic, body, subject, field, value }));
});

describe('what events say', () => {
  it.each(FACTS)('of $field in $topic is found by the filter that is made of it', (fact) => {
    const change = { field: fact.field, from: null, to: fact.value, heldMs: null };
    const term = changeTerm(change);
    expect(parseFilter(filterText(term))).toEqual({ ok: true, filter: term });
    const passes = compilePredicate(term, CONTEXT);
    expect(passes(eventAt({ clock: '10:00:00', ...fact, changes: [change] }))).toBe(true);
    const other = { ...change, to: { kind: 'text', text: 'something else' } } as const;
    expect(passes(eventAt({ clock: '10:00:00', ...fact, changes: [other] }))).toBe(false);
  });

  it('is called by its name, where that name means nothing else', () => {
    const texts = FACTS.map(({ field, value }) =>
      filterText(changeTerm({ field, from: null, to: value, heldMs: null })),
    );
    expect(texts).toContain('wrap-up:w-sold');
    const without = FACTS.filter((_, index) => texts[index]?.startsWith('to:')).map(({ field }) => field);
    expect([...new Set(without)]).toEqual(['conversation', 'Service level (voice)', 'Error', 'From']);
  });
});
