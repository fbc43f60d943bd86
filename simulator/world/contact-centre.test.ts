import { describe, expect, test } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { ContactCentre } from './contact-centre.ts';
import { drawRoster } from './roster.ts';
import type { Agent, Conversation, ConversationState, Fact, RoutingStatus } from './state.ts';

const START_MS = Date.UTC(2026, 2, 3, 9, 0, 0);
const HOUR_MS = 3_600_000;
const SEEDS = [1, 2, 3, 4, 5];

const ROUTING_STEPS: Readonly<Record<RoutingStatus, readonly RoutingStatus[]>> = {
  OFF_QUEUE: ['IDLE'],
  IDLE: ['INTERACTING', 'NOT_RESPONDING', 'COMMUNICATING', 'OFF_QUEUE'],
  INTERACTING: ['IDLE', 'OFF_QUEUE'],
  NOT_RESPONDING: ['IDLE', 'OFF_QUEUE'],
  COMMUNICATING: ['IDLE', 'OFF_QUEUE'],
};

const CONVERSATION_STEPS: Readonly<Record<ConversationState, readonly ConversationState[]>> = {
  waiting: ['waiting', 'alerting', 'over'],
  alerting: ['waiting', 'talking'],
  talking: ['talking', 'wrapping-up', 'over'],
  'wrapping-up': ['over'],
  over: [],
};

function build(seed: number, tell: (fact: Fact, centre: ContactCentre) => void, speed = 1): ContactCentre {
  const centre: ContactCentre = new ContactCentre({
    roster: drawRoster(seed, 72),
    random: seededRandom(seed + 1000),
    speed,
    startMs: START_MS,
    tell: (fact) => {
      tell(fact, centre);
    },
  });
  return centre;
}

/** One line per fact, with everything that matters about it. */
function describeFact(fact: Fact, centre: ContactCentre): string {
  const at = String(centre.world.nowMs - START_MS);
  switch (fact.kind) {
    case 'conversation':
      return `${at} ${fact.conversation.id} ${fact.conversation.state}`;
    case 'moment':
      return `${at} ${fact.moment} ${fact.participant.id}`;
    case 'queue-observed':
      return `${at} ${fact.queue.definition.name} ${String(fact.queue.waiting.length)}`;
    case 'routing-status':
      return `${at} ${fact.agent.person.name} ${fact.agent.routing.status}`;
    case 'presence':
    case 'station':
    case 'out-of-office':
    case 'queue-membership':
      return `${at} ${fact.agent.person.name} ${fact.kind} ${fact.agent.presence.definition.id}`;
  }
}

describe('the roster', () => {
  test('is the same for the same seed and another for another', () => {
    expect(drawRoster(1, 72)).toEqual(drawRoster(1, 72));
    expect(drawRoster(1, 72).people).not.toEqual(drawRoster(2, 72).people);
  });

  test('has teams of about the same size, everybody in one, and as many leads as there are supervisors', () => {
    for (const count of [60, 72, 500]) {
      const { people, teams } = drawRoster(1, count);
      const sizes = teams.map(({ memberIds }) => memberIds.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2);
      const ids = (list: readonly string[]): string[] => [...list].sort();
      expect(ids(teams.flatMap(({ memberIds }) => memberIds))).toEqual(ids(people.map(({ id }) => id)));
      const supervisors = people.filter(({ isSupervisor }) => isSupervisor).map(({ id }) => id);
      expect(ids(teams.flatMap(({ leadIds }) => leadIds))).toEqual(ids(supervisors));
    }
  });

  test.each(SEEDS)(
    'of seed %i has people of different names in every queue, and Ana Ruiz in Billing',
    (seed) => {
      const { people, queues, presences } = drawRoster(seed, 72);
      expect(people).toHaveLength(72);
      expect(new Set(people.map((person) => person.name)).size).toBe(72);
      expect(new Set(people.map((person) => person.id)).size).toBe(72);
      for (const person of people) expect(person.email).toMatch(/^[a-z.]+@practice\.example$/);
      for (const queue of queues)
        expect(people.some((person) => person.queueIds.includes(queue.id))).toBe(true);
      const billing = queues.find((queue) => queue.name === 'Billing');
      expect(people.find((person) => person.name === 'Ana Ruiz')?.queueIds).toContain(billing?.id);
      expect(
        presences.find((presence) => presence.id === '6a3af858-942f-489d-9700-5f9bcdcdae9b'),
      ).toMatchObject({
        systemPresence: 'Available',
        isPrimary: true,
      });
    },
  );
});

describe.each(SEEDS)('a day with seed %i', (seed) => {
  test('has only legal steps, and every state fits the others', () => {
    const routing = new Map<string, RoutingStatus>();
    const presence = new Map<string, string>();
    const conversations = new Map<string, ConversationState>();
    const kinds = new Set<string>();
    const centre = build(seed, (fact) => {
      kinds.add(fact.kind);
      if (fact.kind === 'routing-status') {
        const { person, routing: now } = fact.agent;
        expect(ROUTING_STEPS[routing.get(person.id) ?? 'OFF_QUEUE']).toContain(now.status);
        routing.set(person.id, now.status);
      } else if (fact.kind === 'presence') {
        const { person, presence: now } = fact.agent;
        if (presence.get(person.id) === 'Offline') expect(now.definition.systemPresence).toBe('Available');
        presence.set(person.id, now.definition.systemPresence);
      } else if (fact.kind === 'conversation') {
        checkConversation(fact.conversation, conversations);
      }
    });
    for (const [id, agent] of centre.world.agents) {
      routing.set(id, agent.routing.status);
      presence.set(id, agent.presence.definition.systemPresence);
    }
    for (const conversation of centre.world.conversations.values())
      conversations.set(conversation.id, conversation.state);
    for (let hour = 1; hour <= 7; hour += 1) {
      centre.advanceTo(START_MS + hour * HOUR_MS);
      for (const agent of centre.world.agents.values()) checkAgent(agent, centre);
      checkQueues(centre);
    }
    expect([...kinds].sort()).toEqual([
      'conversation',
      'moment',
      'out-of-office',
      'presence',
      'queue-membership',
      'queue-observed',
      'routing-status',
      'station',
    ]);
  });

  test('is the same whether it passes in one step or in many', () => {
    const inOne: string[] = [];
    const inMany: string[] = [];
    const first = build(seed, (fact, centre) => inOne.push(describeFact(fact, centre)));
    const second = build(seed, (fact, centre) => inMany.push(describeFact(fact, centre)));
    first.advanceTo(START_MS + HOUR_MS);
    for (let nowMs = START_MS; nowMs <= START_MS + HOUR_MS; nowMs += 777) second.advanceTo(nowMs);
    second.advanceTo(START_MS + HOUR_MS);
    expect(inOne.length).toBeGreaterThan(500);
    expect(inMany).toEqual(inOne);
  });

  test('is busy, but not overrun', () => {
    const centre = build(seed, () => undefined);
    let waiting = 0;
    let onQueue = 0;
    for (let minute = 1; minute <= 235; minute += 1) {
      centre.advanceTo(START_MS + minute * 60_000);
      for (const queue of centre.world.queues.values()) waiting += queue.waiting.length;
      onQueue += [...centre.world.agents.values()].filter(
        (agent) => agent.routing.status !== 'OFF_QUEUE',
      ).length;
    }
    expect(waiting / 235).toBeLessThan(40);
    expect(onQueue / 235).toBeGreaterThan(20);
    const figures = [...centre.world.queues.values()].map((queue) =>
      queue.statistics.figures(centre.world.nowMs, undefined),
    );
    for (const { nOffered } of figures) expect(nOffered).toBeGreaterThan(0);
  });
});

test('statistics of a queue are reported at most once a second', () => {
  const last = new Map<string, number>();
  const centre = build(
    1,
    (fact) => {
      if (fact.kind !== 'queue-observed') return;
      const id = fact.queue.definition.id;
      expect(centre.world.nowMs - (last.get(id) ?? 0)).toBeGreaterThanOrEqual(1000);
      last.set(id, centre.world.nowMs);
    },
    200,
  );
  centre.advanceTo(START_MS + 2 * 60_000);
  expect(last.size).toBe(6);
});

test('a centre that slept goes on where it was, without making up for the time', () => {
  let facts = 0;
  const centre = build(1, () => {
    facts += 1;
  });
  centre.advanceTo(START_MS + 60_000);
  const before = facts;
  centre.sleep(8 * HOUR_MS);
  centre.advanceTo(START_MS + 60_000 + 8 * HOUR_MS);
  expect(facts).toBe(before);
  centre.advanceTo(START_MS + 120_000 + 8 * HOUR_MS);
  expect(facts).toBeGreaterThan(before);
});

function checkConversation(conversation: Conversation, known: Map<string, ConversationState>): void {
  const before = known.get(conversation.id);
  if (before === undefined) expect(['waiting', 'talking']).toContain(conversation.state);
  else expect(CONVERSATION_STEPS[before]).toContain(conversation.state);
  known.set(conversation.id, conversation.state);
}

function checkAgent(agent: Agent, { world }: ContactCentre): void {
  const isOnQueue = agent.presence.definition.systemPresence === 'OnQueue';
  expect(agent.routing.status === 'OFF_QUEUE').toBe(!isOnQueue);
  expect(agent.isAtStation).toBe(agent.presence.definition.systemPresence !== 'Offline');
  expect(agent.activeQueueIds.length).toBeGreaterThan(0);
  const { conversation } = agent;
  if (conversation) {
    expect(world.conversations.get(conversation.id)).toBe(conversation);
    expect(['alerting', 'talking', 'wrapping-up']).toContain(conversation.state);
  }
  expect(world.idle.has(agent)).toBe(agent.routing.status === 'IDLE');
  const isWorking = agent.routing.status === 'INTERACTING' || agent.routing.status === 'COMMUNICATING';
  if (isWorking) expect(conversation).toBeDefined();
}

function checkQueues({ world }: ContactCentre): void {
  const idleSince = [...world.idle].map((agent) => agent.routing.sinceMs);
  expect(idleSince).toEqual([...idleSince].sort((a, b) => a - b));
  for (const queue of world.queues.values()) {
    for (const conversation of queue.waiting) expect(conversation.state).toBe('waiting');
    for (const conversation of queue.alerting) expect(conversation.state).toBe('alerting');
    for (const conversation of queue.interacting)
      expect(['talking', 'wrapping-up']).toContain(conversation.state);
    const { durations, nConnected, completed, inTarget } = queue.statistics.figures(world.nowMs, undefined);
    expect(durations.get('tAnswered')?.count ?? 0).toBe(nConnected);
    expect(inTarget).toBeLessThanOrEqual(completed);
  }
}
