import {
  isSameGroup,
  type GroupRef,
  type GroupSource,
  type StateLimit,
} from '../../../shared/model/board.ts';
import { PRACTICE_PROFILE_ID, type Profile } from '../../../shared/model/profile.ts';
import { FIRST_CHOICES } from '../../../shared/model/alert.ts';
import { DEFAULT_RETENTION, type RetentionPolicy } from '../../../shared/model/history.ts';
import type { SettingsView, Theme } from '../../../shared/model/snapshot.ts';
import type { OnClose } from '../../../shared/model/desktop.ts';
import type { ViewName } from '../../../shared/model/view-name.ts';
import { DEFAULT_KEYS, type KeyChoices } from '../../../shared/model/shortcuts.ts';
import { DEFAULT_DISPLAY, type TimelineDisplay } from '../../../shared/model/timeline-display.ts';
import { t, type LanguageChoice } from '../../../shared/text/t.ts';
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
  colour: 'violet',
});

export const FIRST_SETTINGS: Settings = Object.freeze({
  profiles: Object.freeze([PRACTICE_PROFILE]),
  activeProfileId: PRACTICE_PROFILE_ID,
  connectedProfileIds: Object.freeze([PRACTICE_PROFILE_ID]),
  theme: 'system',
  language: 'system',
  timeline: DEFAULT_DISPLAY,
  views: Object.freeze([]),
  alertRules: Object.freeze([]),
  builtInAlerts: FIRST_CHOICES,
  keys: DEFAULT_KEYS,
  onClose: 'ask',
  lastView: 'timeline',
  isWelcomeDone: false,
});

/** The profile with this id. Throws a `Failure` when there is none, for example because it was just removed. */
export function profileOf(settings: Settings, profileId: string): Profile {
  const profile = settings.profiles.find(({ id }) => id === profileId);
  if (profile === undefined) {
    throw new Failure({
      code: 'input/invalid',
      message: t('This organisation is no longer set up. Choose another one.'),
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

/**
 * Removes a profile. When it was the active one, another that is connected becomes active; where there is none, the
 * practice org is connected.
 */
export function withoutProfile(settings: Settings, profileId: string): Settings {
  if (profileId === PRACTICE_PROFILE_ID) {
    throw new Failure({ code: 'input/invalid', message: t('The practice org cannot be removed.') });
  }
  profileOf(settings, profileId);
  const profiles = settings.profiles.filter(({ id }) => id !== profileId);
  const { activeProfileId, connectedProfileIds } = withoutConnection(settings, profileId);
  if (activeProfileId !== profileId) return { ...settings, profiles, connectedProfileIds };
  const [next = PRACTICE_PROFILE_ID, ...others] = connectedProfileIds;
  return { ...settings, profiles, activeProfileId: next, connectedProfileIds: [next, ...others] };
}

/** Makes a profile the active one; choosing one also answers the welcome. */
export function withActiveProfile(settings: Settings, profileId: string): Settings {
  return { ...settings, activeProfileId: profileOf(settings, profileId).id, isWelcomeDone: true };
}

/**
 * Makes a profile the active one, and wants it connected beside the others. The first choice of all takes the place of
 * the practice org, which was there until then.
 */
export function withConnection(settings: Settings, profileId: string): Settings {
  const others = settings.isWelcomeDone ? withoutConnection(settings, profileId).connectedProfileIds : [];
  return { ...withActiveProfile(settings, profileId), connectedProfileIds: [...others, profileId] };
}

export function withoutConnection(settings: Settings, profileId: string): Settings {
  const connectedProfileIds = settings.connectedProfileIds.filter((id) => id !== profileId);
  return { ...settings, connectedProfileIds };
}

export function withTopics(settings: Settings, profileId: string, topics: readonly string[]): Settings {
  return withProfile(settings, { ...profileOf(settings, profileId), topics: [...new Set(topics)] });
}

/** Adds a group to the board of a profile, or replaces the one that it names. */
export function withGroup(settings: Settings, profileId: string, group: GroupSource): Settings {
  const profile = profileOf(settings, profileId);
  const others = (profile.groups ?? []).filter((other) => !isSameGroup(other, group));
  return withProfile(settings, { ...profile, groups: [...others, group] });
}

export function withoutGroup(settings: Settings, profileId: string, group: GroupRef): Settings {
  const profile = profileOf(settings, profileId);
  const groups = (profile.groups ?? []).filter((other) => !isSameGroup(other, group));
  return withProfile(settings, { ...profile, groups });
}

export function withLimits(settings: Settings, profileId: string, limits: readonly StateLimit[]): Settings {
  return withProfile(settings, { ...profileOf(settings, profileId), limits });
}

/** How much of a profile's history is kept. Of one that was just removed, what any profile begins with. */
export function retentionOf(settings: Settings, profileId: string): RetentionPolicy {
  return settings.profiles.find(({ id }) => id === profileId)?.retention ?? DEFAULT_RETENTION;
}

export function withRetention(settings: Settings, profileId: string, retention: RetentionPolicy): Settings {
  return withProfile(settings, { ...profileOf(settings, profileId), retention });
}

export function withLanguage(settings: Settings, language: LanguageChoice): Settings {
  return { ...settings, language };
}

export function withTheme(settings: Settings, theme: Theme): Settings {
  return { ...settings, theme };
}

export function withTimelineDisplay(settings: Settings, timeline: TimelineDisplay): Settings {
  return { ...settings, timeline };
}

export function withKeys(settings: Settings, keys: KeyChoices): Settings {
  return { ...settings, keys };
}

export function withLastView(settings: Settings, lastView: ViewName): Settings {
  return { ...settings, lastView };
}

export function withOnClose(settings: Settings, onClose: OnClose): Settings {
  return { ...settings, onClose };
}
