import type {
  Answer,
  Argument,
  EntryQuery,
  MonitorBridge,
  NewEntries,
  PushName,
  Pushes,
  Verb,
} from '../../../shared/ipc/contract.ts';
import { NO_ALERTS } from '../../../shared/model/alert.ts';
import { NO_COVERAGE } from '../../../shared/model/coverage.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import { DEFAULT_RETENTION } from '../../../shared/model/history.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { NO_RATES } from '../../../shared/model/rates.ts';
import { NO_EXPORTS } from '../../../shared/model/recording.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { EntryPage, Snapshot } from '../../../shared/model/snapshot.ts';
import type { GroupPreview } from '../../../shared/model/board.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { QUIET_CONNECTION } from '../stores/connection.ts';
import { EMPTY_SESSION } from '../stores/session.ts';

/** An entry at a position; its time is its position in seconds. */
export function entryAt(position: number): TimelineEntry {
  return {
    position,
    at: position * 1000,
    type: 'connection',
    state: { status: 'connecting', since: position * 1000 },
  };
}

export const entriesFrom = (first: number, last: number): readonly TimelineEntry[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => entryAt(first + index));

export const positionsOf = (entries: readonly TimelineEntry[]): readonly number[] =>
  entries.map(({ position }) => position);

type Handlers = { [V in Verb]?: (argument: Argument<V>) => Promise<Result<Answer<V>>> };

export interface FakeBridge {
  readonly bridge: MonitorBridge;
  /** What the main process has stored; queries are answered from it. */
  readonly history: TimelineEntry[];
  readonly queries: Argument<'queryEntries'>[];
  readonly push: <P extends PushName>(name: P, payload: Pushes[P]) => void;
  readonly listenerCount: () => number;
  /** Stores entries and pushes what is watched of them. */
  readonly append: (entries: readonly TimelineEntry[]) => void;
  readonly snapshot: (part?: Partial<Snapshot>) => Snapshot;
}

export const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });

export const failed = (error: MonitorError): Promise<{ readonly ok: false; readonly error: MonitorError }> =>
  Promise.resolve({ ok: false, error });

/** A query that a filter narrows looks at so many entries before it answers with what it found. */
const LOOKED_AT_ONCE = 1000;

/** The filters of tests: `even`, `odd` and `rare` positions, with the gaps that every list shows; or gaps alone. */
const matchOf = (filter: string): ((entry: TimelineEntry) => boolean) => {
  const [, word] = /^\((even|odd|rare)\)/.exec(filter) ?? [];
  return ({ position, type }) => {
    if (filter === '' || type === 'gap') return true;
    if (word === 'rare') return position % 50 === 0;
    return word !== undefined && position % 2 === (word === 'even' ? 0 : 1);
  };
};

function found(history: readonly TimelineEntry[], { from, position, limit, filter }: EntryQuery): EntryPage {
  const isBefore = from === 'before';
  const matches = matchOf(filter);
  const near = isBefore
    ? history.filter((entry) => entry.position < position).reverse()
    : history.filter((entry) => entry.position > position);
  const looked = filter === '' ? near : near.slice(0, LOOKED_AT_ONCE);
  const entries = looked.filter(matches).slice(0, limit);
  const reached = (entries.length === limit ? entries : looked).at(-1)?.position ?? position;
  return {
    entries: isBefore ? entries.reverse() : entries,
    reached,
    first: history[0]?.position ?? 0,
    last: history.at(-1)?.position ?? 0,
  };
}

/** What the main process would push of some entries. */
export function pushOf(entries: readonly TimelineEntry[], filter = ''): NewEntries {
  const matching = entries.filter(matchOf(filter));
  return {
    filter,
    after: (entries[0]?.position ?? 1) - 1,
    upTo: entries.at(-1)?.position ?? 0,
    entries: matching,
    matched: matching.length,
    newestEvent: null,
  };
}

const NO_PREVIEW: GroupPreview = {
  name: '',
  members: 0,
  added: 0,
  cost: { subscriptions: 0, channels: 1 },
  excess: null,
};

/** The other side of the bridge, in memory: a history that can be queried, and pushes by hand. */
export function createFakeBridge(handlers: Handlers = {}): FakeBridge {
  const history: TimelineEntry[] = [];
  const queries: Argument<'queryEntries'>[] = [];
  const listeners = new Map<PushName, Set<(payload: never) => void>>();

  let watched = '';

  const snapshot = (part: Partial<Snapshot> = {}): Snapshot => ({
    connection: QUIET_CONNECTION.report,
    coverage: NO_COVERAGE,
    organisations: [],
    boards: [],
    agents: [],
    settings: { ...EMPTY_SESSION.settings, language: 'en' },
    subscriptions: [],
    directory: EMPTY_DIRECTORY,
    notices: [],
    alerts: NO_ALERTS,
    exports: NO_EXPORTS,
    replay: null,
    page: found(history, { from: 'before', position: Number.MAX_SAFE_INTEGER, limit: 500, filter: '' }),
    ...part,
  });

  const done = (): Promise<Result<null>> => ok(null);
  const bridge: MonitorBridge = {
    getSnapshot: () => ok(snapshot()),
    saveProfile: () => ok({ profileId: 'saved' }),
    removeProfile: done,
    testConnection: () => ok([]),
    checkPath: () => ok([]),
    connect: done,
    showProfile: done,
    disconnect: done,
    tryNow: done,
    listTopics: () => ok([]),
    setTopics: done,
    previewGroup: () => ok(NO_PREVIEW),
    watchGroup: done,
    unwatchGroup: done,
    setLimits: done,
    getAgentDay: ({ userId, from, to }) => ok({ userId, from, to, stretches: [], newestChanges: [] }),
    listTeams: () => ok({}),
    queryEntries: (query) => {
      queries.push(query);
      return ok(found(history, query));
    },
    getEntry: ({ position }) => {
      const entry = history.find((each) => each.position === position);
      return ok(entry === undefined ? null : { entry, frame: null });
    },
    getNeighbours: () => ok(null),
    markEntry: () => ok(null),
    findPosition: ({ at }) => ok(history.find((entry) => entry.at >= at)?.position ?? null),
    countEntries: ({ filter }) => {
      const matching = history.filter(matchOf(filter)).length;
      return ok({ matching, total: history.length, isWhole: true });
    },
    watchEntries: ({ filter }) => {
      watched = filter;
      return done();
    },
    countByTime: ({ position }) => ok({ counts: [], reached: position, isWhole: true, last: 0 }),
    getRates: () => ok(NO_RATES),
    setTheme: done,
    setLanguage: done,
    setTimelineDisplay: done,
    setKeys: done,
    setLastView: done,
    setOnClose: done,
    closeWindow: done,
    countOverLimit: done,
    getLoginItem: () => ok({ canChange: true, isOn: false }),
    setLoginItem: ({ isOn }) => ok({ canChange: true, isOn }),
    saveView: done,
    removeView: done,
    saveRule: () => ok({ ruleId: 'saved' }),
    removeRule: done,
    setBuiltInRule: done,
    tryRule: () => ok({ profileId: 'practice', fired: 0, samples: [], from: 0, to: 0, isWhole: true }),
    readAlerts: done,
    pauseAlerts: done,
    dismissNotice: done,
    actOnNotice: done,
    describeHistory: () =>
      ok({
        profileId: EMPTY_SESSION.settings.activeProfileId,
        retention: DEFAULT_RETENTION,
        path: null,
        entries: history.length,
        since: history[0]?.at ?? null,
        usedBytes: 0,
      }),
    previewRetention: () => ok(null),
    setRetention: done,
    eraseHistory: done,
    previewExport: () => ok({ lines: [], isComplete: true }),
    exportEntries: () => ok(true),
    cancelExport: done,
    showExport: done,
    openRecording: () => ok(true),
    controlReplay: done,
    copyText: done,
    pullLever: done,
    on: (name, listener) => {
      const group = listeners.get(name) ?? new Set();
      listeners.set(name, group.add(listener));
      return () => group.delete(listener);
    },
    ...handlers,
  };

  const push: FakeBridge['push'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  return {
    bridge,
    history,
    queries,
    push,
    snapshot,
    listenerCount: () => [...listeners.values()].reduce((sum, group) => sum + group.size, 0),
    append: (entries) => {
      history.push(...entries);
      push('entries', pushOf(entries, watched));
    },
  };
}

/** Lets every promise that is ready run its course. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
