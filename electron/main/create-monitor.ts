import { randomUUID } from 'node:crypto';
import type { Notice } from '../../shared/model/snapshot.ts';
import type { StartPracticeOrg } from '../../shared/practice/levers.ts';
import { systemClock } from './base/clock.ts';
import { thrownFields, type Logger } from './base/logger.ts';
import { CHANNELS_PER_DAY } from './connection/channel-budget.ts';
import { createOpenWire } from './connection/wire.ts';
import { createCoverageFiles } from './history/coverage-files.ts';
import { createMemoryLedgers } from './history/coverage-ledger.ts';
import { createMemoryTimelineStore } from './history/memory-timeline-store.ts';
import { createProfileHistories } from './history/profile-histories.ts';
import { createApplication } from './monitor/application.ts';
import type { Monitor } from './monitor/monitor.ts';
import { createPractice } from './monitor/practice.ts';
import type { World } from './monitor/session.ts';
import { createNetwork } from './network/network.ts';
import { DIRECT, type FindRoute } from './network/route.ts';
import { createTrust } from './network/trust.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface MonitorOptions {
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  /** What the entry point has to say already, such as a settings file that was set aside. */
  readonly notices?: readonly Notice[];
  readonly startPracticeOrg: StartPracticeOrg;
  /** Where is kept what was heard and missed; left out, nothing outlives this run, and it knows of no earlier one. */
  readonly dataDir?: string;
  readonly log: Logger;
  /** What the operating system says of the network: a hint, not the truth. */
  readonly isOnline?: () => boolean;
  /** How servers are reached; left out, directly. */
  readonly findRoute?: FindRoute;
  /** Certificates to trust beside those of the platform, PEM. */
  readonly extraCertificates?: readonly string[];
  /** So many channels may be created in a day; left out, as many as a client id that others share can spare. */
  readonly channelsPerDay?: number;
  /** Parts of the world to put in the place of the real ones. */
  readonly world?: Partial<World>;
}

/** The composition root: joins the rooms into one monitor, without Electron. */
export function createMonitor(options: MonitorOptions): Monitor {
  const { dataDir } = options;
  const network = createNetwork({
    findRoute: options.findRoute ?? (() => Promise.resolve(DIRECT)),
    trust: createTrust(options.extraCertificates ?? []),
    clock: systemClock,
  });
  const world: World = {
    clock: systemClock,
    random: Math.random,
    fetch: network.fetch,
    openWire: createOpenWire(network),
    isOnline: options.isOnline ?? (() => true),
    newId: randomUUID,
    ...options.world,
  };
  const monitor = createApplication({
    world,
    histories: createProfileHistories(createMemoryTimelineStore),
    openLedgers: (say) =>
      dataDir === undefined ? createMemoryLedgers() : createCoverageFiles({ dataDir, say }),
    settings: options.settings,
    secrets: options.secrets,
    practice: createPractice(world, options.startPracticeOrg),
    channelsPerDay: options.channelsPerDay ?? CHANNELS_PER_DAY,
    network,
    notices: options.notices ?? [],
    onUnexpected: (thrown) => {
      options.log('error', 'Something unexpected happened in the background', thrownFields(thrown));
    },
  });
  return {
    ...monitor,
    stop: async () => {
      await monitor.stop();
      await network.close();
    },
  };
}
