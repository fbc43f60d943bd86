import type { Pushes } from '../../../shared/ipc/contract.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { OrganisationStatus } from '../../../shared/model/organisation.ts';
import { NO_EXPORTS } from '../../../shared/model/recording.ts';
import type { Notice, SettingsView, Snapshot } from '../../../shared/model/snapshot.ts';
import { tooManyTopics } from '../../../shared/model/subscription-unit.ts';
import { topicProblem } from '../../../shared/model/topic.ts';
import type { AlertFile } from '../alerts/alert-file.ts';
import { Emitter } from '../base/emitter.ts';
import { Failure } from '../base/failure.ts';
import { loadCatalogue } from '../genesys/lookup-api.ts';
import type { CoverageLedgers } from '../history/coverage-ledger.ts';
import { openProfileHistory } from '../history/profile-history.ts';
import type { ProfileStores } from '../history/profile-stores.ts';
import type { Stored } from '../history/timeline-store.ts';
import type { Network } from '../network/network.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import {
  profileOf,
  withGroup,
  withKeys,
  withLastView,
  withOnClose,
  withLanguage,
  withTheme,
  withTimelineDisplay,
  withTopics,
} from '../settings/settings.ts';
import { Alerts } from './alerts.ts';
import type { LiveMonitor } from './monitor.ts';
import { Notices } from './notices.ts';
import { createBoards } from './boards.ts';
import { BOARD_PUSHES, createOrganisation, ORGANISATION_PUSHES, type Organisation } from './organisation.ts';
import { Organisations } from './organisations.ts';
import { practiceGroups, practiceTopics, type Practice } from './practice.ts';
import type { PathWorld } from './preflight.ts';
import { createProfiles } from './profiles.ts';
import type { World } from './session.ts';
import { createSignIn } from './sign-in.ts';
import { createStorage } from './storage.ts';
import { timelineInUse } from './timeline.ts';
import { createViews } from './views.ts';

export interface ApplicationDeps {
  readonly world: World;
  /** The timeline of each profile; `say` is told of what the user should know of them. */
  readonly openStores: (say: (notice: Notice) => void) => ProfileStores;
  /** What is known of the time of each profile; `say` is told of what was damaged. */
  readonly openLedgers: (say: (notice: Notice) => void) => CoverageLedgers;
  /** What is remembered of alerts; `say` is told of what was damaged. */
  readonly openAlerts: (say: (notice: Notice) => void) => AlertFile;
  /** Puts off the reading of what comes over sockets for the sake of one profile, or goes on with it. */
  readonly holdFrames: (profileId: string, isHeld: boolean) => void;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly practice: Practice;
  readonly channelsPerDay: number;
  /** Shows a file in its folder. */
  readonly showFile: (path: string) => void;
  readonly network: PathWorld['network'] & Pick<Network, 'dropIdleConnections'>;
  readonly notices: readonly Notice[];
  /** Where what nobody foresaw ends: the log. */
  readonly onUnexpected: (thrown: unknown) => void;
}

/** The use cases behind the window, over the rooms that carry them out. */
export function createApplication(deps: ApplicationDeps): LiveMonitor {
  const { world, settings, secrets, practice } = deps;
  const emitter = new Emitter<Pushes>();
  const storing = new Emitter<{ readonly stored: readonly [readonly Stored[], string] }>();
  const notices = new Notices(deps.notices, (all) => {
    emitter.emit('notices', all);
  });
  const stores = deps.openStores((notice) => {
    notices.put(notice);
  });
  const ledgers = deps.openLedgers((notice) => {
    notices.add([notice]);
  });
  const signIn = createSignIn(secrets, practice);
  const organisations = new Organisations(settings.current().activeProfileId, openOrganisation);
  /** Aborted at the very end: what is under way then must not begin anything any more. */
  const ending = new AbortController();

  function openOrganisation(profileId: string): Organisation {
    const organisation = createOrganisation(profileOf(settings.current(), profileId), {
      ...{ world, signIn, secrets, ledgers },
      history: openProfileHistory(profileId, stores),
      channelsPerDay: deps.channelsPerDay,
      behind: (isBehind) => {
        deps.holdFrames(profileId, isBehind);
      },
      say: (notice) => {
        notices.add([notice]);
      },
      onUnexpected: deps.onUnexpected,
    });
    for (const name of ORGANISATION_PUSHES) {
      organisation.on(name, (payload) => {
        if (organisations.isShown(profileId)) emitter.emit(name, payload);
      });
    }
    for (const name of BOARD_PUSHES) {
      organisation.on(name, (payload) => {
        emitter.emit(name, payload);
      });
    }
    organisation.on('connection', tellStatuses);
    organisation.on('directory', (directory) => {
      showAllOfPractice(organisation, directory).catch((thrown: unknown) => {
        // Without a connection there is nothing to show: it is set up when there is one again.
        if (organisation.hasSession()) deps.onUnexpected(thrown);
      });
    });
    alerts.follow(organisation);
    organisation.onStored((stored) => {
      storing.emit('stored', [stored, profileId]);
    });
    return organisation;
  }

  const statuses = (): readonly OrganisationStatus[] =>
    settings.current().profiles.map(({ id }) => organisations.statusOf(id));
  let toldStatuses = '';

  /** Tells how the organisations stand, when that is not what was told last. */
  function tellStatuses(): void {
    const all = statuses();
    const told = JSON.stringify(all);
    if (told === toldStatuses) return;
    toldStatuses = told;
    emitter.emit('organisations', all);
  }

  const settingsView = (): SettingsView => ({ ...settings.current(), secretStorage: secrets.describe() });

  /** What is told of the organisation that is shown now comes after the settings that name it. */
  async function changeSettings(change: Parameters<SettingsStore['update']>[0]): Promise<void> {
    await settings.update(change);
    organisations.show(settings.current().activeProfileId);
    emitter.emit('settings', settingsView());
    tellStatuses();
  }

  const alerts = new Alerts({
    clock: world.clock,
    newId: world.newId,
    settings,
    changeSettings,
    file: deps.openAlerts((notice) => {
      notices.add([notice]);
    }),
    organisation: (profileId) => (profileId === null ? organisations.shown() : organisations.of(profileId)),
    push: (name, payload) => {
      emitter.emit(name, payload);
    },
    onUnexpected: deps.onUnexpected,
  });
  const profiles = createProfiles({
    ...{ world, settings, changeSettings, secrets, signIn, organisations, stores, ledgers, notices },
    network: deps.network,
    ending: ending.signal,
    onUnexpected: deps.onUnexpected,
  });
  const boards = createBoards({ settings, changeSettings, organisations });
  const storage = createStorage({
    ...{ settings, changeSettings, organisations, notices },
    showFile: deps.showFile,
  });

  /** A practice org that nobody has set up yet shows everything, once it is known what there is. */
  async function showAllOfPractice(organisation: Organisation, directory: Directory): Promise<void> {
    if (!isToBeSetUp(organisation) || !hasAny(directory.users) || !hasAny(directory.queues)) return;
    const { profileId } = organisation;
    const groups = practiceGroups(await organisation.board.teamNames());
    // Somebody may have chosen meanwhile.
    if (!isToBeSetUp(organisation)) return;
    const topics = practiceTopics(directory);
    // All at once: a run that ends before leaves it to the next one.
    await changeSettings((now) =>
      groups.reduce((all, group) => withGroup(all, profileId, group), withTopics(now, profileId, topics)),
    );
    organisation.watch(profileOf(settings.current(), profileId));
  }

  function isToBeSetUp(organisation: Organisation): boolean {
    const profile = settings.current().profiles.find(({ id }) => id === organisation.profileId);
    return profile?.target.kind === 'practice' && profile.topics.length === 0 && organisation.hasSession();
  }

  async function setTopics(organisation: Organisation, topics: readonly string[]): Promise<void> {
    checkTopics(topics, organisation.board.topicsBeside(topics));
    const { profileId } = organisation;
    await changeSettings((current) => withTopics(current, profileId, topics));
    organisation.watch(profileOf(settings.current(), profileId));
  }

  async function snapshot(): Promise<Snapshot> {
    const shown = organisations.shown();
    const view = settingsView();
    await Promise.all([shown.timeline.drain(), alerts.opened()]);
    const page = await shown.timeline.newestPage();
    // Nothing is waited for from here on: what is pushed after this is newer.
    return {
      connection: shown.report(),
      coverage: shown.coverage(),
      organisations: statuses(),
      boards: boards.current(),
      agents: boards.agents(),
      settings: view,
      subscriptions: shown.subscriptions(),
      directory: shown.directory(),
      notices: notices.current(),
      alerts: alerts.view(),
      exports: NO_EXPORTS,
      replay: null,
      page,
    };
  }

  return {
    handlers: {
      getSnapshot: snapshot,
      ...profiles.handlers,
      ...timelineInUse(() => organisations.shown().timeline.handlers),
      ...storage,
      ...boards.handlers,
      ...alerts.handlers,
      removeProfile: async (argument) => {
        await profiles.handlers.removeProfile(argument);
        alerts.forget(argument.profileId);
        return null;
      },
      eraseHistory: async (argument) => {
        await storage.eraseHistory(argument);
        alerts.startAnew(organisations.of(argument.profileId));
        return null;
      },
      getRates: (query) => Promise.resolve(organisations.shown().pace.read(query)),
      tryNow: () => {
        organisations.shown().nudge();
        return Promise.resolve(null);
      },
      listTopics: () => organisations.shown().call(loadCatalogue),
      setTopics: async ({ topics }) => {
        await setTopics(organisations.shown(), topics);
        return null;
      },
      ...createViews(changeSettings),
      setTimelineDisplay: async (display) => {
        await changeSettings((current) => withTimelineDisplay(current, display));
        return null;
      },
      setKeys: async (keys) => {
        await changeSettings((current) => withKeys(current, keys));
        return null;
      },
      setLastView: async ({ view }) => {
        await changeSettings((current) => withLastView(current, view));
        return null;
      },
      setOnClose: async ({ onClose }) => {
        await changeSettings((current) => withOnClose(current, onClose));
        return null;
      },
      setLanguage: async ({ language }) => {
        await changeSettings((current) => withLanguage(current, language));
        return null;
      },
      setTheme: async ({ theme }) => {
        await changeSettings((current) => withTheme(current, theme));
        return null;
      },
      dismissNotice: (notice) => {
        notices.dismiss(notice);
        return Promise.resolve(null);
      },
      pullLever: async (lever) => {
        await practice.pull(lever);
        return null;
      },
    },
    recordable: async () => {
      const shown = organisations.shown();
      await shown.timeline.drain();
      const { id, name, topics } = profileOf(settings.current(), shown.profileId);
      const clientSecret = await secrets.get(id).catch(() => null);
      return {
        whereabouts: await shown.history.whereabouts(),
        directory: shown.directory(),
        topics,
        organisation: name,
        clockOffsetMs: shown.board.clockOffset()?.offsetMs ?? null,
        secrets: [...shown.secrets(), ...(clientSecret === null ? [] : [clientSecret])],
      };
    },
    organisationName: () => {
      const { profiles, activeProfileId } = settings.current();
      return profiles.length > 1 ? profileOf(settings.current(), activeProfileId).name : null;
    },
    on: (name, listener) => emitter.on(name, listener),
    onStored: (listener) =>
      storing.on('stored', ([stored, profileId]) => {
        listener(stored, profileId);
      }),
    tell: (notice) => {
      notices.put(notice);
    },
    hint: (hint) => {
      deps.network.dropIdleConnections();
      if (hint === 'suspended') return;
      for (const organisation of organisations.opened()) organisation.nudge();
    },
    start: async () => {
      const { activeProfileId, connectedProfileIds } = settings.current();
      organisations.show(activeProfileId);
      await Promise.all(connectedProfileIds.map((profileId) => profiles.begin(profileId)));
    },
    stop: async () => {
      ending.abort();
      await organisations.closeAll();
      await alerts.stop();
      await practice.close();
    },
  };
}

const hasAny = (names: Readonly<Record<string, string>>): boolean => Object.keys(names).length > 0;

/** `ofBoard`: what the board needs beside them. */
function checkTopics(topics: readonly string[], ofBoard: readonly string[]): void {
  const excess = tooManyTopics([...topics, ...ofBoard]);
  if (excess !== null) throw new Failure({ code: 'topic/limit', message: excess });
  for (const topic of topics) {
    const problem = topicProblem(topic);
    if (problem !== null) throw new Failure({ code: 'topic/invalid', message: `${topic}: ${problem}` });
  }
}
