import { createStore } from 'zustand/vanilla';
import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { PRACTICE_PROFILE_ID, type Profile } from '../../../shared/model/profile.ts';
import type { Notice, SettingsView } from '../../../shared/model/snapshot.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';

/** What the main process says beside the connection and the timeline, each replaced as a whole by a push. */
export interface SessionSlice {
  readonly settings: SettingsView;
  readonly subscriptions: readonly Subscription[];
  readonly directory: Directory;
  readonly notices: readonly Notice[];
  /** Whether the first picture has arrived. */
  readonly loading: 'loading' | 'ready' | { readonly failedWith: MonitorError };
}

export const EMPTY_SESSION: SessionSlice = {
  settings: {
    profiles: [],
    activeProfileId: PRACTICE_PROFILE_ID,
    theme: 'system',
    isWelcomeDone: true,
    secretStorage: { kind: 'keychain', name: '' },
  },
  subscriptions: [],
  directory: EMPTY_DIRECTORY,
  notices: [],
  loading: 'loading',
};

export function activeProfile(settings: SettingsView): Profile | undefined {
  return settings.profiles.find((profile) => profile.id === settings.activeProfileId);
}

export function createSessionStore() {
  return createStore<SessionSlice>(() => EMPTY_SESSION);
}
