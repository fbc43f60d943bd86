import type { ProfileDraft } from '../../../shared/model/profile.ts';
import { Failure } from '../base/failure.ts';
import { createInOrder } from '../base/in-order.ts';
import type { CoverageLedgers } from '../history/coverage-ledger.ts';
import type { ProfileStores } from '../history/profile-stores.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { orgUrlsOf } from '../settings/org-url.ts';
import { profileFromDraft, secretFromDraft } from '../settings/profile-input.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import {
  profileOf,
  withActiveProfile,
  withConnection,
  withoutConnection,
  withoutProfile,
  withProfile,
} from '../settings/settings.ts';
import { forgetKeptSession } from './kept-session.ts';
import type { Monitor } from './monitor.ts';
import type { Notices } from './notices.ts';
import type { Organisations } from './organisations.ts';
import { runPreflight, type PathWorld } from './preflight.ts';
import { secretMissing, type Org, type SignIn } from './sign-in.ts';
import type { World } from './session.ts';

type ProfileVerb =
  'saveProfile' | 'removeProfile' | 'testConnection' | 'checkPath' | 'connect' | 'showProfile' | 'disconnect';

export interface ProfilesDeps {
  readonly world: World;
  readonly settings: SettingsStore;
  readonly changeSettings: (change: Parameters<SettingsStore['update']>[0]) => Promise<void>;
  readonly secrets: SecretStore;
  readonly signIn: SignIn;
  readonly organisations: Organisations;
  readonly stores: Pick<ProfileStores, 'erase'>;
  readonly ledgers: Pick<CoverageLedgers, 'forget'>;
  readonly notices: Notices;
  readonly network: PathWorld['network'];
  /** Aborted at the very end: what is under way then must not begin anything any more. */
  readonly ending: AbortSignal;
  /** Where what nobody foresaw ends: the log. */
  readonly onUnexpected: (thrown: unknown) => void;
}

/** Everything that is done with profiles: keeping, trying, showing and connecting them, one at a time. */
export interface Profiles {
  readonly handlers: Pick<Monitor['handlers'], ProfileVerb>;
  /** Connects a profile as Vigil starts. What stands in the way is shown as its state; the user can act on it there. */
  readonly begin: (profileId: string) => Promise<void>;
}

export function createProfiles(deps: ProfilesDeps): Profiles {
  const { world, settings, changeSettings, secrets, organisations } = deps;
  /** Choices of a profile are carried out one after another: the last one made is the one that stands. */
  const inOrder = createInOrder();

  const isWanted = (profileId: string): boolean => settings.current().connectedProfileIds.includes(profileId);

  /** Connects a profile anew, unless the end has come. */
  async function open(profileId: string): Promise<void> {
    const profile = profileOf(settings.current(), profileId);
    if (!deps.ending.aborted) await organisations.of(profileId).connect(profile);
  }

  /** Connects a profile, unless that is under way: saving one that is wanted has connected it already. */
  async function ensureOpen(profileId: string): Promise<void> {
    if (deps.ending.aborted) return;
    const organisation = organisations.of(profileId);
    const isUnderWay = organisation.hasSession() && organisation.report().state.status !== 'failed';
    if (!isUnderWay) await open(profileId);
  }

  async function begin(profileId: string): Promise<void> {
    try {
      await open(profileId);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) deps.onUnexpected(thrown);
    }
  }

  async function connect(profileId: string): Promise<void> {
    profileOf(settings.current(), profileId);
    const { activeProfileId, isWelcomeDone } = settings.current();
    const isChosen = activeProfileId === profileId && isWelcomeDone && isWanted(profileId);
    if (!isChosen) await changeSettings((now) => withConnection(now, profileId));
    const unwanted = organisations.opened().filter((opened) => !isWanted(opened.profileId));
    await Promise.all(unwanted.map((organisation) => organisation.disconnect()));
    await ensureOpen(profileId);
  }

  async function disconnect(profileId: string): Promise<void> {
    profileOf(settings.current(), profileId);
    const opened = organisations.opened().find((organisation) => organisation.profileId === profileId);
    await opened?.disconnect();
    if (isWanted(profileId)) await changeSettings((now) => withoutConnection(now, profileId));
  }

  async function saveProfile(draft: ProfileDraft): Promise<{ readonly profileId: string }> {
    const { id, name } = profileFromDraft(draft, settings.current(), world.newId);
    const secret = secretFromDraft(draft);
    if (secret === null && (await secrets.get(id)) === null) throw secretMissing(name);
    if (secret !== null) await secrets.set(id, secret);
    // Anew, with what was changed of the organisation while the keychain was asked.
    await changeSettings((now) =>
      withProfile(
        now,
        profileFromDraft(draft, now, () => id),
      ),
    );
    if (isWanted(id)) await open(id);
    return { profileId: id };
  }

  async function removeProfile(profileId: string): Promise<void> {
    await changeSettings((now) => withoutProfile(now, profileId));
    await organisations.close(profileId);
    await Promise.all([
      secrets.delete(profileId),
      forgetKeptSession(secrets, profileId),
      deps.stores.erase(profileId),
    ]);
    deps.ledgers.forget(profileId);
    deps.notices.withdraw((notice) => notice.profileId === profileId);
    const { activeProfileId } = settings.current();
    if (isWanted(activeProfileId)) await ensureOpen(activeProfileId);
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
    const shown = organisations.shown();
    const org = await deps.signIn.credentialsOf(profileOf(settings.current(), shown.profileId));
    const isLive = shown.report().state.status === 'live';
    return tryPath(org, isLive ? shown.socketOrigin() : null);
  }

  function tryPath(org: Org, socketOrigin: string | null): ReturnType<typeof runPreflight> {
    return runPreflight({ ...world, network: deps.network }, { ...org, socketOrigin }, deps.ending);
  }

  return {
    handlers: {
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
      showProfile: async ({ profileId }) => {
        await inOrder(() => changeSettings((now) => withActiveProfile(now, profileId)));
        return null;
      },
      // Not in order: it ends what is still under way.
      disconnect: async ({ profileId }) => {
        await disconnect(profileId);
        return null;
      },
    },
    begin,
  };
}
