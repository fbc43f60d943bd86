import { describe, expect, it } from 'vitest';
import type { AgentState } from '../../../shared/model/agent.ts';
import type { GroupSource } from '../../../shared/model/board.ts';
import { eventually, ORG_PROFILE_ID, practiceRun, type PracticeRun } from '../testing/practice-run.ts';

const profileId = ORG_PROFILE_ID;

/** What the window knows of each agent, put together from the pushes. */
function watchedAgents({ monitor }: PracticeRun): ReadonlyMap<string, AgentState> {
  const agents = new Map<string, AgentState>();
  monitor.on('agents', (changes) => {
    for (const { agents: changed } of changes) for (const agent of changed) agents.set(agent.userId, agent);
  });
  return agents;
}

const eventSpelling = (systemPresence: string): string =>
  systemPresence.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

/** The practice org's own state of these people, in the words of the board. */
function truthOf({ simulator }: PracticeRun, userIds: readonly string[]): readonly unknown[] {
  return simulator
    .agents()
    .filter(({ userId }) => userIds.includes(userId))
    .map(({ userId, presence, routing, outOfOffice, conversations }) => ({
      userId,
      presence: [eventSpelling(presence.systemPresence), presence.definitionId, Date.parse(presence.since)],
      routing: [routing.status, Date.parse(routing.since)],
      outOfOffice,
      interactions: conversations.map(({ id, media, queueId, phase }) => [id, media, queueId, phase]),
    }));
}

/** What the board says of them. */
function shownOf(agents: ReadonlyMap<string, AgentState>, userIds: readonly string[]): readonly unknown[] {
  return userIds.map((userId) => {
    const { presence, routing, outOfOffice, interactions } = agents.get(userId) ?? {};
    return {
      userId,
      presence: [presence?.value.systemPresence, presence?.value.definitionId, presence?.since],
      routing: [routing?.value, routing?.since],
      outOfOffice: outOfOffice?.value,
      interactions: interactions?.value.map(({ conversationId, media, queueId, phase }) => [
        conversationId,
        media,
        queueId,
        phase,
      ]),
    };
  });
}

const standings = ({ presence, routing, outOfOffice, interactions }: AgentState): readonly unknown[] =>
  [presence, routing, outOfOffice, interactions].map((known) => known?.standing);

const isKnownAgain = (agent: AgentState): boolean => standings(agent).every((one) => one !== 'last-known');

async function watching(run: PracticeRun, source: GroupSource): Promise<void> {
  await run.monitor.start();
  await run.seen.untilStatus('live');
  await run.monitor.handlers.watchGroup({ profileId, source });
}

describe('the board of an organisation', () => {
  it('says what a team takes before it is watched, and shows its people when it is', async () => {
    const clockOffsetMs = 90_000;
    const run = await practiceRun({ topics: [], simulator: { clockOffsetMs } });
    const { monitor, seen, simulator } = run;
    const agents = watchedAgents(run);
    const [team] = simulator.roster.teams;
    const source: GroupSource = { kind: 'team', id: team?.id ?? '' };
    const members = simulator.agents().filter(({ teamIds }) => teamIds.includes(source.id));
    await monitor.start();
    await seen.untilStatus('live');
    await expect(monitor.handlers.listTeams({ profileId })).resolves.toMatchObject({
      [source.id]: team?.name,
    });
    await expect(monitor.handlers.previewGroup({ profileId, source })).resolves.toEqual({
      name: team?.name,
      members: members.length,
      added: members.length,
      cost: { subscriptions: members.length, channels: 1 },
      excess: null,
    });
    await monitor.handlers.watchGroup({ profileId, source });
    await eventually(
      'its people',
      () => agents.size === members.length && [...agents.values()].every(isKnownAgain),
    );
    const userIds = members.map(({ userId }) => userId);
    expect(shownOf(agents, userIds)).toEqual(truthOf(run, userIds));
    expect(new Set([...agents.values()].flatMap(standings))).toEqual(new Set(['live']));
    const { boards, agents: known } = await monitor.handlers.getSnapshot(null);
    const board = boards.find((one) => one.profileId === profileId);
    expect(board?.groups).toEqual([
      { source, name: team?.name, members: expect.any(Array) as unknown, problem: null },
    ]);
    const { offsetMs, withinMs } = board?.clock ?? { offsetMs: 0, withinMs: Infinity };
    expect(withinMs).toBeLessThan(1_000);
    expect(Math.abs(offsetMs - clockOffsetMs)).toBeLessThanOrEqual(withinMs);
    expect(known.find((one) => one.profileId === profileId)?.agents).toHaveLength(members.length);
  });

  it('follows who joins and leaves a queue, and listens no more to whom nobody watches', async () => {
    const run = await practiceRun({ topics: [] });
    const { monitor, simulator, seen } = run;
    const [queue] = simulator.roster.queues;
    const source: GroupSource = { kind: 'queue', id: queue?.id ?? '' };
    await watching(run, source);
    const shown = (): readonly string[] => seen.last('board')?.at(-1)?.groups[0]?.members ?? [];
    const inQueue = (): readonly string[] =>
      simulator
        .agents()
        .filter(({ queueIds }) => queueIds.includes(source.id))
        .map(({ userId }) => userId);
    const isSame = (): boolean => [...shown()].sort().join() === [...inQueue()].sort().join();
    await eventually('its members', () => shown().length > 0 && isSame());
    const [leaver] = inQueue();
    await seen.untilSubscribed();
    simulator.levers.pull({ lever: 'leave-queue', userId: leaver ?? '', queueId: source.id });
    await eventually('the one who left', isSame);
    await eventually(
      'its topics',
      () => !(seen.last('subscriptions') ?? []).some(({ topic }) => topic.includes(leaver ?? '-')),
    );
    await monitor.handlers.unwatchGroup({ profileId, group: source });
    await eventually('no topics', () => seen.last('subscriptions')?.length === 0);
  });
});

describe('the day of an agent', () => {
  it('is told by the history', async () => {
    const run = await practiceRun({ topicsOf: { aspect: 'presence', count: 1 } });
    const { monitor, seen, simulator } = run;
    const [person] = simulator.roster.people;
    const userId = person?.id ?? '';
    await monitor.start();
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    const from = Date.now() - 60_000;
    for (const systemPresence of ['Meeting', 'Available'] as const)
      simulator.levers.pull({ lever: 'set-presence', userId, systemPresence });
    await seen.until('both', () => seen.events.length === 2);
    const day = await monitor.handlers.getAgentDay({ profileId, userId, from, to: Date.now() + 1_000 });
    expect(day.stretches.at(-1)?.presence?.systemPresence).toBe('AVAILABLE');
    expect(day.newestChanges).toHaveLength(2);
  });

  it('ends as it was found after a gap, however far behind the clock of the server is', async () => {
    const run = await practiceRun({
      topicsOf: { aspect: 'presence', count: 1 },
      simulator: { clockOffsetMs: -600_000 },
    });
    const { monitor, seen, simulator } = run;
    const userId = simulator.roster.people[0]?.id ?? '';
    await monitor.start();
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    simulator.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Meeting' });
    await seen.until('the meeting', () => seen.events.length === 1);
    simulator.levers.pull({ lever: 'drop' });
    simulator.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Available' });
    await seen.until('what was missed', () => seen.ofType('refreshed').length === 1);
    const [from, to] = [Date.now() - 60_000, Date.now() + 1_000];
    const { stretches } = await monitor.handlers.getAgentDay({ profileId, userId, from, to });
    expect(stretches.at(-1)).toMatchObject({ presence: { systemPresence: 'AVAILABLE' }, isHeard: true });
  });
});

describe('five hundred agents', () => {
  it('are known again soon after a drop, by few requests', async () => {
    const run = await practiceRun({ topics: [], simulator: { speed: 20, agentCount: 500 } });
    const { seen, simulator } = run;
    const agents = watchedAgents(run);
    const userIds = simulator.agents().map(({ userId }) => userId);
    await watching(run, { kind: 'list', id: 'all', name: 'Everybody', userIds });
    const areAllKnown = (): boolean => [...agents.values()].filter(isKnownAgain).length === userIds.length;
    await eventually('everybody', areAllKnown, 30_000);
    const before = simulator.received.requests.length;
    simulator.levers.pull({ lever: 'drop' });
    await seen.until('the refresh', () => seen.ofType('refresh').length > 0);
    await eventually('everybody again', areAllKnown);
    expect(seen.ofType('refresh')[0]?.refresh).toMatchObject({
      people: { total: 500, refreshed: 500 },
      failures: [],
      notRecovered: [],
    });
    expect(seen.ofType('refresh')[0]?.refresh.tookMs).toBeLessThan(10_000);
    expect(simulator.received.requests.length - before).toBeLessThan(25);
  }, 60_000);
});

describe('the board of a busy day', () => {
  it('equals the organisation itself after drops and a renewal', async () => {
    const run = await practiceRun({ topics: [], simulator: { speed: 60, agentCount: 120 } });
    const { seen, simulator } = run;
    const agents = watchedAgents(run);
    const userIds = simulator.agents().map(({ userId }) => userId);
    await watching(run, { kind: 'list', id: 'all', name: 'Everybody', userIds });
    await eventually('everybody', () => [...agents.values()].filter(isKnownAgain).length === userIds.length);

    for (const drop of [{ lever: 'drop' }, { lever: 'drop', closeCode: 1001 }] as const) {
      const before = seen.ofType('gap').length;
      simulator.levers.pull(drop);
      await seen.until('the gap', () => seen.ofType('gap').length > before);
    }
    simulator.levers.pull({ lever: 'socket-closing', graceMs: 3_000 });
    await seen.until('the renewal', () => seen.ofType('renewal').some(({ phase }) => phase === 'done'));
    await eventually('everybody again', () => [...agents.values()].every(isKnownAgain));

    // Between two events there is a moment in which everything has arrived.
    await eventually(
      'the truth',
      () => JSON.stringify(shownOf(agents, userIds)) === JSON.stringify(truthOf(run, userIds)),
    );
  }, 60_000);
});
