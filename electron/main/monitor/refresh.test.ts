import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { MonitorEvent, Refreshed, TimelineEntry } from '../../../shared/model/timeline.ts';
import { eventually, practiceRun, type PracticeRun } from '../testing/practice-run.ts';

const OUTAGE_MS = 1_500;

/** Live on everybody's presence and routing status, in a contact centre whose day flies by. */
async function watchedFloor(
  speed: number,
  run: Partial<Parameters<typeof practiceRun>[0]> = {},
): Promise<PracticeRun> {
  const running = await practiceRun({
    simulator: { speed },
    topicsOf: { aspect: 'presence', count: 1 },
    ...run,
  });
  const topics = running.simulator.roster.people.map(({ id }) => `v2.users.${id}?presence&routingStatus`);
  await running.monitor.start();
  await running.seen.untilStatus('live');
  await running.monitor.handlers.setTopics({ topics });
  await running.seen.until('all topics', () => running.seen.ofType('subscription').length > topics.length);
  return running;
}

/** The newest value that the timeline tells of a topic, by event or by refresh. */
function lastToldOf(entries: readonly TimelineEntry[]): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const entry of entries) {
    const one: MonitorEvent | Refreshed | null =
      entry.type === 'event' ? entry.event : entry.type === 'refreshed' ? entry.refreshed : null;
    const change = one?.changes[0];
    if (one !== null && change !== undefined) told.set(one.topic, JSON.stringify(change.to));
  }
  return told;
}

const PresenceBody = v.object({
  presenceDefinition: v.object({ id: v.string(), systemPresence: v.string() }),
});
const RoutingBody = v.object({ routingStatus: v.object({ status: v.string() }) });

/** What the body of an event says, as the timeline would tell it. */
function said(topic: string, body: unknown): string {
  if (topic.endsWith('.presence')) {
    const { id, systemPresence } = v.parse(PresenceBody, body).presenceDefinition;
    return JSON.stringify({ kind: 'presence', systemPresence, definitionId: id });
  }
  const { status } = v.parse(RoutingBody, body).routingStatus;
  const words = status.replaceAll('_', ' ').toLowerCase();
  return JSON.stringify({ kind: 'text', text: words.charAt(0).toUpperCase() + words.slice(1) });
}

describe('what changed in a gap', () => {
  it('is fetched and told, and in the end everybody is shown as they are', async () => {
    const { simulator, seen } = await watchedFloor(240);
    await seen.until('events', () => seen.events.length >= 150);
    simulator.levers.pull({ lever: 'outage', durationMs: OUTAGE_MS });
    const refresh = await seen.until('the refresh', () => seen.ofType('refresh')[0]?.refresh);
    const [gap] = seen.ofType('gap');
    expect(refresh.gapIds).toEqual([gap?.gap.id]);
    expect(refresh.people).toMatchObject({ total: 72, refreshed: 72, firstSeen: 0 });
    expect(refresh.people.changed).toBeGreaterThan(0);
    expect([refresh.queues.total, refresh.failures, refresh.notRecovered]).toEqual([0, [], []]);

    const refreshed = seen.ofType('refreshed').map((entry) => entry.refreshed);
    expect(new Set(refreshed.map(({ subject }) => subject.id)).size).toBe(refresh.people.changed);
    for (const { changes, since } of refreshed) {
      expect(changes).toHaveLength(1);
      expect(changes[0]?.from).not.toBeNull();
      expect(since).not.toBeNull();
    }

    const missed = simulator.received.events.filter(({ deliveries }) =>
      deliveries.every(({ outcome }) => outcome !== 'sent'),
    );
    expect(missed.length).toBeGreaterThan(0);
    await eventually('every topic that was missed to be told as it is', () => {
      const told = lastToldOf(seen.entries);
      const truth = new Map(
        simulator.received.events.map(({ topic, body }) => [topic, said(topic, Object(body) as object)]),
      );
      return missed.every(({ topic }) => !told.has(topic) || told.get(topic) === truth.get(topic));
    });
  });

  it('is nothing where nobody moved, and the summary says so', async () => {
    const { simulator, monitor, seen } = await watchedFloor(0);
    simulator.levers.pull({ lever: 'burst', count: 144, perSecond: 10_000 });
    await seen.until('a first value of each', () => seen.events.length >= 144);
    simulator.levers.pull({ lever: 'outage', durationMs: 300 });
    const { people } = await seen.until('the refresh', () => seen.ofType('refresh')[0]?.refresh);
    expect(people.changed).toBe(0);
    expect(seen.ofType('refreshed')).toEqual([]);
    const { connection } = await monitor.handlers.getSnapshot(null);
    expect(connection.refresh).toMatchObject({ phase: 'done', summary: { people: { refreshed: 72 } } });
  });
});

describe('five hundred people', () => {
  it('are refreshed within ten seconds, by a handful of requests', async () => {
    const { simulator, seen } = await watchedFloor(0, { simulator: { speed: 0, agentCount: 500 } });
    await seen.until('all names', () => Object.keys(seen.last('directory')?.users ?? {}).length === 500);
    const before = simulator.received.requests.length;
    simulator.levers.pull({ lever: 'outage', durationMs: 300 });
    const { people, tookMs } = await seen.until('the refresh', () => seen.ofType('refresh')[0]?.refresh);
    expect(people).toMatchObject({ total: 500, refreshed: 500 });
    expect(tookMs).toBeLessThan(10_000);
    const asked = simulator.received.requests.slice(before).filter(({ path }) => path === '/api/v2/users');
    expect(asked).toHaveLength(5);
  });
});

describe('a token that is refused in a refresh', () => {
  it('is replaced once, and everybody is refreshed all the same', async () => {
    let refusals = 0;
    let isRefusing = false;
    const { simulator, seen } = await watchedFloor(0, {
      world: {
        fetch: (url, init) => {
          if (!isRefusing || refusals > 0 || !url.includes('&expand=presence')) return fetch(url, init);
          refusals += 1;
          return Promise.resolve(Response.json({ code: 'bad.credentials' }, { status: 401 }));
        },
      },
    });
    const issued = (): number =>
      simulator.received.tokenRequests.filter(({ status }) => status === 200).length;
    const before = issued();
    isRefusing = true;
    simulator.levers.pull({ lever: 'outage', durationMs: 300 });
    const { people } = await seen.until('the refresh', () => seen.ofType('refresh')[0]?.refresh);
    expect([refusals, people.refreshed, issued() - before]).toEqual([1, 72, 1]);
  });
});

describe('stopping', () => {
  it('ends the refresh: no request comes after it', async () => {
    const { simulator, monitor, seen } = await watchedFloor(0);
    simulator.levers.pull({ lever: 'outage', durationMs: 300 });
    await seen.until('a refresh under way', () => seen.reports.at(-1)?.refresh?.phase === 'running');
    await monitor.handlers.disconnect({ profileId: seen.last('settings')?.activeProfileId ?? 'org' });
    const asked = simulator.received.requests.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.ofType('refresh')).toEqual([]);
    await monitor.stop();
    expect(simulator.received.requests.length).toBeLessThanOrEqual(asked + 4);
  });
});
