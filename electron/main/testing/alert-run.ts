import type { Alarm, AlertRule, AlertsView } from '../../../shared/model/alert.ts';
import { NO_ALERTS } from '../../../shared/model/alert.ts';
import type { ClockOffset } from '../../../shared/model/agent.ts';
import type { Board } from '../../../shared/model/board.ts';
import { bareReport, type ConnectionReport, type EpochMs } from '../../../shared/model/connection-state.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import type { TimelineRecord } from '../../../shared/model/timeline.ts';
import { NOTHING_KEPT, type AlertFile, type KeptAlerts } from '../alerts/alert-file.ts';
import type { Fetched } from '../alerts/fetched-verdict.ts';
import { Emitter } from '../base/emitter.ts';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { createMemoryTimelineStore } from '../history/memory-timeline-store.ts';
import type { Stored, UnstoredRecord } from '../history/timeline-store.ts';
import { Alerts } from '../monitor/alerts.ts';
import { createSettingsStore } from '../settings/settings-store.ts';
import { FIRST_SETTINGS } from '../settings/settings.ts';
import { presenceTopic } from './alert-floor.ts';

export const AWAY_TOO_LONG: AlertRule = {
  id: 'away',
  name: 'Away too long',
  isOn: true,
  filter: 'presence:Away',
  forMs: 10_000,
  scope: { kind: 'everyone' },
  channels: { notification: true, sound: false },
  coolDownMs: 0,
  quietHours: null,
  isUrgent: false,
};

const NIGHT_TEAM = { kind: 'team', id: 'night' } as const;

export const OF_NIGHT_TEAM: AlertRule = {
  ...AWAY_TOO_LONG,
  scope: { kind: 'group', profileId: 'acme', group: NIGHT_TEAM },
};

/** What outlives a run of Vigil. */
export interface AlertDisk {
  kept: KeptAlerts;
  readonly history: ReturnType<typeof createMemoryTimelineStore>;
  readonly clock: ManualClock;
  /**
   * What is found in the past from now on is told when `goOn` is called, or nothing when `fail` is. It is read `at once`,
   * or not before that.
   */
  readonly holdPast: (read?: 'at once' | 'then') => {
    readonly goOn: () => Promise<void>;
    readonly fail: () => Promise<void>;
  };
}

export function createAlertDisk(): AlertDisk {
  const clock = new ManualClock();
  const store = createMemoryTimelineStore(1_000, clock.now);
  let past: Promise<void> = Promise.resolve();
  let readsThen = false;
  const history: typeof store = {
    ...store,
    runRules: async (query) => {
      const held = past;
      if (readsThen) await held;
      const [found] = await Promise.all([store.runRules(query), held]);
      return found;
    },
  };
  return {
    ...{ kept: NOTHING_KEPT, history, clock },
    holdPast: (read = 'at once') => {
      let end: (failure: Error | null) => void = () => undefined;
      readsThen = read === 'then';
      const mine = new Promise<void>((resolve, reject) => {
        end = (failure) => {
          if (failure === null) resolve();
          else reject(failure);
        };
      });
      past = mine;
      const endWith = (failure: Error | null): Promise<void> => {
        if (past === mine) past = Promise.resolve();
        end(failure);
        return settle();
      };
      return {
        goOn: () => endWith(null),
        fail: () => endWith(new Error('The past cannot be read under test.')),
      };
    },
  };
}

const boardOf = (members: readonly string[] | null): Board => ({
  ...{ profileId: 'acme', limits: [], clock: null, directory: EMPTY_DIRECTORY },
  groups: [{ source: NIGHT_TEAM, name: 'Night', members, problem: null }],
});

/** An organisation in which nothing has happened. */
const nothingOf = (clock: ManualClock) => ({
  history: createMemoryTimelineStore(1_000, clock.now),
  board: { clockOffset: () => null, current: () => boardOf(null) },
});

/** Alerts over one organisation that a test speaks for. */
export async function alertRun(disk: AlertDisk, alertRules: readonly AlertRule[]) {
  const { clock, history } = disk;
  const file: AlertFile = {
    read: () => Promise.resolve(disk.kept),
    write: (kept) => {
      disk.kept = kept;
      return Promise.resolve();
    },
  };
  const settings = createSettingsStore({
    initial: { ...FIRST_SETTINGS, alertRules },
    save: () => Promise.resolve(),
  });
  const told = new Emitter<{
    readonly connection: ConnectionReport;
    readonly board: readonly Board[];
    readonly stored: readonly Stored[];
    readonly fetched: Fetched;
  }>();
  let openGapFrom: EpochMs | null = null;
  let hearsFrames = true;
  let lastFrameAt = clock.now();
  let offset: ClockOffset | null = null;
  const report = (): ConnectionReport => {
    if (hearsFrames && openGapFrom === null) lastFrameAt = clock.now();
    const since = clock.now();
    const state =
      openGapFrom === null
        ? ({ status: 'live', since, renewal: null, concern: null } as const)
        : ({ status: 'connecting', since } as const);
    const cause = { code: 'socket/closed', message: 'Under test.' } as const;
    const openGap = openGapFrom === null ? null : { from: openGapFrom, cause, attempts: 1, topics: null };
    return { ...bareReport(state), lastFrameAt, openGap };
  };
  let board = boardOf(null);
  const source = {
    profileId: 'acme',
    report,
    subscriptions: () => [{ topic: presenceTopic('ana'), status: 'confirmed' as const }],
    directory: () => ({ users: { ana: 'Ana Ruiz' }, queues: {}, presences: {}, wrapUpCodes: {} }),
    history,
    board: { clockOffset: () => offset, current: () => board },
    timeline: { drain: settle },
    on: (name: 'connection' | 'board', listener: (payload: never) => void) =>
      told.on(name, listener as (payload: ConnectionReport | readonly Board[]) => void),
    onStored: (listener: (stored: readonly Stored[]) => void) => told.on('stored', listener),
    onFetched: (listener: (fetched: Fetched) => void) => told.on('fetched', listener),
  };
  const alarms: Alarm[] = [];
  const unexpected: unknown[] = [];
  let view: AlertsView = NO_ALERTS;
  const alerts = new Alerts({
    clock,
    newId: () => 'new',
    settings,
    changeSettings: async (change) => {
      await settings.update(change);
    },
    file,
    organisation: (profileId) =>
      profileId === null || profileId === source.profileId ? source : { ...nothingOf(clock), profileId },
    push: (name, payload) => {
      if (name === 'alerts') view = payload as AlertsView;
      else alarms.push(payload as Alarm);
    },
    onUnexpected: (thrown) => {
      unexpected.push(thrown);
    },
  });
  alerts.follow(source as Parameters<Alerts['follow']>[0]);
  await settle();
  await settle();

  const put = async (record: TimelineRecord): Promise<void> => {
    const unstored = { at: clock.now(), ...record } as UnstoredRecord;
    told.emit('stored', await history.append([unstored]));
    await settle();
  };
  return {
    ...{ alerts, alarms, unexpected, put },
    view: () => view,
    said: () =>
      view.alerts.map(({ outcome, subjectName, ruleName }) => {
        const how = outcome.kind === 'held' ? `held ${outcome.became}` : 'fired';
        return `${ruleName} ${subjectName ?? ''} ${how}`.replace('  ', ' ');
      }),
    turnsTo: (from: string, to: string): Promise<void> =>
      put({
        type: 'event',
        event: {
          ...{ seq: 1, topic: presenceTopic('ana'), version: '2', correlationId: null, preview: '' },
          subject: { kind: 'user', id: 'ana' },
          happenedAt: clock.now() + (offset?.offsetMs ?? 0),
          changes: [
            {
              field: 'presence',
              from: { kind: 'presence', systemPresence: from, definitionId: null },
              to: { kind: 'presence', systemPresence: to, definitionId: null },
              heldMs: null,
            },
          ],
        },
      }),
    lose: (): void => {
      openGapFrom = clock.now();
      told.emit('connection', report());
    },
    resume: async (code: 'socket/closed' | 'app/not-running' = 'socket/closed'): Promise<void> => {
      const from = openGapFrom ?? clock.now();
      openGapFrom = null;
      told.emit('connection', report());
      const cause = { code, message: 'Under test.' };
      await put({ type: 'gap', gap: { id: 'g', from, to: clock.now(), cause, attempts: 1, topics: null } });
    },
    /** Ana stands so since a moment, as it is fetched now. */
    fetch: async (systemPresence: string, since: EpochMs): Promise<void> => {
      const body = { presenceDefinition: { systemPresence }, modifiedDate: new Date(since).toISOString() };
      told.emit('fetched', { topic: presenceTopic('ana'), body, at: clock.now() });
      await settle();
    },
    /** What was fetched is all there; of so many people nothing had been known before. */
    endRefresh: (firstSeen = 0): Promise<void> =>
      put({
        type: 'refresh',
        refresh: {
          ...{ gapIds: ['g'], tookMs: 100, failures: [], notRecovered: [] },
          people: { total: 1, refreshed: 1, changed: 0, firstSeen },
          queues: { total: 0, refreshed: 0, changed: 0, firstSeen: 0 },
        },
      }),
    /** The night team is read, and these are all of it. */
    readTeam: (...members: readonly string[]): void => {
      board = boardOf(members);
      told.emit('board', [board]);
    },
    /** The server's clock was found to be ahead. */
    serverIsAhead: (offsetMs: number): void => {
      offset = { offsetMs, withinMs: 0 };
    },
    fallSilent: (): void => {
      hearsFrames = false;
    },
  };
}
