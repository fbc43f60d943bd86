import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import type { Profile } from '../../../shared/model/profile.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { startSimulator, type Simulator } from '../../../simulator/start-simulator.ts';
import { createLogger } from '../base/logger.ts';
import { createMonitor } from '../create-monitor.ts';
import type { Stored } from '../history/timeline-store.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.ts';
import { FIRST_SETTINGS, withConnection, withProfile } from '../settings/settings.ts';
import { eventually, stream } from '../testing/practice-run.ts';
import { Seen } from '../testing/seen.ts';
import type { Monitor } from './monitor.ts';

const EUROPE = 'acme-eu';
const AMERICA = 'acme-us';

/** Two organisations, each with a service of its own. */
interface Floor {
  readonly europe: Simulator;
  readonly america: Simulator;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  /** A run of Vigil, not started yet. */
  readonly run: () => Run;
}

interface Run {
  readonly monitor: Monitor;
  readonly seen: Seen;
  readonly log: readonly string[];
  readonly storedOf: (profileId: string) => readonly Stored[];
  readonly untilStatus: (profileId: string, status: string) => Promise<unknown>;
}

type OnTestFinished = TestContext['onTestFinished'];

const topicsOf = ({ roster }: Simulator): readonly string[] =>
  roster.people.slice(0, 2).map(({ id }) => `v2.users.${id}.presence`);

function profileOf(id: string, simulator: Simulator): Profile {
  const { loginUrl, apiUrl, clientId } = simulator.address;
  const target = { kind: 'custom', loginUrl, apiUrl } as const;
  return { id, name: id, target, clientId, topics: topicsOf(simulator) };
}

async function floor(onTestFinished: OnTestFinished, americanSecret?: string): Promise<Floor> {
  const [europe, america] = await Promise.all([startSimulator({ speed: 0 }), startSimulator({ speed: 0 })]);
  const dataDir = await mkdtemp(join(tmpdir(), 'vigil-organisations-'));
  const both = [profileOf(EUROPE, europe), profileOf(AMERICA, america)].reduce(withProfile, FIRST_SETTINGS);
  const settings = createSettingsStore({
    initial: withConnection(withConnection(both, EUROPE), AMERICA),
    save: () => Promise.resolve(),
  });
  const secrets: SecretStore = {
    ...createMemorySecretStore(''),
    describe: () => ({ kind: 'keychain', name: 'keychain of the test' }),
  };
  await secrets.set(EUROPE, europe.address.clientSecret);
  await secrets.set(AMERICA, americanSecret ?? america.address.clientSecret);
  const ends: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const end of ends) await end();
    await Promise.all([europe.close(), america.close()]);
    await rm(dataDir, { recursive: true });
  });
  const run = (): Run => {
    const log: string[] = [];
    const monitor = createMonitor({
      ...{ settings, secrets, dataDir },
      startPracticeOrg: () => Promise.reject(new Error('Nobody wants it.')),
      log: createLogger({ write: (line) => log.push(line), now: Date.now, lowestLevel: 'debug' }),
      world: { random: () => 0 },
    });
    ends.push(() => monitor.stop());
    const seen = new Seen(monitor);
    const stored = new Map<string, Stored[]>();
    monitor.onStored((entries, profileId) => {
      stored.set(profileId, [...(stored.get(profileId) ?? []), ...entries]);
    });
    const statusOf = (id: string): string | undefined =>
      seen.last('organisations')?.find(({ profileId }) => profileId === id)?.state.status;
    return {
      ...{ monitor, seen, log },
      storedOf: (profileId) => stored.get(profileId) ?? [],
      untilStatus: (id, status) => seen.until(`${id} ${status}`, () => statusOf(id) === status),
    };
  };
  return { europe, america, settings, secrets, run };
}

async function bothLive({ untilStatus, monitor, storedOf }: Run): Promise<void> {
  await monitor.start();
  await Promise.all([untilStatus(EUROPE, 'live'), untilStatus(AMERICA, 'live')]);
  await Promise.all(
    [EUROPE, AMERICA].map((profileId) =>
      eventually('both topics', () => ofType(storedOf(profileId), 'subscription').length === 2),
    ),
  );
}

const ofType = (stored: readonly Stored[], type: string): readonly Stored[] =>
  stored.filter(({ entry }) => entry.type === type);

const topicsIn = (entries: readonly TimelineEntry[]): ReadonlySet<string> =>
  new Set(entries.flatMap((entry) => (entry.type === 'event' ? [entry.event.topic] : [])));

const eventTopics = (stored: readonly Stored[]): ReadonlySet<string> =>
  topicsIn(stored.map(({ entry }) => entry));

const burst = (simulator: Simulator): Promise<void> => stream(simulator, { count: 200, perSecond: 2_000 });

describe('several organisations at once', () => {
  it('are live side by side, each stored in a history of its own', async ({ onTestFinished }) => {
    const there = await floor(onTestFinished);
    const run = there.run();
    await bothLive(run);
    await Promise.all([burst(there.europe), burst(there.america)]);
    await eventually('events of both', () =>
      [EUROPE, AMERICA].every((profileId) => eventTopics(run.storedOf(profileId)).size === 2),
    );
    for (const [profileId, simulator] of [
      [EUROPE, there.europe],
      [AMERICA, there.america],
    ] as const) {
      expect(eventTopics(run.storedOf(profileId))).toEqual(new Set(topicsOf(simulator)));
      const positions = run.storedOf(profileId).map(({ entry }) => entry.position);
      expect(positions).toEqual(positions.map((_, index) => index + 1));
    }
  });

  it('are shown one at a time: what is pushed is of the one that is shown, and another is there at once', async ({
    onTestFinished,
  }) => {
    const there = await floor(onTestFinished);
    const run = there.run();
    const { monitor } = run;
    const pushed: TimelineEntry[] = [];
    monitor.on('entries', ({ entries }) => pushed.push(...entries));
    await bothLive(run);
    await Promise.all([burst(there.europe), burst(there.america)]);
    await monitor.handlers.getSnapshot(null);
    expect(topicsIn(pushed)).toEqual(new Set(topicsOf(there.america)));

    const before = there.europe.received.requests.length;
    await monitor.handlers.showProfile({ profileId: EUROPE });
    const snapshot = await monitor.handlers.getSnapshot(null);
    expect(snapshot.settings.activeProfileId).toBe(EUROPE);
    expect(snapshot.connection.state.status).toBe('live');
    expect(topicsIn(snapshot.page.entries)).toEqual(new Set(topicsOf(there.europe)));
    expect(snapshot.organisations.map(({ state }) => state.status)).toEqual(['signed-out', 'live', 'live']);
    expect(there.europe.received.requests).toHaveLength(before);
  });

  it('lose their lines apart: a drop of one makes a gap of that one', async ({ onTestFinished }) => {
    const there = await floor(onTestFinished);
    const run = there.run();
    await bothLive(run);
    there.europe.levers.pull({ lever: 'outage', durationMs: 300 });
    await run.seen.until('an open gap', () =>
      run.seen.last('organisations')?.some(({ profileId, openGap }) => profileId === EUROPE && openGap),
    );
    await eventually('the gap', () => ofType(run.storedOf(EUROPE), 'gap').length === 1);
    await run.untilStatus(EUROPE, 'live');
    expect(ofType(run.storedOf(AMERICA), 'gap')).toEqual([]);
    expect(run.seen.reports.map(({ state }) => state.status)).not.toContain('waiting');
  });

  it('fail apart: a rejected secret of one leaves the other live', async ({ onTestFinished }) => {
    const there = await floor(onTestFinished, 'wrong');
    const run = there.run();
    await run.monitor.start();
    await Promise.all([run.untilStatus(EUROPE, 'live'), run.untilStatus(AMERICA, 'failed')]);
    expect(there.america.received.tokenRequests.map(({ status }) => status)).toEqual([401, 401]);
    const said = JSON.stringify(run.seen.pushes) + run.log.join('');
    expect(said).not.toContain(there.europe.address.clientSecret);
    expect(said).not.toContain(there.america.address.clientSecret);
  });

  it('are connected again by the next start, and one that was disconnected is not', async ({
    onTestFinished,
  }) => {
    const there = await floor(onTestFinished);
    const first = there.run();
    await bothLive(first);
    await first.monitor.stop();
    const second = there.run();
    await second.monitor.start();
    await Promise.all([second.untilStatus(EUROPE, 'live'), second.untilStatus(AMERICA, 'live')]);
    for (const profileId of [EUROPE, AMERICA]) {
      await eventually('the gap between', () => ofType(second.storedOf(profileId), 'gap').length === 1);
    }
    await second.monitor.handlers.disconnect({ profileId: EUROPE });
    expect(second.seen.last('organisations')?.map(({ state }) => state.status)).toEqual([
      'signed-out',
      'stopped',
      'live',
    ]);
    await second.monitor.stop();
    const third = there.run();
    await third.monitor.start();
    await third.untilStatus(AMERICA, 'live');
    expect(third.storedOf(EUROPE)).toEqual([]);
    expect(there.settings.current().connectedProfileIds).toEqual([AMERICA]);
  });

  it('leave nothing of one that is removed, and go on with another', async ({ onTestFinished }) => {
    const there = await floor(onTestFinished);
    const run = there.run();
    await bothLive(run);
    await run.monitor.handlers.removeProfile({ profileId: AMERICA });
    await eventually('the end of its socket', () =>
      there.america.received.sockets.every(({ closedAtMs }) => closedAtMs !== undefined),
    );
    expect(await there.secrets.get(AMERICA)).toBeNull();
    expect(await there.secrets.get(`${AMERICA}/history`)).toBeNull();
    const { settings, connection } = await run.monitor.handlers.getSnapshot(null);
    expect(settings.activeProfileId).toBe(EUROPE);
    expect(connection.state.status).toBe('live');
  });

  it('end with the one that was shown last, however fast the choices came', async ({ onTestFinished }) => {
    const there = await floor(onTestFinished);
    const run = there.run();
    await bothLive(run);
    const choices = [EUROPE, AMERICA, EUROPE];
    await Promise.all(choices.map((profileId) => run.monitor.handlers.showProfile({ profileId })));
    const { page } = await run.monitor.handlers.getSnapshot(null);
    expect(run.seen.last('settings')?.activeProfileId).toBe(EUROPE);
    expect(page.last).toBe(run.storedOf(EUROPE).length);
    await run.monitor.stop();
    for (const { received } of [there.europe, there.america]) {
      await eventually('the end of every socket', () =>
        received.sockets.every(({ closedAtMs }) => closedAtMs !== undefined),
      );
    }
  });
});
