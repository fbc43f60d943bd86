import { PRACTICE_PROFILE_ID, type Profile } from '../../../shared/model/profile.ts';
import type { SettingsView, Theme } from '../../../shared/model/snapshot.ts';
import { Failure } from '../base/failure.ts';

/**
 * What Vigil remembers between runs and is no secret. The practice profile is always there, always first, and
 * cannot be removed.
 */
export type Settings = Omit<SettingsView, 'secretStorage'>;

export const PRACTICE_PROFILE: Profile = Object.freeze({
  id: PRACTICE_PROFILE_ID,
  name: 'Practice org',
  target: Object.freeze({ kind: 'practice' }),
  // The embedded org makes its credentials anew in every run, so there is nothing to keep.
  clientId: '',
  topics: Object.freeze([]),
});

export const FIRST_SETTINGS: Settings = Object.freeze({
  profiles: Object.freeze([PRACTICE_PROFILE]),
  activeProfileId: PRACTICE_PROFILE_ID,
  theme: 'system',
  isWelcomeDone: false,
});

/** The profile with this id. Throws a `Failure` when there is none, for example because it was just removed. */
export function profileOf(settings: Settings, profileId: string): Profile {
  const profile = settings.profiles.find(({ id }) => id === profileId);
  if (profile === undefined) {
    throw new Failure({
      code: 'input/invalid',
      message: 'This profile no longer exists. Choose another one in Settings.',
    });
  }
  return profile;
}

export function activeProfile(settings: Settings): Profile {
  return profileOf(settings, settings.activeProfileId);
}

/** Adds a profile, or replaces the one with its id in place. */
export function withProfile(settings: Settings, profile: Profile): Settings {
  const isKnown = settings.profiles.some(({ id }) => id === profile.id);
  const profiles = isKnown
    ? settings.profiles.map((other) => (other.id === profile.id ? profile : other))
    : [...settings.profiles, profile];
  return { ...settings, profiles };
}

/** Removes a profile; when it was the active one, the practice org becomes active. */
export function withoutProfile(settings: Settings, profileId: string): Settings {
  if (profileId === PRACTICE_PROFILE_ID) {
    throw new Failure({ code: 'input/invalid', message: 'The practice org cannot be removed.' });
  }
  profileOf(settings, profileId);
  return {
    ...settings,
    profiles: settings.profiles.filter(({ id }) => id !== profileId),
    activeProfileId: settings.activeProfileId === profileId ? PRACTICE_PROFILE_ID : settings.activeProfileId,
  };
}

/** Makes a profile the active one; choosing one also answers the welcome. */
export function withActiveProfile(settings: Settings, profileId: string): Settings {
  return { ...settings, activeProfileId: profileOf(settings, profileId).id, isWelcomeDone: true };
}

export function withTopics(settings: Settings, profileId: string, topics: readonly string[]): Settings {
  return withProfile(settings, { ...profileOf(settings, profileId), topics: [...new Set(topics)] });
}

export function withTheme(settings: Settings, theme: Theme): Settings {
  return { ...settings, theme };
}
