import type { ConnectionReport } from './connection-state.ts';
import type { Coverage } from './coverage.ts';
import type { Directory } from './directory.ts';
import type { Profile, SecretStorage } from './profile.ts';
import type { Subscription } from './subscription.ts';
import type { TimelineEntry } from './timeline.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Profiles and preferences: what the settings file holds, as the window sees it. */
export interface SettingsView {
  readonly profiles: readonly Profile[];
  readonly activeProfileId: string;
  readonly theme: Theme;
  /** False until the user has chosen between an organisation and the practice org. */
  readonly isWelcomeDone: boolean;
  readonly secretStorage: SecretStorage;
}

/** Something the user should know that is not a connection state: a file set aside, a keychain missing. */
export interface Notice {
  readonly id: string;
  readonly severity: 'info' | 'warning';
  readonly message: string;
}

/** A stretch of the timeline, oldest first. `first` and `last` bound the whole history (0 when it is empty). */
export interface EntryPage {
  readonly entries: readonly TimelineEntry[];
  readonly first: number;
  readonly last: number;
}

/** Everything a window needs to draw itself; pushes bring what changes after it. */
export interface Snapshot {
  readonly connection: ConnectionReport;
  /** What was heard and lost of the shift. */
  readonly coverage: Coverage;
  readonly settings: SettingsView;
  readonly subscriptions: readonly Subscription[];
  readonly directory: Directory;
  readonly notices: readonly Notice[];
  /** The newest entries. */
  readonly page: EntryPage;
}
