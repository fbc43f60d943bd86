import type { AgentsChanged, Board } from './board.ts';
import type { AlertRule, AlertsView, BuiltInChoices } from './alert.ts';
import type { ConnectionReport } from './connection-state.ts';
import type { Coverage } from './coverage.ts';
import type { OnClose } from './desktop.ts';
import type { ViewName } from './view-name.ts';
import type { Directory } from './directory.ts';
import type { OrganisationStatus } from './organisation.ts';
import type { Profile, SecretStorage } from './profile.ts';
import type { SavedView } from './saved-view.ts';
import type { ExportsView, ReplayView } from './recording.ts';
import type { KeyChoices } from './shortcuts.ts';
import type { Subscription } from './subscription.ts';
import type { TimelineDisplay } from './timeline-display.ts';
import type { TimelineEntry } from './timeline.ts';
import type { LanguageChoice } from '../text/t.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Profiles and preferences: what the settings file holds, as the window sees it. */
export interface SettingsView {
  readonly profiles: readonly Profile[];
  /** The organisation that the window shows, connected or not. */
  readonly activeProfileId: string;
  readonly theme: Theme;
  readonly language: LanguageChoice;
  readonly timeline: TimelineDisplay;
  /** Filters of the timeline with names, in the order in which they were saved. */
  readonly views: readonly SavedView[];
  readonly keys: KeyChoices;
  readonly onClose: OnClose;
  /** The view that was used last: the next start opens it. */
  readonly lastView: ViewName;
  /** The organisations that are wanted connected, also after a restart. */
  readonly connectedProfileIds: readonly string[];
  /** What the user wants to be told of, for all organisations, in the order in which it was saved. */
  readonly alertRules: readonly AlertRule[];
  readonly builtInAlerts: BuiltInChoices;
  /** False until the user has chosen between an organisation and the practice org. */
  readonly isWelcomeDone: boolean;
  readonly secretStorage: SecretStorage;
}

/** Something the user should know that is not a connection state: a file set aside, a keychain missing. */
export interface Notice {
  /** Of notices about the same organisation, each has an id of its own. */
  readonly id: string;
  /** The organisation that it is about; absent when it is about Vigil. */
  readonly profileId?: string;
  readonly severity: 'info' | 'warning';
  readonly message: string;
  /** What there is to choose beside dismissing it. */
  readonly actions?: readonly NoticeAction[];
}

/** Which notice it is. */
export interface NoticeKey {
  readonly id: string;
  readonly profileId: string | null;
}

export type NoticeAction =
  /** To try at once to store what waits in memory. */
  | { readonly action: 'retry-history' }
  /** To leave a disk alone that refused. */
  | { readonly action: 'stay-in-memory' }
  /** To show a file in its folder. */
  | { readonly action: 'show-file'; readonly path: string };

/**
 * What a query found, oldest first. It has looked through all positions between its own and `reached`, that one included,
 * and every match among them is in `entries`; it stopped there because it had found enough, had taken long enough, or
 * because the history ends there.
 */
export interface EntryPage {
  readonly entries: readonly TimelineEntry[];
  readonly reached: number;
  /** The bounds of the whole history; 0 when it is empty. */
  readonly first: number;
  readonly last: number;
}

/** How many entries match a filter, of how many there are. */
export interface EntryCount {
  readonly matching: number;
  readonly total: number;
  /** False when it took too long and was ended: at least so many of the newest entries match. */
  readonly isWhole: boolean;
}

/** One entry as it is looked at. */
export interface EntryDetail {
  readonly entry: TimelineEntry;
  /** The frame that brought an event, exactly as it came; null for what is none. */
  readonly frame: string | null;
}

/** So many events of one topic are counted on each side of one. */
export const MOST_COUNTED = 10_000;

export interface Counted {
  readonly count: number;
  /** False when there are more, or may be: counting ended before. */
  readonly isWhole: boolean;
}

/** Where an event stands among those of its topic, over the whole history. */
export interface Neighbours {
  /** Positions of the next ones; null where there is none, or none was found in time. */
  readonly previous: number | null;
  readonly next: number | null;
  /** The last one before it that is about the same thing: what an event is compared with. */
  readonly former: number | null;
  /** How many there are on each side, up to `MOST_COUNTED`. */
  readonly earlier: Counted;
  readonly later: Counted;
}

/** Everything a window needs to draw itself; pushes bring what changes after it. */
export interface Snapshot {
  readonly connection: ConnectionReport;
  /** What was heard and lost of the shift. */
  readonly coverage: Coverage;
  /** How every organisation stands, in the order of the profiles. */
  readonly organisations: readonly OrganisationStatus[];
  /** The boards of all organisations that were connected or shown, and what is known of their people. */
  readonly boards: readonly Board[];
  readonly agents: readonly AgentsChanged[];
  readonly settings: SettingsView;
  readonly subscriptions: readonly Subscription[];
  readonly directory: Directory;
  readonly notices: readonly Notice[];
  readonly alerts: AlertsView;
  readonly exports: ExportsView;
  /** Null when this is the organisation as it is. */
  readonly replay: ReplayView | null;
  /** The newest entries of all. */
  readonly page: EntryPage;
}
