import type { PushName, Pushes } from '../../../shared/ipc/contract.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';
import type { Coverage as KnownCoverage } from '../../../shared/model/coverage.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { Profile } from '../../../shared/model/profile.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { t } from '../../../shared/text/t.ts';
import { Emitter } from '../base/emitter.ts';
import { Failure } from '../base/failure.ts';
import { createStretchList, type CoverageLedgers } from '../history/coverage-ledger.ts';
import type { ProfileHistory } from '../history/profile-history.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { AgentBoard, type Watched } from './agent-board.ts';
import { Coverage } from './coverage.ts';
import { createPace, type Pace } from './pace.ts';
import type { Session, World } from './session.ts';
import { SessionHost } from './session-host.ts';
import type { SignIn } from './sign-in.ts';
import { rememberSocketOrigin } from './socket-origin.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** What is told of one organisation. The window hears it of the one that it shows. */
export const ORGANISATION_PUSHES = [
  'connection',
  'coverage',
  'entries',
  'updated',
  'subscriptions',
  'directory',
] as const satisfies readonly PushName[];

/** What is told of every organisation, shown or not. */
export const BOARD_PUSHES = ['board', 'agents'] as const satisfies readonly PushName[];

type OrganisationPush = (typeof ORGANISATION_PUSHES | typeof BOARD_PUSHES)[number];

/** How somebody or something stands, as it was fetched: in the form in which an event of the topic would tell it. */
export interface Fetched {
  readonly topic: string;
  readonly body: JsonValue;
  /** When the answer was there. */
  readonly at: EpochMs;
}

export interface OrganisationDeps {
  readonly world: World;
  readonly signIn: SignIn;
  readonly secrets: SecretStore;
  readonly channelsPerDay: number;
  readonly history: ProfileHistory;
  readonly ledgers: CoverageLedgers;
  /** Told when more comes than can be stored, and when that is made up for. */
  readonly behind: (isBehind: boolean) => void;
  readonly say: (notice: Notice) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}

/**
 * Everything of one profile: its connection, its timeline, what is known of its time, its pace and its names. It is
 * there from when it is first connected or shown; whether it is connected and whether it is shown are two things.
 */
export interface Organisation {
  readonly profileId: string;
  /** Listens to what is told of it, shown or not; the returned function stops it. */
  readonly on: <P extends OrganisationPush>(name: P, listener: (payload: Pushes[P]) => void) => () => void;
  /** Listens to everything that is stored of it. */
  readonly onStored: Timeline['onStored'];
  /** Listens to what is fetched after a gap, and once when it was first connected. */
  readonly onFetched: (listener: (fetched: Fetched) => void) => () => void;
  readonly history: ProfileHistory;
  readonly timeline: Timeline;
  readonly pace: Pace;
  readonly board: AgentBoard;
  readonly report: () => ConnectionReport;
  readonly coverage: () => KnownCoverage;
  readonly subscriptions: () => readonly Subscription[];
  readonly directory: () => Directory;
  /** False while nobody wants it connected, or what stood in the way came before any session. */
  readonly hasSession: () => boolean;
  /** Connects it anew, as its profile is now. What stands in the way is thrown, and shown as its state. */
  readonly connect: (profile: Profile) => Promise<void>;
  readonly disconnect: () => Promise<void>;
  /** Watches what its profile says now. The same topics again are asked for again: they may be permitted by now. */
  readonly watch: (watched: Watched) => void;
  /** Makes a REST call with its token. Throws `input/invalid` while it is not connected. */
  readonly call: Session['call'];
  readonly nudge: () => void;
  /** Where its socket was opened to; null when there is none. */
  readonly socketOrigin: () => string | null;
  /** What must never leave of it. */
  readonly secrets: () => readonly string[];
  /** Final: everything that came until then is stored, and nothing is left of it. */
  readonly close: () => Promise<void>;
}

export function createOrganisation(profile: Profile, deps: OrganisationDeps): Organisation {
  const { world, history, onUnexpected } = deps;
  const { id: profileId, target } = profile;
  const { clock } = world;
  const isPractice = target.kind === 'practice';
  const emitter = new Emitter<Pushes>();
  const fetches = new Emitter<{ readonly fetched: Fetched }>();
  const timeline = createTimeline({
    clock,
    history,
    names: () => host.directory(),
    push: (name, payload) => {
      emitter.emit(name, payload);
    },
    behind: deps.behind,
    onUnexpected,
  });
  const coverage = new Coverage({
    clock,
    profileId,
    isPractice,
    // The practice org begins anew with each run, and so does what is known of it.
    ledger: isPractice ? createStretchList() : deps.ledgers.of(profileId),
    tell: timeline.write,
    drained: () => timeline.drain(),
    newId: world.newId,
    changed: (known) => {
      emitter.emit('coverage', known);
    },
    resumed: (gap) => {
      host.session()?.gapClosed(gap);
    },
    onUnwritable: (thrown) => {
      deps.say(coverageUnwritable());
      onUnexpected(thrown);
    },
  });
  const call: Session['call'] = async (work) => {
    const session = host.session();
    if (session === null) throw notConnected();
    return session.call(work);
  };
  const board: AgentBoard = new AgentBoard({
    ...{ profileId, clock, call, onUnexpected },
    directory: () => host.directory(),
    drained: () => timeline.drain(),
    want: (topics) => {
      if (host.session() !== null) host.wantTopics(topics);
    },
    tellBoard: (now) => {
      emitter.emit('board', [now]);
    },
    tellAgents: (agents) => {
      emitter.emit('agents', [{ profileId, agents }]);
    },
  });
  const sockets = rememberSocketOrigin(world.openWire);
  const host: SessionHost = new SessionHost({
    world: { ...world, openWire: sockets.openWire },
    signIn: deps.signIn,
    secrets: deps.secrets,
    channelsPerDay: deps.channelsPerDay,
    coverage,
    listener: {
      connection: (report) => {
        pace.observe(report);
        board.connection(report);
        emitter.emit('connection', report);
      },
      subscriptions: (subscriptions) => {
        emitter.emit('subscriptions', board.marked(subscriptions));
      },
      directory: (directory) => {
        history.learn(directory);
        emitter.emit('directory', directory);
        board.tell();
      },
      fetched: (topic, body) => {
        const fetched = { topic, body, at: clock.now() };
        board.fetched(fetched);
        fetches.emit('fetched', fetched);
      },
      agents: board.feed,
      clockMeasured: (offset) => {
        board.clockMeasured(offset);
      },
      notices: (found) => {
        for (const notice of found) deps.say({ ...notice, profileId });
      },
      record: (record) => {
        coverage.record(record);
      },
      onUnexpected,
    },
  });
  const pace = createPace({ clock, report: () => host.report() });
  timeline.onStored((stored) => {
    host.meet(stored.flatMap(({ entry }) => (entry.type === 'event' ? [entry.event.subject] : [])));
    pace.take(stored);
  });
  board.follow(profile);

  return {
    profileId,
    on: (name, listener) => emitter.on(name, listener),
    onStored: timeline.onStored,
    onFetched: (listener) => fetches.on('fetched', listener),
    history,
    timeline,
    pace,
    board,
    report: () => host.report(),
    coverage: () => coverage.current(),
    subscriptions: () => board.marked(host.subscriptions()),
    directory: () => host.directory(),
    hasSession: () => host.session() !== null,
    connect: async (now) => {
      board.follow(now);
      const topics = board.wanted();
      await host.open({ ...now, topics });
      if (board.wanted() !== topics) host.wantTopics(board.wanted());
    },
    disconnect: () => host.close(),
    watch: (watched) => {
      const former = board.wanted();
      board.follow(watched);
      if (board.wanted() === former) host.wantTopics(former);
    },
    call,
    nudge: () => {
      host.session()?.nudge();
    },
    socketOrigin: sockets.last,
    secrets: () => host.session()?.secrets() ?? [],
    close: async () => {
      coverage.stop();
      await host.close();
      board.stop();
      await timeline.drain();
      await history.close();
    },
  };
}

const notConnected = (): Failure =>
  new Failure({ code: 'input/invalid', message: t('Not connected. Connect the organisation first.') });

const coverageUnwritable = (): Notice => ({
  id: 'coverage-unwritable',
  severity: 'warning',
  message: t(
    'Vigil cannot write down what it heard and missed: the data folder refuses it, or the disk is full. Gaps are still shown, but after a restart those of this run may be missing.',
  ),
});
