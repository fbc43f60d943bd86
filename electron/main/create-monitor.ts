import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Notice } from '../../shared/model/snapshot.ts';
import type { StartPracticeOrg } from '../../shared/practice/levers.ts';
import { forgetfulAlertFile, openAlertFile } from './alerts/alert-file.ts';
import { systemClock } from './base/clock.ts';
import { thrownFields, type Logger } from './base/logger.ts';
import { Brake } from './connection/brake.ts';
import { CHANNELS_PER_DAY } from './connection/channel-budget.ts';
import { createOpenWire } from './connection/wire.ts';
import { createCoverageFiles } from './history/coverage-files.ts';
import { createMemoryLedgers } from './history/coverage-ledger.ts';
import { createProfileStores } from './history/profile-stores.ts';
import { createApplication } from './monitor/application.ts';
import type { ChooseFile, Monitor } from './monitor/monitor.ts';
import { withRecordings } from './monitor/recordings.ts';
import { createPractice } from './monitor/practice.ts';
import type { World } from './monitor/session.ts';
import { createNetwork } from './network/network.ts';
import { DIRECT, type FindRoute } from './network/route.ts';
import { createTrust } from './network/trust.ts';
import { createRecentFiles } from './recording/recent-files.ts';
import { createRecordingThreads } from './recording/recording-thread.ts';
import { createReplayStores } from './recording/replay-stores.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import { retentionOf } from './settings/settings.ts';

export interface MonitorOptions {
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  /** What the entry point has to say already, such as a settings file that was set aside. */
  readonly notices?: readonly Notice[];
  readonly startPracticeOrg: StartPracticeOrg;
  /**
   * Where is kept what was heard and missed, and the timeline, whose key is kept with the secrets; left out, nothing
   * outlives this run, and it knows of no earlier one.
   */
  readonly dataDir?: string;
  /** The module that works on a history in a thread of its own; left out, the source, which Node runs as it is. */
  readonly historyWorkerPath?: string;
  /** The same, for the thread that reads it. */
  readonly searchWorkerPath?: string;
  readonly log: Logger;
  /** What the operating system says of the network: a hint, not the truth. */
  readonly isOnline?: () => boolean;
  /** Shows a file in its folder; left out, nobody is there to look at it. */
  readonly showFile?: (path: string) => void;
  /** Asks for a file to write or to open; left out, nobody is there to choose one. */
  readonly chooseFile?: ChooseFile;
  /** What exports say of who wrote them. */
  readonly appVersion?: string;
  /** The module of the thread that writes exports and reads sessions. */
  readonly recordingWorkerPath?: string;
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
  const brake = new Brake();
  const world: World = {
    clock: systemClock,
    random: Math.random,
    fetch: network.fetch,
    openWire: createOpenWire(network, brake),
    isOnline: options.isOnline ?? (() => true),
    newId: randomUUID,
    install: JSON.stringify([hostname(), dataDir ?? null]),
    ...options.world,
  };
  const onTrouble = (error: Error): void => {
    options.log('warn', 'The history is in trouble', thrownFields(error));
  };
  const onUnexpected = (thrown: unknown): void => {
    options.log('error', 'Something unexpected happened in the background', thrownFields(thrown));
  };
  const live = createApplication({
    world,
    openStores: (say) =>
      createProfileStores({
        dataDir,
        secrets: options.secrets,
        ...threadModules(options),
        clock: world.clock,
        policyOf: (profileId) => retentionOf(options.settings.current(), profileId),
        say,
        onTrouble,
        onSlow: ({ kind, ms, rows }) => {
          options.log('info', 'A slow query of the history', { kind, ms: Math.round(ms), rows });
        },
      }),
    openLedgers: (say) =>
      dataDir === undefined ? createMemoryLedgers() : createCoverageFiles({ dataDir, say }),
    openAlerts: (say) => (dataDir === undefined ? forgetfulAlertFile() : openAlertFile(dataDir, say)),
    holdFrames: (profileId, isHeld) => {
      brake.put(profileId, isHeld);
    },
    settings: options.settings,
    secrets: options.secrets,
    practice: createPractice(world, options.startPracticeOrg),
    showFile: options.showFile ?? (() => undefined),
    channelsPerDay: options.channelsPerDay ?? CHANNELS_PER_DAY,
    network,
    notices: options.notices ?? [],
    onUnexpected,
  });
  const monitor = withRecordings(live, {
    clock: world.clock,
    newId: world.newId,
    startJob: createRecordingThreads(
      options.recordingWorkerPath ?? join(import.meta.dirname, 'recording/recording-worker.ts'),
    ),
    stores: createReplayStores({ dataDir, ...threadModules(options), clock: world.clock, onTrouble }),
    recent: createRecentFiles(dataDir),
    chooseFile: options.chooseFile ?? NOBODY_CHOOSES,
    showFile: options.showFile ?? (() => undefined),
    appVersion: options.appVersion ?? 'unknown',
    log: options.log,
    onUnexpected,
  });
  return {
    ...monitor,
    stop: async () => {
      await monitor.stop();
      await network.close();
    },
  };
}

const NOBODY_CHOOSES: ChooseFile = {
  toSave: () => Promise.resolve(null),
  toOpen: () => Promise.resolve(null),
};

/** The modules of the threads of a history. */
function threadModules({ historyWorkerPath, searchWorkerPath }: MonitorOptions): {
  readonly workerPath: string;
  readonly searchWorkerPath: string;
} {
  return {
    workerPath: historyWorkerPath ?? join(import.meta.dirname, 'history/history-worker.ts'),
    searchWorkerPath: searchWorkerPath ?? join(import.meta.dirname, 'history/search/search-worker.ts'),
  };
}
