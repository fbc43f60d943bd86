import { onTestFinished, type TestContext } from 'vitest';
import type { Profile, ProfileDraft } from '../../../shared/model/profile.ts';
import type { SimulatorOptions } from '../../../simulator/options.ts';
import { startSimulator, type Simulator } from '../../../simulator/start-simulator.ts';
import { createLogger } from '../base/logger.ts';
import { createMonitor } from '../create-monitor.ts';
import type { ChooseFile, Monitor } from '../monitor/monitor.ts';
import type { World } from '../monitor/session.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.ts';
import { FIRST_SETTINGS, withConnection, withProfile, type Settings } from '../settings/settings.ts';
import { Seen } from './seen.ts';

/** A monitor and the practice org that it speaks to over loopback, by real sockets and the real clock. */
export interface PracticeRun {
  readonly simulator: Simulator;
  readonly monitor: Monitor;
  readonly seen: Seen;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly logLines: readonly string[];
  /** Topics of the first people of the org. */
  readonly topicsOf: (aspect: string, count: number) => readonly string[];
}

export const ORG_PROFILE_ID = 'org';

/**
 * Starts both; neither does anything yet. With `topics` the active profile is an organisation like any other, its
 * secret in the store, else it is the practice org. The contact centre is quiet unless told otherwise: what
 * happens is what levers cause. Both are ended with the test.
 */
export async function practiceRun(
  options: {
    readonly simulator?: SimulatorOptions;
    readonly topics?: readonly string[];
    readonly topicsOf?: { readonly aspect: string; readonly count: number };
    readonly clientSecret?: string | null;
    readonly world?: Partial<World>;
    readonly save?: (settings: Settings) => Promise<void>;
    readonly secrets?: SecretStore;
    /** The files that are chosen, one after another. */
    readonly chooseFile?: ChooseFile;
    /** The test's own, where tests run side by side. */
    readonly onTestFinished?: TestContext['onTestFinished'];
  } = {},
): Promise<PracticeRun> {
  const simulator = await startSimulator({ speed: 0, ...options.simulator });
  const topicsOf = (aspect: string, count: number): readonly string[] =>
    simulator.roster.people.slice(0, count).map(({ id }) => `v2.users.${id}.${aspect}`);
  const { aspect, count } = options.topicsOf ?? { aspect: '', count: 0 };
  const topics = options.topics ?? topicsOf(aspect, count);
  const isOrg = options.topics !== undefined || options.topicsOf !== undefined;
  const { address } = simulator;
  const profile: Profile = {
    id: ORG_PROFILE_ID,
    name: 'Acme',
    target: { kind: 'custom', loginUrl: address.loginUrl, apiUrl: address.apiUrl },
    clientId: address.clientId,
    topics,
  };
  const initial = isOrg ? withConnection(withProfile(FIRST_SETTINGS, profile), profile.id) : FIRST_SETTINGS;
  const settings = createSettingsStore({ initial, save: options.save ?? (() => Promise.resolve()) });
  const secrets = options.secrets ?? createMemorySecretStore('Under test.');
  const secret = options.clientSecret === undefined ? address.clientSecret : options.clientSecret;
  if (isOrg && secret !== null) await secrets.set(profile.id, secret);
  const logLines: string[] = [];
  const monitor = createMonitor({
    settings,
    secrets,
    startPracticeOrg: () => Promise.resolve({ address, close: () => simulator.close() }),
    log: createLogger({ write: (line) => logLines.push(line), now: Date.now, lowestLevel: 'debug' }),
    ...(options.world === undefined ? {} : { world: options.world }),
    ...(options.chooseFile === undefined ? {} : { chooseFile: options.chooseFile }),
  });
  (options.onTestFinished ?? onTestFinished)(async () => {
    await monitor.stop();
    await simulator.close();
  });
  return { simulator, monitor, seen: new Seen(monitor), settings, secrets, logLines, topicsOf };
}

/** What the profile form sends for this org when the secret stays the stored one. */
export function withoutSecret({ simulator }: PracticeRun, parts: Partial<ProfileDraft> = {}): ProfileDraft {
  const { loginUrl, apiUrl, clientId } = simulator.address;
  return { name: 'Acme', target: { kind: 'custom', loginUrl, apiUrl }, clientId, ...parts };
}

/** The same with the right secret. */
export function draftOf(run: PracticeRun, parts: Partial<ProfileDraft> = {}): ProfileDraft {
  return { ...withoutSecret(run), clientSecret: run.simulator.address.clientSecret, ...parts };
}

/**
 * Makes events happen in a steady stream, a few at a time. Resolves when the last has happened, whether somebody
 * listened or not.
 */
export async function stream(
  { levers, address }: Simulator,
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
): Promise<void> {
  const atOnce = Math.max(1, Math.round(perSecond / 50));
  for (let left = count; left > 0; left -= atOnce) {
    levers.pull({ lever: 'burst', count: Math.min(atOnce, left), perSecond: 100_000 });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  let state = '';
  do {
    const answer = await fetch(`${address.controlUrl}/state`);
    state = await answer.text();
  } while (state.includes('"burst"'));
}

/** The same until it is told to end. */
export function endlessStream(simulator: Simulator): { readonly end: () => Promise<void> } {
  const ending = new AbortController();
  const flowing = (async (): Promise<void> => {
    while (!ending.signal.aborted) await stream(simulator, { count: 5, perSecond: 250 });
  })();
  return {
    end: () => {
      ending.abort();
      return flowing;
    },
  };
}

/** Waits for something that no push tells of; looks again in every turn of the loop, and gives up after a while. */
export async function eventually(what: string, isSo: () => boolean, patienceMs = 12_000): Promise<void> {
  const patienceEndsAt = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > patienceEndsAt) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
