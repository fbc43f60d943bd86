import { randomUUID } from 'node:crypto';
import type { Notice } from '../../shared/model/snapshot.ts';
import type { StartPracticeOrg } from '../../shared/practice/levers.ts';
import { systemClock } from './base/clock.ts';
import { thrownFields, type Logger } from './base/logger.ts';
import { openWebSocket } from './connection/wire.ts';
import { createForgetfulCoverageLog, type CoverageLog } from './history/coverage-log.ts';
import { createMemoryTimelineStore } from './history/memory-timeline-store.ts';
import { createProfileHistories } from './history/profile-histories.ts';
import { createApplication } from './monitor/application.ts';
import type { Monitor } from './monitor/monitor.ts';
import { createPractice } from './monitor/practice.ts';
import type { World } from './monitor/session.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { SettingsStore } from './settings/settings-store.ts';

export interface MonitorOptions {
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  /** What the entry point has to say already, such as a settings file that was set aside. */
  readonly notices?: readonly Notice[];
  readonly startPracticeOrg: StartPracticeOrg;
  /** Until when earlier runs listened; left out, this run knows of none. */
  readonly coverageLog?: CoverageLog;
  readonly log: Logger;
  /** What the operating system says of the network: a hint, not the truth. */
  readonly isOnline?: () => boolean;
  /** Parts of the world to put in the place of the real ones. */
  readonly world?: Partial<World>;
}

/** The composition root: joins the rooms into one monitor, without Electron. */
export function createMonitor(options: MonitorOptions): Monitor {
  const world: World = {
    clock: systemClock,
    random: Math.random,
    fetch: (url, init) => fetch(url, init),
    openWire: openWebSocket,
    isOnline: options.isOnline ?? (() => true),
    newId: randomUUID,
    ...options.world,
  };
  return createApplication({
    world,
    histories: createProfileHistories(createMemoryTimelineStore),
    coverageLog: options.coverageLog ?? createForgetfulCoverageLog(),
    settings: options.settings,
    secrets: options.secrets,
    practice: createPractice(world, options.startPracticeOrg),
    notices: options.notices ?? [],
    onUnexpected: (thrown) => {
      options.log('error', 'Something unexpected happened in the background', thrownFields(thrown));
    },
  });
}
