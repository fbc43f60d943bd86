import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { readerOf, type Fact, type Reading } from './facts.ts';

const readEvent = (topic: string, body: JsonValue): Reading => readerOf(topic)(body);

const ANA = '9ed7d9f6-0c59-4360-ac54-40dd35eb9c2f';
const BEN = 'e40f28ea-fa86-493f-a5b8-d559c8533c96';
const BILLING = '4750048b-1994-41d4-8410-a5760c49a6cd';
const CALL = '2f7bf00a-0fc2-4d6a-9b56-92238191433e';
const AVAILABLE = '6a3af858-942f-489d-9700-5f9bcdcdae9b';

const ms = (iso: string): number => Date.parse(iso);
const text = (field: string, value: string, since: string | number | null = null): Fact => ({
  field,
  value: { kind: 'text', text: value },
  since: typeof since === 'string' ? ms(since) : since,
});
const number = (field: string, value: number): Fact => ({
  field,
  value: { kind: 'number', number: value },
  since: null,
});
const presence = (systemPresence: string, since: string | null): Fact => ({
  field: 'presence',
  value: { kind: 'presence', systemPresence, definitionId: AVAILABLE },
  since: since === null ? null : ms(since),
});

describe('people', () => {
  it('reads the documented presence event, which has no time of its own', () => {
    const body = {
      source: 'PURECLOUD',
      presenceDefinition: { id: AVAILABLE, systemPresence: 'AVAILABLE' },
      primary: true,
      message: '',
    };
    expect(readEvent(`v2.users.${ANA}.presence`, body)).toEqual({
      subject: { kind: 'user', id: ANA },
      entity: '',
      facts: [presence('AVAILABLE', null)],
    });
  });

  it('takes the time of a presence from modifiedDate', () => {
    const modifiedDate = '2026-01-05T08:00:00.000Z';
    const body = { presenceDefinition: { id: AVAILABLE, systemPresence: 'BUSY' }, modifiedDate };
    expect(readEvent(`v2.users.${ANA}.presence`, body).facts).toEqual([presence('BUSY', modifiedDate)]);
  });

  it('reads a routing status', () => {
    const body = {
      id: ANA,
      routingStatus: { status: 'NOT_RESPONDING', startTime: '2021-05-14T09:03:17.067Z' },
    };
    expect(readEvent(`v2.users.${ANA}.routingStatus`, body)).toEqual({
      subject: { kind: 'user', id: ANA },
      entity: '',
      facts: [text('routing status', 'Not responding', '2021-05-14T09:03:17.067Z')],
    });
  });

  it('reads the documented activity event as presence and routing status', () => {
    const body = {
      id: BEN,
      routingStatus: { status: 'OFF_QUEUE', startTime: '2021-05-14T09:03:17.067Z' },
      presence: {
        presenceDefinition: { id: AVAILABLE, systemPresence: 'AVAILABLE' },
        modifiedDate: '2021-05-14T09:03:17.047Z',
      },
      outOfOffice: { active: false, modifiedDate: '2018-04-02T01:42:52.505Z' },
      activeQueueIds: [BILLING],
      dateActiveQueuesChanged: '2021-03-25T04:15:44.913Z',
    };
    expect(readEvent(`v2.users.${BEN}.activity`, body)).toEqual({
      subject: { kind: 'user', id: BEN },
      entity: '',
      facts: [
        presence('AVAILABLE', '2021-05-14T09:03:17.047Z'),
        text('routing status', 'Off queue', '2021-05-14T09:03:17.067Z'),
      ],
    });
  });

  it.each([
    [{ user: { id: ANA }, active: true, indefinite: false }, 'yes'],
    [{ user: { id: ANA }, active: false }, 'no'],
    [{}, 'no'],
  ])('reads the out of office %j', (body, expected) => {
    expect(readEvent(`v2.users.${ANA}.outofoffice`, body).facts).toEqual([text('out of office', expected)]);
  });

  it.each([
    [{ associatedStation: { id: 's', name: 'Desk 101', associatedUser: { id: ANA } } }, 'Desk 101'],
    [{}, 'none'],
  ])('reads the station %j', (body, expected) => {
    expect(readEvent(`v2.users.${ANA}.station`, body).facts).toEqual([text('station', expected)]);
  });

  it('knows a topic whatever its case, because nobody says that the service keeps it', () => {
    const body = { id: ANA, routingStatus: { status: 'IDLE', startTime: '2021-05-14T09:03:17.067Z' } };
    for (const topic of [`v2.users.${ANA}.routingstatus`, `V2.Users.${ANA}.ROUTINGSTATUS`]) {
      expect(readEvent(topic, body)).toEqual(readEvent(`v2.users.${ANA}.routingStatus`, body));
    }
  });

  it('knows whom other events are about', () => {
    for (const topic of [`v2.users.${ANA}.geolocation`, `v2.analytics.users.${ANA}.aggregates`]) {
      expect(readEvent(topic, {})).toEqual({ subject: { kind: 'user', id: ANA }, entity: '', facts: [] });
    }
  });
});

describe('conversations of a person', () => {
  const agent = (parts: Readonly<Record<string, JsonValue>>): JsonValue => ({
    purpose: 'agent',
    userId: ANA,
    ...parts,
  });
  const customer: JsonValue = { purpose: 'customer', calls: [{ state: 'connected' }] };
  const stateOf = (participants: readonly JsonValue[]): readonly Fact[] =>
    readEvent(`v2.users.${ANA}.conversations`, { id: CALL, participants }).facts;

  it('says where the call of the person stands', () => {
    const calls = [{ state: 'connected', connectedTime: '2026-01-05T08:00:00.000Z', held: false }];
    const body = { id: CALL, participants: [customer, agent({ calls })] };
    expect(readEvent(`v2.users.${ANA}.conversations`, body)).toEqual({
      subject: { kind: 'user', id: ANA },
      entity: CALL,
      facts: [text('call', 'Connected', '2026-01-05T08:00:00.000Z')],
    });
  });

  it.each([
    ['callbacks', 'callback'],
    ['chats', 'chat'],
    ['emails', 'email'],
    ['messages', 'message'],
  ])('reads %s, too', (medium, field) => {
    expect(stateOf([agent({ [medium]: [{ state: 'alerting' }] })])).toEqual([text(field, 'Alerting')]);
  });

  it('passes over media without a session', () => {
    expect(stateOf([agent({ calls: [], chats: [{ state: 'connected' }] })])).toEqual([
      text('chat', 'Connected'),
    ]);
  });

  it('goes by the last participant after a call was routed anew', () => {
    const missed = { calls: [{ state: 'disconnected', disconnectedTime: '2026-01-05T08:00:20.000Z' }] };
    const again = { calls: [{ state: 'alerting' }] };
    expect(stateOf([customer, agent(missed), customer, agent(again)])).toEqual([text('call', 'Alerting')]);
  });

  it('goes by the person of the topic, not by another agent', () => {
    const other = { purpose: 'agent', userId: BEN, calls: [{ state: 'alerting' }] };
    expect(stateOf([agent({ calls: [{ state: 'connected' }] }), other])).toEqual([text('call', 'Connected')]);
  });

  it.each([
    [
      'while it is on hold, from the start of that',
      { held: true },
      'Connected, on hold',
      '2026-01-05T08:05:00.000Z',
    ],
    ['while it is connected', {}, 'Connected', '2026-01-05T08:00:00.000Z'],
    ['after its end', { state: 'disconnected' }, 'Disconnected', '2026-01-05T08:09:00.000Z'],
    ['after its end on hold', { state: 'terminated', held: true }, 'Terminated', '2026-01-05T08:09:00.000Z'],
    ['before it is answered, where nothing says since when', { state: 'alerting' }, 'Alerting', null],
  ])('takes the time of a session %s', (_when, parts, expected, since) => {
    const session = {
      state: 'connected',
      connectedTime: '2026-01-05T08:00:00.000Z',
      startHoldTime: '2026-01-05T08:05:00.000Z',
      disconnectedTime: '2026-01-05T08:09:00.000Z',
      ...parts,
    };
    expect(stateOf([agent({ calls: [session] })])).toEqual([text('call', expected, since)]);
  });

  it('reads the flat shape of the topics of one medium', () => {
    const participant = {
      purpose: 'agent',
      user: { id: ANA },
      state: 'connected',
      startTime: '2026-01-05T07:59:50.000Z',
      connectedTime: '2026-01-05T08:00:00.000Z',
    };
    const topic = `v2.users.${ANA}.conversations.calls`;
    expect(readEvent(topic, { id: CALL, participants: [participant] })).toEqual({
      subject: { kind: 'user', id: ANA },
      entity: CALL,
      facts: [text('conversation', 'Connected', '2026-01-05T08:00:00.000Z')],
    });
    const held = { ...participant, held: true, startHoldTime: '2026-01-05T08:05:00.000Z' };
    expect(readEvent(topic, { id: CALL, participants: [held] }).facts).toEqual([
      text('conversation', 'Connected, on hold', '2026-01-05T08:05:00.000Z'),
    ]);
    const over = { ...participant, state: 'disconnected', endTime: '2026-01-05T08:09:00.000Z' };
    expect(readEvent(topic, { id: CALL, participants: [over] }).facts).toEqual([
      text('conversation', 'Disconnected', '2026-01-05T08:09:00.000Z'),
    ]);
  });

  it.each([[[]], [[customer]], [[agent({})]], [[null, 7, 'text', []]]])(
    'says nothing of %j',
    (participants) => {
      expect(stateOf(participants)).toEqual([]);
    },
  );
});

describe('queues', () => {
  it('reads who joined and who left', () => {
    const topic = `v2.routing.queues.${BILLING}.users`;
    expect(readEvent(topic, { id: ANA, user: { id: ANA }, queueId: BILLING, joined: true })).toEqual({
      subject: { kind: 'user', id: ANA },
      entity: ANA,
      facts: [text('queue membership', 'joined')],
    });
    expect(readEvent(topic, { id: ANA, queueId: BILLING, joined: false }).facts).toEqual([
      text('queue membership', 'left'),
    ]);
  });

  it('reads where a conversation of a queue stands, by whoever serves it now', () => {
    const participants = [
      { purpose: 'customer', calls: [{ state: 'connected' }] },
      { purpose: 'acd', calls: [{ state: 'terminated' }] },
      { purpose: 'agent', userId: ANA, calls: [{ state: 'alerting' }] },
    ];
    expect(readEvent(`v2.routing.queues.${BILLING}.conversations`, { id: CALL, participants })).toEqual({
      subject: { kind: 'queue', id: BILLING },
      entity: CALL,
      facts: [text('call', 'Alerting')],
    });
  });

  const observations = (group: JsonValue, metrics: JsonValue): JsonValue => ({
    group,
    data: [{ interval: '2026-01-05T08:00:00.000Z/2026-01-05T08:00:00.000Z', metrics }],
  });

  it('reads the gauges of a queue by medium, and no sums of an interval', () => {
    const metrics = [
      { metric: 'oWaiting', stats: { count: 3 } },
      { metric: 'oInteracting', stats: { count: 0 } },
      { metric: 'tWait', stats: { count: 2, sum: 900, min: 1, max: 899 } },
      { metric: 'oServiceLevel', stats: { ratio: 0.8, numerator: 8, denominator: 10, target: 0.9 } },
      { metric: 'nOffered', stats: { count: 5 } },
    ];
    const topic = `v2.analytics.queues.${BILLING}.observations`;
    expect(readEvent(topic, observations({ queueId: BILLING, mediaType: 'voice' }, metrics))).toEqual({
      subject: { kind: 'queue', id: BILLING },
      entity: 'voice',
      facts: [number('Waiting (voice)', 3), number('Interacting (voice)', 0)],
    });
    expect(readEvent(topic, observations({ queueId: BILLING }, metrics))).toMatchObject({
      entity: '',
      facts: [number('Waiting', 3), number('Interacting', 0)],
    });
  });

  it('keeps apart what a gauge counts by qualifier', () => {
    const metrics = [
      { metric: 'oUserRoutingStatuses', qualifier: 'OFF_QUEUE', stats: { count: 9 } },
      { metric: 'oUserRoutingStatuses', qualifier: 'INTERACTING', stats: { count: 4 } },
    ];
    const { facts } = readEvent(
      `v2.analytics.queues.${BILLING}.observations`,
      observations({ queueId: BILLING }, metrics),
    );
    expect(facts).toEqual([
      number('User routing statuses OFF_QUEUE', 9),
      number('User routing statuses INTERACTING', 4),
    ]);
  });
});

describe('steps of conversations and of agents', () => {
  it('reads the wrap-up code of a step, and of a participant that was wrapped up', () => {
    const step = { eventTime: 1649237504949, wrapupCode: BEN };
    expect(readEvent(`v2.detail.events.conversation.${CALL}.wrapup`, step).facts).toEqual([
      text('step', 'wrapup', 1649237504949),
      text('wrap-up', BEN, 1649237504949),
    ]);
    const wrapup = { code: BEN, endTime: '2022-04-06T09:31:44.949Z' };
    const participant = { purpose: 'agent', userId: ANA, wrapup, calls: [{ state: 'terminated' }] };
    const told = readEvent(`v2.users.${ANA}.conversations`, { id: CALL, participants: [participant] });
    expect(told.facts.map(({ field }) => field)).toEqual(['call', 'wrap-up']);
    expect(told.facts[1]).toEqual(text('wrap-up', BEN, '2022-04-06T09:31:44.949Z'));
  });

  it('reads the documented end of a customer', () => {
    const body = { eventTime: 1649237504949, conversationId: CALL, mediaType: 'CHAT', direction: 'INBOUND' };
    expect(readEvent(`v2.detail.events.conversation.${CALL}.customer.end`, body)).toEqual({
      subject: { kind: 'conversation', id: CALL },
      entity: '',
      facts: [text('step', 'customer end', 1649237504949)],
    });
  });

  it('reads the state of an agent', () => {
    const body = { currentState: 'INTERACT', currentStateStart: 1649237504949 };
    expect(readEvent(`v2.detail.events.agent.${ANA}.state`, body)).toEqual({
      subject: { kind: 'user', id: ANA },
      entity: '',
      facts: [text('state', 'Interact', 1649237504949)],
    });
  });

  it('knows which conversation other events are about', () => {
    expect(readEvent(`v2.conversations.${CALL}.transcription`, {})).toEqual({
      subject: { kind: 'conversation', id: CALL },
      entity: '',
      facts: [],
    });
  });
});

describe('events that Vigil has no words for', () => {
  it.each([
    ['v2.operations.events.x', { id: 'e1' }, 'e1'],
    ['v2.operations.events.x', { id: 7 }, null],
    ['v2.something', null, null],
    ['', 'text', null],
  ])('are about something else: %j', (topic, body, id) => {
    expect(readEvent(topic, body)).toEqual({ subject: { kind: 'other', id }, entity: '', facts: [] });
  });

  it('are never a reason to throw, whatever their topic and body are', () => {
    const names = ['presence', 'activity', 'conversations', 'station', 'users', 'observations', 'state', ''];
    const prefix = [
      'v2.users.a',
      'v2.routing.queues.a',
      'v2.analytics.queues.a',
      'v2.detail.events.agent.a',
      'x',
    ];
    const topic = fc
      .tuple(fc.constantFrom(...prefix), fc.constantFrom(...names))
      .map((parts) => parts.join('.'));
    const key = fc.constantFrom(
      'participants',
      'calls',
      'presence',
      'routingStatus',
      'data',
      'metrics',
      'state',
    );
    const body = fc.letrec<{ value: JsonValue; record: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<JsonValue>(null, 0, 'connected', true),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('record'),
      ),
      record: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    })).record;
    fc.assert(
      fc.property(topic, body, (drawnTopic, drawnBody) => {
        expect(Array.isArray(readEvent(drawnTopic, drawnBody).facts)).toBe(true);
      }),
    );
  });
});
