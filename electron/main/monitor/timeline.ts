import { MAX_PAGE_SIZE, type Pushes } from '../../../shared/ipc/contract.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { EntryPage } from '../../../shared/model/snapshot.ts';
import type { Clock } from '../base/clock.ts';
import type { Mark, TimelineEntry } from '../../../shared/model/timeline.ts';
import { t } from '../../../shared/text/t.ts';
import { Emitter } from '../base/emitter.ts';
import { Failure } from '../base/failure.ts';
import { HistoryError } from '../history/history-protocol.ts';
import type { Stored, TimelineStore, Written } from '../history/timeline-store.ts';
import { LiveView } from './live-view.ts';
import type { Monitor } from './monitor.ts';
import { createTimelineWriter } from './timeline-writer.ts';

type TimelineVerb =
  | 'queryEntries'
  | 'getEntry'
  | 'getNeighbours'
  | 'markEntry'
  | 'findPosition'
  | 'countEntries'
  | 'watchEntries'
  | 'countByTime';

type TimelineHandlers = Pick<Monitor['handlers'], TimelineVerb>;

/** A timeline as it is written, and what the window reads of it. */
export interface Timeline {
  readonly handlers: TimelineHandlers;
  readonly write: (written: Written) => void;
  /** Resolves when everything written so far is stored and published. */
  readonly drain: () => Promise<void>;
  readonly newestPage: () => Promise<EntryPage>;
  readonly onStored: (listener: (stored: readonly Stored[]) => void) => () => void;
}

export function createTimeline(options: {
  readonly clock: Clock;
  readonly history: TimelineStore;
  /** The names that filters may use; a new object when they changed. */
  readonly names: () => Directory;
  readonly push: <P extends 'entries' | 'updated'>(name: P, payload: Pushes[P]) => void;
  /** Told when more is written than can be stored, and when that is made up for. */
  readonly behind: (isBehind: boolean) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}): Timeline {
  const { clock, history, push, onUnexpected } = options;
  const emitter = new Emitter<{ readonly stored: readonly Stored[] }>();
  const view = new LiveView({
    names: options.names,
    now: clock.now,
    tell: (entries) => {
      push('entries', entries);
    },
  });
  const writer = createTimelineWriter({
    clock,
    store: history,
    onUnexpected,
    publish: (batch) => {
      emitter.emit('stored', batch);
      view.take(batch);
    },
    update: (entries) => {
      push('updated', entries);
    },
    behind: options.behind,
  });
  return {
    handlers: {
      queryEntries: (query) => history.page({ ...query, limit: Math.min(query.limit, MAX_PAGE_SIZE) }),
      countByTime: (query) => history.countByTime(query),
      getEntry: ({ position }) => history.entry(position),
      getNeighbours: ({ position }) => history.neighbours(position),
      markEntry: async ({ position, mark }) => {
        const entry = await markIn(history, position, mark);
        if (entry !== null) push('updated', [entry]);
        return entry;
      },
      findPosition: ({ at }) => history.positionAt(at),
      countEntries: ({ filter }) => history.count(filter),
      watchEntries: async ({ filter }) => {
        view.watch(filter);
        return Promise.resolve(null);
      },
    },
    write: writer.write,
    drain: writer.drain,
    newestPage: () =>
      history.page({
        from: 'before',
        position: Number.MAX_SAFE_INTEGER,
        limit: MAX_PAGE_SIZE,
        filter: '',
      }),
    onStored: (listener) => emitter.on('stored', listener),
  };
}

/** Every verb goes to the timeline that is in use when it comes. */
export function timelineInUse(inUse: () => TimelineHandlers): TimelineHandlers {
  return {
    queryEntries: (query) => inUse().queryEntries(query),
    countByTime: (query) => inUse().countByTime(query),
    getEntry: (argument) => inUse().getEntry(argument),
    getNeighbours: (argument) => inUse().getNeighbours(argument),
    markEntry: (argument) => inUse().markEntry(argument),
    findPosition: (argument) => inUse().findPosition(argument),
    countEntries: (argument) => inUse().countEntries(argument),
    watchEntries: (argument) => inUse().watchEntries(argument),
  };
}

async function markIn(
  history: TimelineStore,
  position: number,
  mark: Partial<Mark>,
): Promise<TimelineEntry | null> {
  try {
    return await history.mark(position, mark);
  } catch (thrown) {
    if (!(thrown instanceof HistoryError)) throw thrown;
    const message = t('The history cannot be written at the moment, so pins and notes cannot be kept.');
    throw new Failure({ code: 'history/unwritable', message }, { cause: thrown });
  }
}
