import { MAX_PAGE_SIZE, type MonitorBridge, type PushName } from '../../shared/ipc/contract.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../shared/model/timeline.ts';
import { nextConnection, QUIET_CONNECTION } from './stores/connection.ts';
import { NO_GAPS, withGapsFrom } from './stores/gaps.ts';
import {
  appended,
  hasHole,
  healed,
  isAtTail,
  lastLoaded,
  MAX_LOADED,
  rangeFromPage,
} from './stores/loaded-range.ts';
import type { Stores } from './stores/stores.ts';
import { FRESH_TIMELINE, keepWhileReading } from './stores/timeline.ts';
import { FRESH_TOPIC_CHOICE } from './stores/topic-choice.ts';

export interface Sync {
  /** Fetches the whole picture again, as after a failed start. */
  readonly reload: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * Keeps the stores in step with the main process: the snapshot first, then what is pushed. It is the only listener
 * to pushes. Entries are numbered without a hole, so a batch that does not continue what is loaded is healed by
 * asking for what lies between; the history has it, because everything is stored before it is pushed.
 */
export function startSync(bridge: MonitorBridge, stores: Stores): Sync {
  const { connection, gaps, session, topicChoice } = stores;
  let isStopped = false;
  /** Counts snapshots asked for, so that the answer to an earlier one is dropped. */
  let picture = 0;
  /** What was pushed since the snapshot was asked for is newer than the snapshot. */
  const pushed = new Set<PushName>();
  const entries = startEntrySync(bridge, stores);

  function show(snapshot: Snapshot): void {
    const { settings, subscriptions, directory, notices, page } = snapshot;
    session.setState((now) => ({
      settings: pushed.has('settings') ? now.settings : settings,
      subscriptions: pushed.has('subscriptions') ? now.subscriptions : subscriptions,
      directory: pushed.has('directory') ? now.directory : directory,
      notices: pushed.has('notices') ? now.notices : notices,
      loading: 'ready',
    }));
    connection.setState((now) =>
      nextConnection(QUIET_CONNECTION, pushed.has('connection') ? now.report : snapshot.connection),
    );
    gaps.setState(withGapsFrom(NO_GAPS, page.entries));
    topicChoice.setState(FRESH_TOPIC_CHOICE);
    entries.show(snapshot);
  }

  async function reload(): Promise<void> {
    const mine = ++picture;
    pushed.clear();
    entries.forget();
    const answer = await bridge.getSnapshot(null);
    if (isStopped || mine !== picture) return;
    if (answer.ok) show(answer.value);
    else session.setState({ loading: { failedWith: answer.error } });
  }

  const unsubscribers = [
    bridge.on('connection', (report) => {
      pushed.add('connection');
      connection.setState((slice) => nextConnection(slice, report));
    }),
    bridge.on('entries', entries.take),
    bridge.on('subscriptions', (subscriptions) => {
      pushed.add('subscriptions');
      session.setState({ subscriptions });
    }),
    bridge.on('settings', (settings) => {
      const { settings: former, loading } = session.getState();
      session.setState({ settings });
      // Another organisation has another history: nothing of the former picture may stay.
      if (loading === 'ready' && settings.activeProfileId !== former.activeProfileId) void reload();
      pushed.add('settings');
    }),
    bridge.on('directory', (directory) => {
      pushed.add('directory');
      session.setState({ directory });
    }),
    bridge.on('notices', (notices) => {
      pushed.add('notices');
      session.setState({ notices });
    }),
  ];
  void reload();

  return {
    reload,
    stop: () => {
      isStopped = true;
      entries.stop();
      for (const unsubscribe of unsubscribers) unsubscribe();
    },
  };
}

interface EntrySync {
  /** Drops what belongs to a former picture; pushes are only counted until the next one is shown. */
  readonly forget: () => void;
  readonly show: (snapshot: Snapshot) => void;
  readonly take: (batch: readonly TimelineEntry[]) => void;
  readonly stop: () => void;
}

/** The entries' part: appends what continues the loaded range and heals what does not. */
function startEntrySync(bridge: MonitorBridge, { gaps, timeline }: Stores): EntrySync {
  let phase: 'waiting' | 'shown' | 'stopped' = 'waiting';
  let isHealing = false;
  let picture = 0;
  let newestPushed = 0;

  function isBehind(): boolean {
    const { range } = timeline.getState();
    return phase === 'shown' && isAtTail(range) && newestPushed > lastLoaded(range);
  }

  /** Closes the hole by one page. Answers false when nothing came, so that the next batch tries again. */
  async function healOnce(): Promise<boolean> {
    const mine = picture;
    const { range } = timeline.getState();
    const isTooFar = newestPushed - lastLoaded(range) > MAX_LOADED;
    if (isTooFar && keepWhileReading(timeline.getState()) === 'start') {
      // The reader stays where they are; what is newer is paged in when they come back.
      timeline.setState({ range: { ...range, newest: newestPushed } });
      return false;
    }
    const answer = await bridge.queryEntries(
      isTooFar
        ? { from: 'before', position: newestPushed + 1, limit: MAX_PAGE_SIZE }
        : { from: 'after', position: lastLoaded(range), limit: MAX_PAGE_SIZE },
    );
    if (mine !== picture) return true;
    if (!answer.ok || answer.value.entries.length === 0) return false;
    const page = answer.value;
    timeline.setState((slice) => ({
      range: isTooFar ? rangeFromPage(page) : healed(slice.range, page, keepWhileReading(slice)),
    }));
    gaps.setState((slice) => withGapsFrom(slice, page.entries));
    return true;
  }

  async function heal(): Promise<void> {
    if (isHealing) return;
    isHealing = true;
    let hasProgress = true;
    while (hasProgress && isBehind()) hasProgress = await healOnce();
    isHealing = false;
  }

  return {
    forget: () => {
      picture += 1;
      phase = 'waiting';
      newestPushed = 0;
    },
    show: ({ page }) => {
      phase = 'shown';
      newestPushed = Math.max(newestPushed, page.last);
      timeline.setState({ ...FRESH_TIMELINE, range: rangeFromPage(page) });
      void heal();
    },
    take: (batch) => {
      newestPushed = Math.max(newestPushed, batch.at(-1)?.position ?? 0);
      if (phase !== 'shown') return;
      if (isHealing || hasHole(timeline.getState().range, batch)) {
        void heal();
        return;
      }
      timeline.setState((slice) => ({ range: appended(slice.range, batch, keepWhileReading(slice)) }));
      gaps.setState((slice) => withGapsFrom(slice, batch));
    },
    stop: () => {
      picture += 1;
      phase = 'stopped';
    },
  };
}
