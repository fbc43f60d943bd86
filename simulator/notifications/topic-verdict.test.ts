import { describe, expect, test } from 'vitest';
import { CATALOGUE } from './catalogue/catalogue.ts';
import { judgeTopic } from './topic-verdict.ts';

const rules = { lacksPermissions: ['analytics:userAggregate:view'], topicsAreCaseSensitive: true };
const ID = '7f1c2d3e-0000-4000-8000-000000000001';
const codes = (topic: string, withRules = rules): string[] =>
  judgeTopic(topic, withRules).refusals.map((refusal) => refusal.code);

describe('a single topic', () => {
  test('is delivered under its own name', () => {
    const topic = `v2.users.${ID}.presence`;
    expect(judgeTopic(topic, rules)).toEqual({ id: topic, delivers: [topic], refusals: [] });
  });

  test.each([
    ['that is in no catalogue', 'v2.users.abc.shoesize'],
    ['of another generation', `v1.users.${ID}.presence`],
    ['with the placeholder left in', 'v2.users.{id}.presence'],
    ['with an empty id', 'v2.users..presence'],
    ['without any name', ''],
    ['that the server sends by itself', 'v2.system.socket_closing'],
    ['in the wrong letter case', `v2.users.${ID}.routingstatus`],
  ])('%s is invalid', (_what, topic) => {
    expect(codes(topic)).toEqual(['notification.invalid.topic']);
  });

  test('in the wrong letter case is taken in the right one when the org does not mind', () => {
    const verdict = judgeTopic(`V2.Users.${ID}.routingstatus`, { ...rules, topicsAreCaseSensitive: false });
    expect(verdict.delivers).toEqual([`v2.users.${ID}.routingStatus`]);
  });

  test('without the permission is refused by name of the missing one', () => {
    const [refusal] = judgeTopic(`v2.analytics.users.${ID}.aggregates`, rules).refusals;
    expect(refusal).toMatchObject({
      status: 403,
      code: 'notification.unauthorized.topic',
      missingPermissions: ['analytics:userAggregate:view'],
    });
    expect(refusal?.message).toContain('"analytics:userAggregate:view"');
  });

  test('that needs any of several permissions is refused only when all are missing', () => {
    const topic = `v2.users.${ID}.workforcemanagement.adherence`;
    const all = ['wfm:agentSchedule:view', 'wfm:agentAdherence:notify', 'wfm:realtimeAdherence:view'];
    expect(codes(topic, { ...rules, lacksPermissions: all })).toEqual(['notification.unauthorized.topic']);
    expect(codes(topic, { ...rules, lacksPermissions: all.slice(1) })).toEqual([]);
  });

  test('of a division has a code of its own', () => {
    const lacking = { ...rules, lacksPermissions: ['conversation:communication:view'] };
    expect(codes(`v2.routing.queues.${ID}.conversations`, lacking)).toEqual([
      'notification.unauthorized.divisioned.topic',
    ]);
  });

  test('whose permission is not enforced yet is taken all the same', () => {
    const lacking = { ...rules, lacksPermissions: ['directory:userGeolocation:view'] };
    expect(codes(`v2.users.${ID}.geolocation`, lacking)).toEqual([]);
  });

  test('that only goes to EventBridge is not allowed here', () => {
    expect(codes('v2.quality.evaluations')).toEqual(['notification.transport.not.allowed']);
  });

  test('that needs a user is refused, because the client is none', () => {
    expect(codes(`v2.users.${ID}.voicemail.messages`)).toEqual(['notification.unauthorized.topic']);
  });
});

describe('a combined topic', () => {
  test('is delivered under its single names', () => {
    expect(judgeTopic(`v2.users.${ID}?presence&conversations.calls`, rules)).toEqual({
      id: `v2.users.${ID}?presence&conversations.calls`,
      delivers: [`v2.users.${ID}.presence`, `v2.users.${ID}.conversations.calls`],
      refusals: [],
    });
  });

  test('loses only the suffixes that are refused', () => {
    const verdict = judgeTopic(`v2.users.${ID}?presence&shoesize`, rules);
    expect(verdict.delivers).toEqual([`v2.users.${ID}.presence`]);
    expect(verdict.refusals.map((refusal) => refusal.topic)).toEqual([`v2.users.${ID}.shoesize`]);
  });

  test('may have 200 characters and no more', () => {
    const suffixes =
      'presence&routingStatus&activity&station&outofoffice&conversations&conversations.calls&conversations.emails';
    const long = `v2.users.${'a'.repeat(200 - suffixes.length - 10)}?${suffixes}`;
    expect(long).toHaveLength(200);
    expect(codes(long)).toEqual([]);
    expect(codes(long.replace('a', 'aa'))).toEqual(['notification.invalid.topic']);
  });

  test.each(['v2.users.abc?', '?presence', 'v2.users.abc?presence&'])('%s is malformed', (topic) => {
    expect(codes(topic)).toEqual(['notification.invalid.topic']);
  });
});

describe('the catalogue', () => {
  test('has topics of every kind that a client must cope with, each once', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CATALOGUE.map((entry) => entry.id)).size).toBe(CATALOGUE.length);
    expect(CATALOGUE.some((entry) => entry.visibility === 'Preview')).toBe(true);
    expect(CATALOGUE.some((entry) => entry.currentUser === 'required')).toBe(true);
    expect(CATALOGUE.some((entry) => !entry.enforced)).toBe(true);
    expect(
      CATALOGUE.some((entry) => entry.transports.every((transport) => transport === 'EventBridge')),
    ).toBe(true);
  });

  test('names every placeholder', () => {
    for (const entry of CATALOGUE) expect(entry.parameters).toHaveLength(entry.id.split('{id}').length - 1);
  });
});
