import { MAX_PAGE_SIZE, type Pushes } from '../../../shared/ipc/contract.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import { PRACTICE_PROFILE_ID, type Profile, type ProfileDraft } from '../../../shared/model/profile.ts';
import type { Notice, SettingsView, Snapshot } from '../../../shared/model/snapshot.ts';
import { tooManyTopics } from '../../../shared/model/subscription-unit.ts';
import { topicProblem } from '../../../shared/model/topic.ts';
import { Emitter } from '../base/emitter.ts';
import { Failure } from '../base/failure.ts';
import { createInOrder } from '../base/in-order.ts';
import { loadCatalogue } from '../genesys/lookup-api.ts';
import type { CoverageLedgers } from '../history/coverage-ledger.ts';
import type { ProfileHistories } from '../history/profile-histories.ts';
import type { Network } from '../network/network.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { orgUrlsOf } from '../settings/org-url.ts';
import { profileFromDraft, secretFromDraft } from '../settings/profile-input.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import {
  activeProfile,
  profileOf,
  withActiveProfile,
  withoutProfile,
  withProfile,
  withTheme,
  withTopics,
} from '../settings/settings.ts';
import { Coverage } from './coverage.ts';
import type { Monitor } from './monitor.ts';
import { Notices } from './notices.ts';
import { practiceTopics, type Practice } from './practice.ts';
import { forgetKeptSession } from './kept-session.ts';
import { runPreflight, type PathWorld } from './preflight.ts';
import type { Session, World } from './session.ts';
import { SessionHost } from './session-host.ts';
import { createSignIn, secretMissing, type Org } from './sign-in.ts';
import { rememberSocketOrigin } from './socket-origin.ts';
import { createTimelineWriter } from './timeline-writer.ts';

export interface ApplicationDeps {
  readonly world: World;
  readonly histories: ProfileHistories;
  /** What is known of the time of each profile; `say` is told of what was damaged. */
  readonly openLedgers: (say: (notice: Notice) => void) => CoverageLedgers;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly practice: Practice;
  readonly channelsPerDay: number;
  readonly network: PathWorld['network'] & Pick<Network, 'dropIdleConnections'>;
  readonly notices: readonly Notice[];
  /** Where what nobody foresaw ends: the log. */
  readonly onUnexpected: (thrown: unknown) => void;
}

/** The use cases behind the window, over the rooms that carry them out. */
export function createApplication(deps: ApplicationDeps): Monitor {
  const { world, histories, settings, secrets, practice } = deps;
  const emitter = new Emitter<Pushes>();
  const notices = new Notices(deps.notices, (all) => {
    emitter.emit('notices', all);
  });
  const writer = createTimelineWriter({
    clock: world.clock,
    store: histories,
    onUnexpected: deps.onUnexpected,
    publish: (entries) => {
      emitter.emit('entries', entries);
    },
  });
  const signIn = createSignIn(secrets, practice);
  const ledgers = deps.openLedgers((notice) => {
    notices.add([notice]);
  });
  const coverage = new Coverage({
    clock: world.clock,
    ledgers,
    tell: writer.write,
    drained: () => writer.drain(),
    newId: world.newId,
    changed: (known) => {
      emitter.emit('coverage', known);
    },
    resumed: (gap) => {
      host.session()?.gapClosed(gap);
    },
    onUnwritable: (thrown) => {
      notices.add([COVERAGE_UNWRITABLE]);
      deps.onUnexpected(thrown);
    },
  });
  const sockets = rememberSocketOrigin(world.openWire);
  const host = new SessionHost({
    world: { ...world, openWire: sockets.openWire },
    signIn,
    secrets,
    channelsPerDay: deps.channelsPerDay,
    coverage,
    listener: {
      connection: (report) => {
        emitter.emit('connection', report);
      },
      subscriptions: (subscriptions) => {
        emitter.emit('subscriptions', subscriptions);
      },
      directory: (directory) => {
        emitter.emit('directory', directory);
        showAllOfPractice(directory).catch(deps.onUnexpected);
      },
      notices: (found) => {
        notices.add(found);
      },
      record: (record) => {
        coverage.record(record);
      },
      onUnexpected: deps.onUnexpected,
    },
  });
  /** Choices of a profile are carried out one after another: the last one made is the one that stands. */
  const inOrder = createInOrder();
  /** Aborted at the very end: what is under way then must not begin anything any more. */
  const ending = new AbortController();

  const settingsView = (): SettingsView => ({ ...settings.current(), secretStorage: secrets.describe() });

  async function changeSettings(change: Parameters<SettingsStore['update']>[0]): Promise<void> {
    await settings.update(change);
    emitter.emit('settings', settingsView());
  }

  async function open(profile: Profile): Promise<void> {
    if (!ending.signal.aborted) await host.open(profile);
  }

  /** Makes another profile the active one. The window hears of it when the other timeline is in its place. */
  async function turnTo(profileId: string, change: Parameters<SettingsStore['update']>[0]): Promise<void> {
    await host.close();
    await writer.drain();
    histories.turnTo(profileId);
    coverage.turnTo(activeProfile(change(settings.current())));
    await changeSettings(change);
  }

  async function connect(profileId: string): Promise<void> {
    const profile = profileOf(settings.current(), profileId);
    const { activeProfileId, isWelcomeDone } = settings.current();
    const activate: Parameters<SettingsStore['update']>[0] = (now) => withActiveProfile(now, profileId);
    if (activeProfileId !== profileId) await turnTo(profileId, activate);
    else if (!isWelcomeDone) await changeSettings(activate);
    // Saving a profile that is active has connected it already.
    const isUnderWay = host.profileId() === profileId && host.report().state.status !== 'failed';
    if (!isUnderWay) await open(profile);
  }

  /** A practice org that nobody has set up yet shows everything, once it is known what there is. */
  async function showAllOfPractice(directory: Directory): Promise<void> {
    const { id, target, topics } = activeProfile(settings.current());
    if (target.kind !== 'practice' || topics.length > 0 || host.profileId() !== id) return;
    if (!hasAny(directory.users) || !hasAny(directory.queues)) return;
    await setTopics(practiceTopics(directory));
  }

  async function setTopics(topics: readonly string[]): Promise<void> {
    checkTopics(topics);
    const { activeProfileId } = settings.current();
    await changeSettings((current) => withTopics(current, activeProfileId, topics));
    host.wantTopics(activeProfile(settings.current()).topics);
  }

  async function saveProfile(draft: ProfileDraft): Promise<{ readonly profileId: string }> {
    const profile = profileFromDraft(draft, settings.current(), world.newId);
    const secret = secretFromDraft(draft);
    if (secret === null && (await secrets.get(profile.id)) === null) throw secretMissing(profile.name);
    if (secret !== null) await secrets.set(profile.id, secret);
    await changeSettings((current) => withProfile(current, profile));
    const isActive = settings.current().activeProfileId === profile.id;
    // One that could not even begin, for want of a secret, has no session and is meant to go on all the same.
    const isWanted = host.session() !== null || host.report().state.status === 'failed';
    if (isActive && isWanted) await open(profile);
    return { profileId: profile.id };
  }

  async function removeProfile(profileId: string): Promise<void> {
    const wasActive = settings.current().activeProfileId === profileId;
    const remove: Parameters<SettingsStore['update']>[0] = (now) => withoutProfile(now, profileId);
    // Checked before anything is given up for it.
    remove(settings.current());
    if (wasActive) await turnTo(PRACTICE_PROFILE_ID, remove);
    else await changeSettings(remove);
    await Promise.all([
      secrets.delete(profileId),
      forgetKeptSession(secrets, profileId),
      histories.forget(profileId),
    ]);
    ledgers.forget(profileId);
    if (wasActive) await open(activeProfile(settings.current()));
  }

  async function testConnection(draft: ProfileDraft): ReturnType<typeof runPreflight> {
    const profile = profileFromDraft(draft, settings.current(), world.newId);
    if (profile.target.kind === 'practice') throw secretMissing(profile.name);
    const clientSecret = secretFromDraft(draft) ?? (await secrets.get(profile.id));
    if (clientSecret === null) throw secretMissing(profile.name);
    const { clientId, target } = profile;
    return tryPath({ ...orgUrlsOf(target), credentials: { clientId, clientSecret } }, null);
  }

  async function checkPath(): ReturnType<typeof runPreflight> {
    const org = await signIn.credentialsOf(activeProfile(settings.current()));
    const isLive = host.report().state.status === 'live';
    return tryPath(org, isLive ? sockets.last() : null);
  }

  function tryPath(org: Org, socketOrigin: string | null): ReturnType<typeof runPreflight> {
    return runPreflight({ ...world, network: deps.network }, { ...org, socketOrigin }, ending.signal);
  }

  async function snapshot(): Promise<Snapshot> {
    await writer.drain();
    return {
      connection: host.report(),
      coverage: coverage.current(),
      settings: settingsView(),
      subscriptions: host.subscriptions(),
      directory: host.directory(),
      notices: notices.current(),
      page: await histories.page({ from: 'before', position: Number.MAX_SAFE_INTEGER, limit: MAX_PAGE_SIZE }),
    };
  }

  function openSession(): Session {
    const session = host.session();
    if (session !== null) return session;
    throw new Failure({ code: 'input/invalid', message: 'Not connected. Connect a profile first.' });
  }

  return {
    handlers: {
      getSnapshot: snapshot,
      saveProfile: (draft) => inOrder(() => saveProfile(draft)),
      removeProfile: async ({ profileId }) => {
        await inOrder(() => removeProfile(profileId));
        return null;
      },
      testConnection,
      checkPath,
      connect: async ({ profileId }) => {
        await inOrder(() => connect(profileId));
        return null;
      },
      disconnect: async () => {
        await host.close();
        return null;
      },
      tryNow: () => {
        host.session()?.nudge();
        return Promise.resolve(null);
      },
      listTopics: async () => openSession().call(loadCatalogue),
      setTopics: async ({ topics }) => {
        await setTopics(topics);
        return null;
      },
      queryEntries: (query) => histories.page({ ...query, limit: Math.min(query.limit, MAX_PAGE_SIZE) }),
      setTheme: async ({ theme }) => {
        await changeSettings((current) => withTheme(current, theme));
        return null;
      },
      dismissNotice: ({ id }) => {
        notices.dismiss(id);
        return Promise.resolve(null);
      },
      pullLever: async (lever) => {
        await practice.pull(lever);
        return null;
      },
    },
    on: (name, listener) => emitter.on(name, listener),
    hint: (hint) => {
      deps.network.dropIdleConnections();
      if (hint !== 'suspended') host.session()?.nudge();
    },
    start: async () => {
      histories.turnTo(settings.current().activeProfileId);
      coverage.turnTo(activeProfile(settings.current()));
      try {
        await open(activeProfile(settings.current()));
      } catch (thrown) {
        // What stands in the way is shown as the state of the connection; the user can act on it from there.
        if (!(thrown instanceof Failure)) deps.onUnexpected(thrown);
      }
    },
    stop: async () => {
      ending.abort();
      coverage.stop();
      await host.close();
      await writer.drain();
      await Promise.all([histories.close(), practice.close()]);
    },
  };
}

const COVERAGE_UNWRITABLE: Notice = {
  id: 'coverage-unwritable',
  severity: 'warning',
  message:
    'Vigil cannot write down what it heard and missed: the data folder refuses it, or the disk is full. Gaps are still ' +
    'shown, but after a restart those of this run may be missing.',
};

const hasAny = (names: Readonly<Record<string, string>>): boolean => Object.keys(names).length > 0;

function checkTopics(topics: readonly string[]): void {
  const excess = tooManyTopics(topics);
  if (excess !== null) throw new Failure({ code: 'topic/limit', message: excess });
  for (const topic of topics) {
    const problem = topicProblem(topic);
    if (problem !== null) throw new Failure({ code: 'topic/invalid', message: `${topic}: ${problem}` });
  }
}
