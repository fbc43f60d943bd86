import { describe, expect, it } from 'vitest';
import { EMPTY_DIRECTORY, type Directory } from '../../../../shared/model/directory.ts';
import { expandTopic, type CatalogueTopic, type TopicParameter } from '../../../../shared/model/topic.ts';
import { findParts, MAX_LISTED, topicsOfPart } from './picker.ts';
import { presetStates, togglePreset } from './presets.ts';
import { selectionChange, singlesOf, withCombined, withoutTopics, withTopic } from './selection.ts';
import { subscribedRows } from './subscribed.ts';
import { adminRequest, changeWords, limitWords, refusalText, statusCounts } from './wording.ts';

const directory: Directory = {
  ...EMPTY_DIRECTORY,
  users: { u1: 'Ana Ruiz', u2: 'Émile Fournier' },
  queues: { q1: 'Billing' },
};

function topic(
  template: string,
  parameters: readonly TopicParameter[],
  part: Partial<CatalogueTopic> = {},
): CatalogueTopic {
  return {
    template,
    family: template.split('.')[1] ?? '',
    description: '',
    parameters,
    overWebSocket: true,
    isPreview: false,
    needsUser: false,
    requiredPermissions: [],
    ...part,
  };
}

const catalogue: readonly CatalogueTopic[] = [
  topic('v2.users.{id}.station', ['user']),
  topic('v2.users.{id}.routingStatus', ['user']),
  topic('v2.users.{id}.presence', ['user']),
  topic('v2.users.{id}.badges.chats', ['user'], { needsUser: true }),
  topic('v2.users.{id}.conversations.{id}.recordings', ['user', 'conversation']),
  topic('v2.analytics.queues.{id}.observations', ['queue']),
  topic('v2.operations.events', [], { overWebSocket: false }),
  topic('v2.presence.definitions', []),
];

const find = (query: string, wanted: readonly string[] = []) =>
  findParts({ query, directory, catalogue, wanted });

describe('a choice of topics', () => {
  it('takes a topic once, also when a combined one covers it', () => {
    expect(withTopic(['v2.users.u1?presence&routingStatus'], 'v2.users.u1.presence')).toHaveLength(1);
    expect(withTopic([], 'v2.a')).toEqual(['v2.a']);
  });

  it('keeps the other parts of a combined topic', () => {
    const topics = ['v2.users.u1?presence&routingStatus&station', 'v2.a'];
    expect(withoutTopics(topics, new Set(['v2.users.u1.station']))).toEqual([
      'v2.users.u1?presence&routingStatus',
      'v2.a',
    ]);
    expect(withoutTopics(['v2.users.u1?a&b'], new Set(['v2.users.u1.a']))).toEqual(['v2.users.u1.b']);
    expect(withoutTopics(['v2.users.u1.a'], new Set(['v2.users.u1.a']))).toEqual([]);
  });

  it('combines what shares a prefix, in place of its single topics', () => {
    const topics = withCombined(
      ['v2.users.u1.presence', 'v2.b'],
      ['v2.users.u1', 'v2.users.u2'],
      ['presence', 'routingStatus'],
    );
    expect(topics).toEqual([
      'v2.b',
      'v2.users.u1?presence&routingStatus',
      'v2.users.u2?presence&routingStatus',
    ]);
  });

  it('leaves topics apart that would be too long together', () => {
    const prefix = `v2.users.${'x'.repeat(180)}`;
    const topics = withCombined([], [prefix], ['presence', 'routingStatus']);
    expect(topics).toEqual([`${prefix}.presence`, `${prefix}.routingStatus`]);
  });

  it('counts what a change will do, and nothing when it does nothing', () => {
    const change = selectionChange(['v2.a', 'v2.b'], ['v2.b', 'v2.c', 'v2.d']);
    expect(change).toEqual({ added: 2, removed: 1, before: 2, after: 3 });
    expect(change === null ? '' : changeWords(change)).toBe('Adds 2, removes 1: 2 → 3');
    expect(selectionChange(['v2.a', 'v2.b'], ['v2.b', 'v2.a'])).toBeNull();
  });

  it('says what more than one channel carries means', () => {
    expect(limitWords({ subscriptions: 1000, channels: 1 }, 1000)).toBeNull();
    expect(limitWords({ subscriptions: 1001, channels: 2 }, 1001)).toContain('Takes 2 channels of the 20');
    expect(limitWords({ subscriptions: 600, channels: 1 }, 1800)).toContain('after combining');
    expect(limitWords({ subscriptions: 5001, channels: 6 }, 5001)).toContain('at most 5');
  });
});

describe('the picker', () => {
  it('finds people by name without their accents, and by id', () => {
    expect(find('emile').people.map(({ label }) => label)).toEqual(['Émile Fournier']);
    expect(find('u1').people.map(({ label }) => label)).toEqual(['Ana Ruiz']);
    expect(find('ruiz ana').people).toHaveLength(1);
  });

  it('finds queues, and families by their topics in words', () => {
    expect(find('billing').queues.map(({ key }) => key)).toEqual(['queue:q1']);
    expect(find('routing status').families.map(({ key }) => key)).toEqual(['family:users']);
  });

  it('counts what is chosen of each', () => {
    expect(
      find('ana', ['v2.users.u1?presence&routingStatus', 'v2.users.u2.presence']).people[0]?.wanted,
    ).toBe(2);
  });

  it('lists a readable number and says how many it left out', () => {
    const users = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`id${String(index)}`, `Agent ${String(index)}`]),
    );
    const parts = findParts({
      query: '',
      directory: { ...EMPTY_DIRECTORY, users },
      catalogue: [],
      wanted: [],
    });
    expect([parts.people.length, parts.hidden]).toEqual([MAX_LISTED, 150]);
  });

  it('fills in a person, with what most come for first', () => {
    const topics = topicsOfPart('user:u1', catalogue, '');
    expect(topics.slice(0, 3).map(({ label, topic: filled }) => [label, filled])).toEqual([
      ['Presence', 'v2.users.u1.presence'],
      ['Routing status', 'v2.users.u1.routingStatus'],
      ['Station', 'v2.users.u1.station'],
    ]);
  });

  it('says why a topic cannot be chosen', () => {
    const obstacles = (key: string) =>
      Object.fromEntries(
        topicsOfPart(key, catalogue, '').map(({ template, obstacle }) => [template, obstacle]),
      );
    expect(obstacles('user:u1')).toMatchObject({
      'v2.users.{id}.badges.chats': 'needs-user',
      'v2.users.{id}.conversations.{id}.recordings': 'needs-ids',
      'v2.users.{id}.presence': null,
    });
    expect(obstacles('family:operations')).toEqual({ 'v2.operations.events': 'event-bridge-only' });
    expect(obstacles('family:users')['v2.users.{id}.presence']).toBe('needs-person');
    expect(obstacles('family:analytics')['v2.analytics.queues.{id}.observations']).toBe('needs-queue');
  });

  it('offers a topic without ids in its family', () => {
    expect(topicsOfPart('family:presence', catalogue, '')[0]).toMatchObject({
      label: 'Definitions',
      topic: 'v2.presence.definitions',
    });
  });

  it('narrows a family to the topics that were searched for', () => {
    expect(topicsOfPart('family:users', catalogue, 'station').map(({ template }) => template)).toEqual([
      'v2.users.{id}.station',
    ]);
    expect(topicsOfPart('family:users', catalogue, 'nothing like it')).toHaveLength(5);
  });
});

describe('presets', () => {
  it('are offered for what the organisation has topics for', () => {
    expect(
      presetStates(directory, catalogue, []).map(({ preset, count, isOn }) => [preset.id, count, isOn]),
    ).toEqual([
      ['agents', 2, false],
      ['queues', 1, false],
    ]);
    expect(presetStates(directory, [], [])).toEqual([]);
  });

  it('are on when all they stand for is chosen, however it is combined', () => {
    const wanted = [
      'v2.users.u1.presence',
      'v2.users.u1.routingStatus',
      'v2.users.u2?presence&routingStatus',
    ];
    expect(presetStates(directory, catalogue, wanted)[0]?.isOn).toBe(true);
  });

  it('add one combined topic for each person, and take all of it away again', () => {
    const [off] = presetStates(directory, catalogue, []);
    if (off === undefined) throw new Error('The preset for agents is missing.');
    const wanted = togglePreset(off, directory, ['v2.other']);
    expect(wanted).toEqual([
      'v2.other',
      'v2.users.u1?presence&routingStatus',
      'v2.users.u2?presence&routingStatus',
    ]);
    const [on] = presetStates(directory, catalogue, wanted);
    if (on === undefined) throw new Error('The preset for agents is missing.');
    expect(togglePreset(on, directory, wanted)).toEqual(['v2.other']);
  });

  it('handle a thousand people in an instant', () => {
    const users = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`id${String(index)}`, 'A']));
    const big = { ...EMPTY_DIRECTORY, users };
    const [state] = presetStates(big, catalogue, []);
    if (state === undefined) throw new Error('The preset for agents is missing.');
    const wanted = togglePreset(state, big, []);
    expect(singlesOf(wanted).size).toBe(2000);
    expect(togglePreset({ ...state, isOn: true }, big, wanted)).toEqual([]);
  });
});

describe('the list of subscribed topics', () => {
  it('shows what needs attention first, and what will change', () => {
    const rows = subscribedRows(
      [
        { topic: 'v2.ok', status: 'confirmed' },
        { topic: 'v2.gone', status: 'confirmed' },
        { topic: 'v2.no', status: 'refused' },
      ],
      ['v2.ok', 'v2.no', 'v2.new'],
    );
    expect(rows.map(({ topic: name, status }) => [name, status])).toEqual([
      ['v2.no', 'refused'],
      ['v2.new', 'to-add'],
      ['v2.gone', 'to-remove'],
      ['v2.ok', 'confirmed'],
    ]);
  });

  it('counts by outcome', () => {
    expect(
      statusCounts([
        { topic: 'v2.a', status: 'confirmed' },
        { topic: 'v2.b', status: 'refused' },
      ]),
    ).toBe('1 subscribed · 1 refused');
  });
});

describe('a refused topic', () => {
  const refused = {
    topic: 'v2.users.u1.conversations',
    status: 'refused',
    reason: 'Missing permissions.',
    missingPermissions: ['conversation:communication:view'],
  } as const;

  it('names what is missing and what Genesys says', () => {
    expect(refusalText(refused)).toBe(
      'Missing permission: conversation:communication:view. Genesys says: Missing permissions.',
    );
    expect(refusalText({ topic: 'v2.a', status: 'refused' })).toBe('Genesys gave no reason.');
  });

  it('becomes a request that an admin can act on', () => {
    const profile = {
      id: 'p',
      name: 'Acme',
      target: { kind: 'practice' },
      clientId: 'client-1',
      topics: [],
    } as const;
    const text = adminRequest(
      [refused, { ...refused, topic: 'v2.users.u2.conversations' }],
      profile,
      directory,
    );
    expect(text).toContain('client-1 (Acme)');
    expect(text.match(/^- conversation:communication:view$/gm)).toHaveLength(1);
    expect(text).toContain('Ana Ruiz: conversations');
    expect(expandTopic(refused.topic).every((single) => text.includes(single))).toBe(true);
  });
});
