import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeRoutingStatus, Scene } from '../../shared/practice/levers.ts';
import { pick, seededRandom } from '../base/random.ts';
import { TestOrg, type Reply } from '../testing/org-client.ts';
import { ContactCentre } from '../world/contact-centre.ts';
import { drawRoster, type Roster } from '../world/roster.ts';
import type { AgentNow } from './agents.ts';
import { playScene } from './scenes.ts';

describe('a scene', () => {
  let org: TestOrg;
  beforeEach(async () => {
    org = await TestOrg.start();
  });
  afterEach(() => org.close());

  const pull = (scene: Scene): void => {
    org.simulator.levers.pull(scene);
  };
  const ana = (): AgentNow => {
    const found = org.simulator.agents().find(({ name }) => name === 'Ana Ruiz');
    if (!found) throw new Error('Ana Ruiz is gone.');
    return found;
  };
  const idsIn = (reply: Reply): unknown[] => (reply.body['entities'] as { id: string }[]).map(({ id }) => id);

  test('moves somebody into a queue and out again, by look-up and by event', async () => {
    const { userId, queueIds } = ana();
    const queueId = org.simulator.roster.queues.find(({ id }) => !queueIds.includes(id))?.id ?? 'none';
    const topic = `v2.routing.queues.${queueId}.users`;
    const { token, socket } = await org.connect([topic]);
    const members = async (): Promise<unknown[]> =>
      idsIn(await org.call(token, 'GET', `/api/v2/routing/queues/${queueId}/members?pageSize=100`));
    expect(await members()).not.toContain(userId);
    pull({ lever: 'join-queue', userId, queueId });
    expect(await members()).toContain(userId);
    expect(ana().joinedQueueIds).toContain(queueId);
    pull({ lever: 'join-queue', userId, queueId });
    pull({ lever: 'leave-queue', userId, queueId });
    expect(await members()).not.toContain(userId);
    expect(ana()).toMatchObject({ queueIds, joinedQueueIds: queueIds });
    const events = await socket.untilEvents(2);
    expect(events.map(({ eventBody }) => eventBody)).toEqual(
      [true, false].map((joined) => ({ id: userId, user: { id: userId }, queueId, joined })),
    );
  });

  test('moves somebody into a team and out again, which only a look-up tells', async () => {
    const { userId, teamIds } = ana();
    const teamId = org.simulator.roster.teams.find(({ id }) => !teamIds.includes(id))?.id ?? 'none';
    const token = await org.login();
    const members = async (): Promise<unknown[]> =>
      idsIn(await org.call(token, 'GET', `/api/v2/groups/${teamId}/members?pageSize=100`));
    pull({ lever: 'join-team', userId, teamId });
    expect(await members()).toContain(userId);
    pull({ lever: 'leave-team', userId, teamId });
    expect(await members()).not.toContain(userId);
    expect(ana().teamIds).toEqual(teamIds);
  });

  test('gives somebody a presence, one of the organisation’s own too, and what follows from it', async () => {
    const { userId } = ana();
    const topics = ['presence', 'routingStatus', 'activity'].map((aspect) => `v2.users.${userId}.${aspect}`);
    const { token, socket } = await org.connect(topics);
    pull({ lever: 'set-presence', userId, systemPresence: 'OnQueue' });
    const own = (
      (await org.call(token, 'GET', '/api/v2/presence/definitions')).body['entities'] as {
        id: string;
        systemPresence: string;
        type: string;
      }[]
    ).find(({ systemPresence, type }) => systemPresence === 'Away' && type === 'User');
    org.clock.advance(90_000);
    pull({ lever: 'set-presence', userId, systemPresence: 'Away', definitionId: own?.id ?? '' });
    const since = new Date(org.clock.now()).toISOString();
    expect(ana()).toMatchObject({
      presence: { definitionId: own?.id, systemPresence: 'Away', since },
      routing: { status: 'OFF_QUEUE', since },
    });
    await socket.roundTrip();
    expect(socket.events.at(-1)).toMatchObject({
      topicName: `v2.users.${userId}.activity`,
      eventBody: { routingStatus: { status: 'OFF_QUEUE', startTime: since } },
    });
  });

  test.each([
    ['OFF_QUEUE', 'Available', 0],
    ['IDLE', 'OnQueue', 0],
    ['NOT_RESPONDING', 'OnQueue', 0],
    ['INTERACTING', 'OnQueue', 1],
    ['COMMUNICATING', 'OnQueue', 1],
  ] as const)('gives somebody the routing status %s with the presence %s', (status, presence, busy) => {
    const { userId } = ana();
    pull({ lever: 'set-presence', userId, systemPresence: status === 'OFF_QUEUE' ? 'OnQueue' : 'Available' });
    const before = ana().conversations.length;
    pull({ lever: 'set-routing', userId, status });
    expect(ana()).toMatchObject({ routing: { status }, presence: { systemPresence: presence } });
    expect(ana().conversations.length).toBe(Math.max(before, busy));
  });

  test('is refused when it names what is not there', async () => {
    const { userId } = ana();
    for (const scene of [
      { lever: 'set-routing', userId: 'nobody', status: 'IDLE' },
      { lever: 'join-queue', userId, queueId: 'nowhere' },
      { lever: 'join-team', userId, teamId: 'nobody' },
      { lever: 'set-presence', userId, systemPresence: 'Asleep' },
      { lever: 'set-presence', userId, systemPresence: 'Away', definitionId: 'of another org' },
    ] as const) {
      expect(() => {
        pull(scene);
      }).toThrow('in the practice org');
      const body = JSON.stringify(scene);
      const reply = await fetch(`${org.simulator.address.controlUrl}/levers`, { method: 'POST', body });
      expect(reply.status).toBe(404);
    }
  });
});

describe.each([1, 2, 3])('a day full of scenes with seed %i', (seed) => {
  const MINUTE_MS = 60_000;

  test('leaves every state fitting the others, and nobody behind', () => {
    const startMs = Date.UTC(2026, 2, 3, 9, 0, 0);
    const roster = drawRoster(seed, 72);
    const random = seededRandom(seed);
    const centre = new ContactCentre({ roster, random, speed: 1, startMs, tell: () => undefined });
    for (let minute = 1; minute <= 240; minute += 1) {
      const nowMs = startMs + minute * MINUTE_MS;
      centre.advanceTo(nowMs);
      for (let count = 0; count < 3; count += 1) playScene(centre, drawScene(random, roster), nowMs);
      if (minute % 10 === 0) checkStates(centre);
    }
    const longAgoMs = startMs + 240 * MINUTE_MS;
    centre.advanceTo(longAgoMs + 480 * MINUTE_MS);
    checkStates(centre);
    for (const agent of centre.world.agents.values())
      expect(agent.presence.sinceMs).toBeGreaterThan(longAgoMs);
    for (const { startMs: since } of centre.world.conversations.values()) {
      expect(since).toBeGreaterThan(longAgoMs);
    }
  });
});

const STATUSES: readonly PracticeRoutingStatus[] = [
  'OFF_QUEUE',
  'IDLE',
  'INTERACTING',
  'NOT_RESPONDING',
  'COMMUNICATING',
];

function drawScene(random: () => number, { people, queues, presences }: Roster): Scene {
  const userId = pick(random, people).id;
  const queueId = pick(random, queues).id;
  const { systemPresence, id: definitionId } = pick(random, presences);
  return pick<Scene>(random, [
    { lever: 'join-queue', userId, queueId },
    { lever: 'leave-queue', userId, queueId },
    { lever: 'set-presence', userId, systemPresence, definitionId },
    { lever: 'set-routing', userId, status: pick(random, STATUSES) },
  ]);
}

function checkStates({ world }: ContactCentre): void {
  for (const agent of world.agents.values()) {
    const isOnQueue = agent.presence.definition.systemPresence === 'OnQueue';
    expect(agent.routing.status === 'OFF_QUEUE').toBe(!isOnQueue);
    expect(agent.isAtStation).toBe(agent.presence.definition.systemPresence !== 'Offline');
    for (const id of agent.activeQueueIds) expect(agent.queueIds).toContain(id);
    if (agent.conversation) expect(world.conversations.get(agent.conversation.id)).toBe(agent.conversation);
  }
  for (const queue of world.queues.values()) {
    for (const { state } of queue.waiting) expect(state).toBe('waiting');
    for (const { state } of queue.alerting) expect(state).toBe('alerting');
    for (const { state } of queue.interacting) expect(['talking', 'wrapping-up']).toContain(state);
  }
}
