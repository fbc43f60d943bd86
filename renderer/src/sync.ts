import type { MonitorBridge, PushName, Pushes } from '../../shared/ipc/contract.ts';
import type { Reveal } from '../../shared/model/reveal.ts';
import { PRACTICE_PROFILE_ID } from '../../shared/model/profile.ts';
import type { SettingsView, Snapshot } from '../../shared/model/snapshot.ts';
import { t } from '../../shared/text/t.ts';
import { startEntrySync } from './entry-sync.ts';
import { createFrameQueue, type OnFrame } from './frame-queue.ts';
import { boardsOf, withAgents, withBoard } from './stores/board.ts';
import { nextConnection, QUIET_CONNECTION } from './stores/connection.ts';
import { NO_GAPS } from './stores/gaps.ts';
import { openReplay, sceneOf, type OpenReplay } from './stores/recordings.ts';
import type { Stores } from './stores/stores.ts';
import { FRESH_TOPIC_CHOICE } from './stores/topic-choice.ts';
import { newlyEnded } from './wording/exports.ts';
import { speakChosen } from './wording/language.ts';

export interface Sync {
  /** Fetches the whole picture again, as after a failed start. */
  readonly reload: () => Promise<void>;
  /** Shows a place as soon as its organisation is shown. */
  readonly reveal: (place: Reveal) => void;
  readonly stop: () => void;
}

/**
 * Keeps the stores in step with the main process: the snapshot first, then what is pushed. It is the only listener
 * to pushes, and takes all of one frame at once.
 */
export function startSync(bridge: MonitorBridge, stores: Stores, onFrame: OnFrame): Sync {
  const { session } = stores;
  const queue = createFrameQueue(onFrame);
  let isStopped = false;
  /** The picture that is on screen. */
  let drawn = 0;
  /** A place that waits for the picture that it is in. */
  let place: Reveal | null = null;
  /** What was pushed since the snapshot was asked for is newer than the snapshot. */
  const pushed = new Set<PushName>();
  const entries = startEntrySync(bridge, stores);

  const picture = (): number => session.getState().picture;

  async function reload(): Promise<void> {
    const mine = picture() + 1;
    session.setState({ picture: mine });
    // What was pushed before is older than the snapshot.
    queue.flush();
    pushed.clear();
    entries.forget();
    stores.topicChoice.setState(FRESH_TOPIC_CHOICE);
    // The main process may still watch the filter of a window that is no more.
    const [, answer] = await Promise.all([bridge.watchEntries({ filter: '' }), bridge.getSnapshot(null)]);
    queue.flush();
    if (isStopped || mine !== picture()) return;
    if (!answer.ok) {
      session.setState({ loading: { failedWith: answer.error } });
      return;
    }
    show(answer.value, pushed, stores);
    entries.show(answer.value.page);
    drawn = mine;
    showPlace();
  }

  function reveal(next: Reveal): void {
    place = next;
    showPlace();
  }

  /** A place in another organisation is shown when that one is. */
  function showPlace(): void {
    if (place === null || drawn !== picture()) return;
    const isHere =
      place.profileId === null || place.profileId === session.getState().settings.activeProfileId;
    if (!isHere) return;
    stores.shell.setState({ reveal: place });
    place = null;
  }

  /** Another scene has another timeline; within the same recording, the reader's filter stays. */
  async function showScene(former: OpenReplay | null): Promise<void> {
    const { filter } = stores.timeline.getState();
    const now = openReplay(stores.recordings.getState());
    const isJump = former !== null && now?.fileName === former.fileName && now.from === former.from;
    await reload();
    if (isJump && filter !== '') stores.timeline.setState({ filter });
  }

  function listen<P extends PushName>(name: P, take: (payload: Pushes[P]) => void): () => void {
    return bridge.on(name, (payload) => {
      queue.add(() => {
        pushed.add(name);
        take(payload);
      });
    });
  }

  const unsubscribers = [
    listen('entries', entries.take),
    listen('updated', entries.update),
    listen('connection', (report) => {
      stores.connection.setState((slice) => nextConnection(slice, report));
    }),
    listen('coverage', (coverage) => {
      stores.coverage.setState(coverage);
    }),
    listen('board', (boards) => {
      stores.board.setState((slice) => boards.reduce(withBoard, slice));
    }),
    listen('agents', (changes) => {
      stores.board.setState((slice) => changes.reduce(withAgents, slice));
    }),
    listen('subscriptions', (subscriptions) => {
      session.setState({ subscriptions });
    }),
    listen('directory', (directory) => {
      session.setState({ directory });
    }),
    listen('organisations', (organisations) => {
      session.setState({ organisations });
    }),
    listen('notices', (notices) => {
      session.setState({ notices });
    }),
    listen('settings', (settings) => {
      const { settings: former, loading } = session.getState();
      session.setState({ settings: inItsLanguage(settings) });
      // Another organisation has another history: nothing of the former picture may stay.
      if (loading !== 'ready' || settings.activeProfileId === former.activeProfileId) return;
      void reload();
      pushed.add('settings');
    }),
    listen('alerts', (inbox) => {
      stores.alerts.setState({ inbox });
    }),
    listen('alarm', (alarm) => {
      stores.alerts.setState({ alarm });
    }),
    listen('exports', (exports) => {
      const ended = newlyEnded(stores.recordings.getState().exports, exports);
      stores.recordings.setState({ exports });
      if (ended !== null) stores.shell.setState({ outcome: ended });
    }),
    listen('replay', (replay) => {
      const former = stores.recordings.getState();
      stores.recordings.setState({ replay });
      if (sceneOf(former) !== sceneOf({ ...former, replay })) void showScene(openReplay(former));
    }),
    listen('reveal', reveal),
    listen('closing', () => {
      stores.shell.setState({ isClosing: true });
    }),
  ];
  void reload();

  return {
    reload,
    reveal,
    stop: () => {
      isStopped = true;
      queue.stop();
      entries.stop();
      for (const unsubscribe of unsubscribers) unsubscribe();
    },
  };
}

/** Turns the window to the language of the settings. The practice org has a name in each. */
function inItsLanguage(settings: SettingsView): SettingsView {
  speakChosen(settings.language);
  const profiles = settings.profiles.map((profile) =>
    profile.id === PRACTICE_PROFILE_ID ? { ...profile, name: t('Practice org') } : profile,
  );
  return { ...settings, profiles };
}

/** Draws a snapshot, except for what was pushed after it was asked for. */
function show(snapshot: Snapshot, pushed: ReadonlySet<PushName>, stores: Stores): void {
  const { connection, coverage, gaps, session } = stores;
  const { organisations, settings, subscriptions, directory, notices, exports, replay } = snapshot;
  session.setState((now) => ({
    organisations: pushed.has('organisations') ? now.organisations : organisations,
    settings: pushed.has('settings') ? now.settings : inItsLanguage(settings),
    subscriptions: pushed.has('subscriptions') ? now.subscriptions : subscriptions,
    directory: pushed.has('directory') ? now.directory : directory,
    notices: pushed.has('notices') ? now.notices : notices,
    loading: 'ready',
  }));
  if (!pushed.has('alerts')) stores.alerts.setState({ inbox: snapshot.alerts });
  stores.recordings.setState((now) => ({
    exports: pushed.has('exports') ? now.exports : exports,
    replay: pushed.has('replay') ? now.replay : replay,
  }));
  connection.setState((now) =>
    nextConnection(QUIET_CONNECTION, pushed.has('connection') ? now.report : snapshot.connection),
  );
  if (!pushed.has('coverage')) coverage.setState(snapshot.coverage);
  // These are as of the answer itself: what was pushed before it is no newer.
  stores.board.setState(boardsOf(snapshot.boards, snapshot.agents));
  // The first page brings those that are known by now.
  gaps.setState(NO_GAPS);
}
