import type {
  Answer,
  Argument,
  EntryQuery,
  MonitorBridge,
  PushName,
  Pushes,
  Verb,
} from '../../../shared/ipc/contract.ts';
import { NO_COVERAGE } from '../../../shared/model/coverage.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { EntryPage, Snapshot } from '../../../shared/model/snapshot.ts';
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
  /** Stores entries and pushes them. */
  readonly append: (entries: readonly TimelineEntry[]) => void;
  readonly snapshot: (part?: Partial<Snapshot>) => Snapshot;
}

export const ok = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value });

export const failed = (error: MonitorError): Promise<{ readonly ok: false; readonly error: MonitorError }> =>
  Promise.resolve({ ok: false, error });

function found(
  history: readonly TimelineEntry[],
  { from, position, limit }: EntryQuery,
): readonly TimelineEntry[] {
  return from === 'before'
    ? history.filter((entry) => entry.position < position).slice(-limit)
    : history.filter((entry) => entry.position > position).slice(0, limit);
}

/** The other side of the bridge, in memory: a history that can be queried, and pushes by hand. */
export function createFakeBridge(handlers: Handlers = {}): FakeBridge {
  const history: TimelineEntry[] = [];
  const queries: Argument<'queryEntries'>[] = [];
  const listeners = new Map<PushName, Set<(payload: never) => void>>();

  function page(entries: readonly TimelineEntry[]): EntryPage {
    return { entries, first: history[0]?.position ?? 0, last: history.at(-1)?.position ?? 0 };
  }

  const snapshot = (part: Partial<Snapshot> = {}): Snapshot => ({
    connection: QUIET_CONNECTION.report,
    coverage: NO_COVERAGE,
    settings: EMPTY_SESSION.settings,
    subscriptions: [],
    directory: EMPTY_DIRECTORY,
    notices: [],
    page: page(history.slice(-500)),
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
    disconnect: done,
    tryNow: done,
    listTopics: () => ok([]),
    setTopics: done,
    queryEntries: (query) => {
      queries.push(query);
      return ok(page(found(history, query)));
    },
    setTheme: done,
    dismissNotice: done,
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
      push('entries', entries);
    },
  };
}

/** Lets every promise that is ready run its course. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
