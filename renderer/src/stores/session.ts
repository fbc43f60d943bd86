import { createStore } from 'zustand/vanilla';
import { FIRST_CHOICES } from '../../../shared/model/alert.ts';
import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { OrganisationStatus } from '../../../shared/model/organisation.ts';
import { PRACTICE_PROFILE_ID, type Profile } from '../../../shared/model/profile.ts';
import type { Notice, SettingsView } from '../../../shared/model/snapshot.ts';
import { DEFAULT_KEYS } from '../../../shared/model/shortcuts.ts';
import { DEFAULT_DISPLAY } from '../../../shared/model/timeline-display.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';

/** What the main process says beside the connection and the timeline, each replaced as a whole by a push. */
export interface SessionSlice {
  readonly organisations: readonly OrganisationStatus[];
  readonly settings: SettingsView;
  readonly subscriptions: readonly Subscription[];
  readonly directory: Directory;
  readonly notices: readonly Notice[];
  /** Whether the first picture has arrived. */
  readonly loading: 'loading' | 'ready' | { readonly failedWith: MonitorError };
  /** Counts the pictures that were asked for: an answer that was asked for in a former one says nothing of this one. */
  readonly picture: number;
}

export const EMPTY_SESSION: SessionSlice = {
  organisations: [],
  settings: {
    profiles: [],
    activeProfileId: PRACTICE_PROFILE_ID,
    connectedProfileIds: [],
    theme: 'system',
    language: 'system',
    timeline: DEFAULT_DISPLAY,
    views: [],
    alertRules: [],
    builtInAlerts: FIRST_CHOICES,
    keys: DEFAULT_KEYS,
    onClose: 'ask',
    lastView: 'timeline',
    isWelcomeDone: true,
    secretStorage: { kind: 'keychain', name: '' },
  },
  subscriptions: [],
  directory: EMPTY_DIRECTORY,
  notices: [],
  loading: 'loading',
  picture: 0,
};

export function activeProfile(settings: SettingsView): Profile | undefined {
  return settings.profiles.find((profile) => profile.id === settings.activeProfileId);
}

export function createSessionStore() {
  return createStore<SessionSlice>(() => EMPTY_SESSION);
}

/** Tells whether the picture is still the one of now: in that of another organisation, a position is another entry. */
export function stayingIn(session: ReturnType<typeof createSessionStore>): () => boolean {
  const { picture } = session.getState();
  return () => picture === session.getState().picture;
}
