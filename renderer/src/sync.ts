import type { MonitorBridge, PushName, Pushes } from '../../shared/ipc/contract.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { startEntrySync } from './entry-sync.ts';
import { nextConnection, QUIET_CONNECTION } from './stores/connection.ts';
import { NO_GAPS, withGapsFrom } from './stores/gaps.ts';
import type { Stores } from './stores/stores.ts';
import { FRESH_TOPIC_CHOICE } from './stores/topic-choice.ts';

export interface Sync {
  /** Fetches the whole picture again, as after a failed start. */
  readonly reload: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * Keeps the stores in step with the main process: the snapshot first, then what is pushed. It is the only listener
 * to pushes.
 */
export function startSync(bridge: MonitorBridge, stores: Stores): Sync {
  const { session } = stores;
  let isStopped = false;
  /** Counts snapshots asked for, so that the answer to an earlier one is dropped. */
  let picture = 0;
  /** What was pushed since the snapshot was asked for is newer than the snapshot. */
  const pushed = new Set<PushName>();
  const entries = startEntrySync(bridge, stores);

  async function reload(): Promise<void> {
    const mine = ++picture;
    pushed.clear();
    entries.forget();
    const answer = await bridge.getSnapshot(null);
    if (isStopped || mine !== picture) return;
    if (!answer.ok) {
      session.setState({ loading: { failedWith: answer.error } });
      return;
    }
    show(answer.value, pushed, stores);
    entries.show(answer.value.page);
  }

  function listen<P extends PushName>(name: P, take: (payload: Pushes[P]) => void): () => void {
    return bridge.on(name, (payload) => {
      pushed.add(name);
      take(payload);
    });
  }

  const unsubscribers = [
    listen('entries', entries.take),
    listen('connection', (report) => {
      stores.connection.setState((slice) => nextConnection(slice, report));
    }),
    listen('coverage', (coverage) => {
      stores.coverage.setState(coverage);
    }),
    listen('subscriptions', (subscriptions) => {
      session.setState({ subscriptions });
    }),
    listen('directory', (directory) => {
      session.setState({ directory });
    }),
    listen('notices', (notices) => {
      session.setState({ notices });
    }),
    bridge.on('settings', (settings) => {
      const { settings: former, loading } = session.getState();
      session.setState({ settings });
      // Another organisation has another history: nothing of the former picture may stay.
      if (loading === 'ready' && settings.activeProfileId !== former.activeProfileId) void reload();
      pushed.add('settings');
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

/** Draws a snapshot, except for what was pushed after it was asked for. */
function show(snapshot: Snapshot, pushed: ReadonlySet<PushName>, stores: Stores): void {
  const { connection, coverage, gaps, session, topicChoice } = stores;
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
  if (!pushed.has('coverage')) coverage.setState(snapshot.coverage);
  gaps.setState(withGapsFrom(NO_GAPS, page.entries));
  topicChoice.setState(FRESH_TOPIC_CHOICE);
}
