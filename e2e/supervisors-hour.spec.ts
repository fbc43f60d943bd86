import type { Page } from 'playwright/test';
import type { Alert } from '../shared/model/alert.ts';
import type { AgentState } from '../shared/model/agent.ts';
import type { Gap } from '../shared/model/connection-state.ts';
import type { RefreshSummary } from '../shared/model/refresh.ts';
import type { Snapshot } from '../shared/model/snapshot.ts';
import type { TimelineEntry } from '../shared/model/timeline.ts';
import type { AgentNow } from '../simulator/control/agents.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import { expect, test } from './fixtures.ts';
import { connectOrganisation, expectLive, openView } from './window.ts';

const AGENTS = 500;
/** So fast, 500 people make about 40 events a second. */
const SPEED = 9;
/** So much happens, and is heard, between two troubles. */
const CALM_EVENTS = 200;
/** So much happens while the computer sleeps. */
const SLEPT_EVENTS = 600;
const AWAY_FOR_MS = 4_000;

/** Asks as the window does. The answer is the contract's. */
async function ask<T>(page: Page, verb: string, argument: unknown): Promise<T> {
  const request = `monitor[${JSON.stringify(verb)}](${JSON.stringify(argument)})`;
  const answer = await page.evaluate<{ readonly ok: true; readonly value: T } | { readonly ok: false }>(
    request,
  );
  if (!answer.ok) throw new Error(`${verb} was refused: ${JSON.stringify(answer)}`);
  return answer.value;
}

const snapshotOf = (page: Page): Promise<Snapshot> => ask(page, 'getSnapshot', null);

async function entriesOf(page: Page, filter: string): Promise<readonly TimelineEntry[]> {
  const query = { from: 'before', position: Number.MAX_SAFE_INTEGER, limit: 1000, filter };
  return (await ask<Snapshot['page']>(page, 'queryEntries', query)).entries;
}

const gapsOf = async (page: Page): Promise<readonly Gap[]> =>
  (await entriesOf(page, 'gap:yes')).flatMap((entry) => (entry.type === 'gap' ? [entry.gap] : []));

const refreshesOf = async (page: Page): Promise<readonly RefreshSummary[]> =>
  (await entriesOf(page, '-type:event')).flatMap((entry) =>
    entry.type === 'refresh' ? [entry.refresh] : [],
  );

async function untilRefreshed(page: Page, times: number): Promise<void> {
  await expect.poll(async () => (await refreshesOf(page)).length, { timeout: 90_000 }).toBe(times);
  await expectLive(page);
}

/** Waits until so many more entries are stored. */
async function untilStored(page: Page, count: number): Promise<void> {
  const stored = async (): Promise<number> => (await snapshotOf(page)).page.last;
  const enough = (await stored()) + count;
  await expect.poll(stored, { timeout: 60_000, intervals: [500] }).toBeGreaterThanOrEqual(enough);
}

/** Waits until so much more has happened in the organisation. */
async function untilHappened({ received }: Simulator, count: number): Promise<void> {
  const enough = received.events.length + count;
  await expect.poll(() => received.events.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(enough);
}

/** REST writes `OnQueue`, events write `ON_QUEUE`. */
const spelling = (systemPresence: string): string =>
  systemPresence.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

const truthOf = ({ userId, presence, routing, conversations }: AgentNow): string =>
  JSON.stringify([
    userId,
    spelling(presence.systemPresence),
    presence.definitionId,
    routing.status,
    conversations.map(({ id, phase }) => `${id} ${phase}`).sort(),
  ]);

const shownOf = ({ userId, presence, routing, interactions }: AgentState): string =>
  JSON.stringify([
    userId,
    presence?.value.systemPresence,
    presence?.value.definitionId,
    routing?.value,
    (interactions?.value ?? []).map(({ conversationId, phase }) => `${conversationId} ${phase}`).sort(),
  ]);

/**
 * People who stand otherwise on the board than in the organisation. The organisation goes on living while both are asked: who
 * changes meanwhile is left out.
 */
async function differences(page: Page, org: Simulator, profileId: string): Promise<readonly string[]> {
  const before = new Set(org.agents().map(truthOf));
  const { agents } = await snapshotOf(page);
  const shown = new Set(
    agents.filter((one) => one.profileId === profileId).flatMap((one) => one.agents.map(shownOf)),
  );
  const after = org.agents().map(truthOf);
  return after.filter((truth) => before.has(truth) && !shown.has(truth));
}

/** It fired while nobody listened, of time that nobody heard: the last proof of life came before it was due. */
const isStale = ({ outcome, at, beganAt, forMs }: Alert, gaps: readonly Gap[]): boolean =>
  outcome.kind === 'fired' && gaps.some(({ from, to }) => at > from && at < to && beganAt + forMs > from);

test("a supervisor's hour: every gap shown, everybody refreshed in time, no alert from what is stale, and the board right at the end", async ({
  vigil,
  startOrg,
}) => {
  test.setTimeout(420_000);
  const { app, page } = vigil;
  const org = await startOrg({ agentCount: AGENTS, speed: SPEED });
  const calm = (): Promise<void> => untilStored(page, CALM_EVENTS);
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  const profileId = (await snapshotOf(page)).settings.activeProfileId;

  // The morning: everybody comes onto the board, by team, and one queue with who works in it.
  for (const { id } of org.roster.teams)
    await ask(page, 'watchGroup', { profileId, source: { kind: 'team', id } });
  const queue = org.roster.queues[0];
  if (queue === undefined) throw new Error('The organisation has no queue.');
  await ask(page, 'watchGroup', { profileId, source: { kind: 'queue', id: queue.id } });
  await openView(page, 'Board');
  await expect(page.getByText('500 agents, all known')).toBeVisible({ timeout: 60_000 });
  await ask(page, 'saveRule', {
    ...{ name: 'Away too long', isOn: true, filter: 'presence:Away', forMs: AWAY_FOR_MS },
    ...{ scope: { kind: 'everyone' }, channels: { notification: false, sound: false } },
    ...{ coolDownMs: 0, quietHours: null, isUrgent: false },
  });
  await calm();

  // Two drops: one of the line, one of the whole service.
  org.levers.pull({ lever: 'drop' });
  await untilRefreshed(page, 1);
  await calm();
  org.levers.pull({ lever: 'outage', durationMs: 12_000 });
  await untilRefreshed(page, 2);
  await calm();

  // A renewal that is announced, and a move into the queue that is watched: neither is a gap.
  org.levers.pull({ lever: 'socket-closing', graceMs: 15_000 });
  const newcomer = org.agents().find(({ queueIds }) => !queueIds.includes(queue.id));
  if (newcomer === undefined) throw new Error('Everybody is in the queue.');
  org.levers.pull({ lever: 'join-queue', userId: newcomer.userId, queueId: queue.id });
  const membersOf = async (): Promise<readonly string[]> =>
    (await snapshotOf(page)).boards
      .flatMap(({ groups }) => groups)
      .find(({ source }) => source.kind === 'queue' && source.id === queue.id)?.members ?? [];
  await expect.poll(membersOf, { timeout: 30_000 }).toContain(newcomer.userId);
  const renewed = async (): Promise<boolean> =>
    (await entriesOf(page, '-type:event')).some(
      (entry) => entry.type === 'renewal' && entry.phase === 'done',
    );
  await expect.poll(renewed, { timeout: 60_000 }).toBe(true);
  await calm();

  // A sleep, in which the line dies.
  app.process().kill('SIGSTOP');
  org.levers.pull({ lever: 'drop' });
  await untilHappened(org, SLEPT_EVENTS);
  app.process().kill('SIGCONT');
  await untilRefreshed(page, 3);
  await calm();

  const gaps = await gapsOf(page);
  expect(gaps.map(({ cause }) => cause.code)).toHaveLength(3);
  for (const { people, tookMs } of await refreshesOf(page)) {
    expect(people).toMatchObject({ total: AGENTS, refreshed: AGENTS });
    expect(tookMs).toBeLessThan(10_000);
  }
  expect(org.received.requests.filter(({ status }) => status === 429)).toEqual([]);

  const { alerts } = (await snapshotOf(page)).alerts;
  expect(alerts.filter(({ outcome }) => outcome.kind === 'fired').length).toBeGreaterThan(0);
  expect(alerts.filter((alert) => isStale(alert, gaps))).toEqual([]);

  // What has just happened may still be on its way.
  await expect
    .poll(() => differences(page, org, profileId), { timeout: 60_000, intervals: [100] })
    .toEqual([]);
  await expect(page.getByText('500 agents, all known')).toBeVisible();
});
