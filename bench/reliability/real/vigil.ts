import type { ConnectionReport, Gap } from '../../../shared/model/connection-state.ts';
import type { MonitorEvent, TimelineEntry } from '../../../shared/model/timeline.ts';
import type { PracticeOrgAddress } from '../../../shared/practice/levers.ts';
import { createLogger } from '../../../electron/main/base/logger.ts';
import { createMonitor, type MonitorOptions } from '../../../electron/main/create-monitor.ts';
import { createMemorySecretStore } from '../../../electron/main/secrets/memory-secret-store.ts';
import { createSettingsStore } from '../../../electron/main/settings/settings-store.ts';
import { FIRST_SETTINGS, withConnection, withProfile } from '../../../electron/main/settings/settings.ts';

export interface VigilOptions {
  readonly org: Pick<PracticeOrgAddress, 'clientId' | 'clientSecret'>;
  /** Where the org is reached, login and API alike. */
  readonly url: string;
  readonly topics: readonly string[];
  readonly world?: MonitorOptions['world'];
}

type Monitor = ReturnType<typeof createMonitor>;

/** Nothing that is waited for on loopback takes this long. */
const PATIENCE_MS = 15_000;

/** Vigil's real core on real sockets, and a witness of all that it says. */
export class Vigil {
  readonly monitor: Monitor;
  readonly events: MonitorEvent[] = [];
  readonly gaps: Gap[] = [];
  /** One for each change of the status, with this computer's time. */
  readonly statuses: { readonly atMs: number; readonly state: ConnectionReport['state'] }[] = [];
  readonly #checks = new Set<() => void>();

  private constructor(monitor: Monitor) {
    this.monitor = monitor;
    monitor.onStored((stored) => {
      for (const { entry } of stored) this.#take(entry);
      this.#look();
    });
    monitor.on('connection', ({ state }) => {
      const atMs = performance.timeOrigin + performance.now();
      if (state.status !== this.statuses.at(-1)?.state.status) this.statuses.push({ atMs, state });
      this.#look();
    });
  }

  static async create({ org, url, topics, world }: VigilOptions): Promise<Vigil> {
    const id = 'org';
    const target = { kind: 'custom', loginUrl: url, apiUrl: url } as const;
    const profile = { id, name: 'Acme', target, clientId: org.clientId, topics };
    const secrets = createMemorySecretStore('A check keeps nothing.');
    await secrets.set(id, org.clientSecret);
    return new Vigil(
      createMonitor({
        settings: createSettingsStore({
          initial: withConnection(withProfile(FIRST_SETTINGS, profile), id),
          save: () => Promise.resolve(),
        }),
        secrets,
        startPracticeOrg: () => Promise.reject(new Error('The org of this check runs by itself.')),
        log: createLogger({
          write: (line) => process.stderr.write(`${line}\n`),
          now: Date.now,
          lowestLevel: 'error',
        }),
        ...(world === undefined ? {} : { world }),
      }),
    );
  }

  get status(): string | undefined {
    return this.statuses.at(-1)?.state.status;
  }

  /** Resolves once this is so; looks again whenever Vigil says something. */
  until(what: string, isSo: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#checks.delete(check);
        const last = JSON.stringify(this.statuses.at(-1)?.state);
        reject(new Error(`Waited in vain for ${what}; ${String(this.events.length)} events, ${last}.`));
      }, patienceMs);
      const check = (): void => {
        if (!isSo()) return;
        clearTimeout(patience);
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
      check();
    });
  }

  untilStatus(status: ConnectionReport['state']['status'], patienceMs?: number): Promise<void> {
    return this.until(`the status ${status}`, () => this.status === status, patienceMs);
  }

  #take(entry: TimelineEntry): void {
    if (entry.type === 'event') this.events.push(entry.event);
    if (entry.type === 'gap') this.gaps.push(entry.gap);
  }

  #look(): void {
    for (const check of [...this.#checks]) check();
  }
}
