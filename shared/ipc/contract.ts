import type { AgentDay } from '../model/agent.ts';
import type {
  AgentsChanged,
  Board,
  GroupPreview,
  GroupRef,
  GroupSource,
  StateLimit,
} from '../model/board.ts';
import type {
  Alarm,
  AlertRuleDraft,
  AlertsView,
  BuiltInChoice,
  BuiltInRuleId,
  RuleTrial,
} from '../model/alert.ts';
import type { ConnectionReport, EpochMs } from '../model/connection-state.ts';
import type { Coverage } from '../model/coverage.ts';
import type { LoginItem, OnClose } from '../model/desktop.ts';
import type { Directory } from '../model/directory.ts';
import type { HistoryDescription, PlannedDeletion, RetentionPolicy } from '../model/history.ts';
import type { OrganisationStatus } from '../model/organisation.ts';
import type { PreflightStep, ProfileDraft } from '../model/profile.ts';
import type { CountsPage, CountsQuery } from '../model/histogram.ts';
import type { Rates, RatesQuery } from '../model/rates.ts';
import type {
  ExportPreview,
  ExportRequest,
  ExportsView,
  ReplayCommand,
  ReplayView,
} from '../model/recording.ts';
import type { Result } from '../model/result.ts';
import type { Reveal } from '../model/reveal.ts';
import type { SavedView } from '../model/saved-view.ts';
import type {
  EntryCount,
  EntryDetail,
  EntryPage,
  Neighbours,
  Notice,
  NoticeAction,
  NoticeKey,
  SettingsView,
  Snapshot,
  Theme,
} from '../model/snapshot.ts';
import type { KeyChoices } from '../model/shortcuts.ts';
import type { Subscription } from '../model/subscription.ts';
import type { TimelineDisplay } from '../model/timeline-display.ts';
import type { Mark, TimelineEntry } from '../model/timeline.ts';
import type { CatalogueTopic } from '../model/topic.ts';
import type { ViewName } from '../model/view-name.ts';
import type { Fault } from '../practice/levers.ts';
import type { LanguageChoice } from '../text/t.ts';

/** Everything the window may ask of the main process: one verb, one argument, one answer. */
export interface Requests {
  getSnapshot: (argument: null) => Snapshot;
  /** Saves a profile (its secret goes to the keychain) and answers with its id. */
  saveProfile: (draft: ProfileDraft) => { readonly profileId: string };
  removeProfile: (argument: { readonly profileId: string }) => null;
  /** Tries a draft out without saving it: every step of the way to its organisation. */
  testConnection: (draft: ProfileDraft) => readonly PreflightStep[];
  /** Tries every step of the way to the organisation of the active profile, beside the connection. */
  checkPath: (argument: null) => readonly PreflightStep[];
  /** Connects a profile and shows it; what else is connected stays so. */
  connect: (argument: { readonly profileId: string }) => null;
  /** Shows a profile, connected or not. All verbs that name none are about the one that is shown. */
  showProfile: (argument: { readonly profileId: string }) => null;
  disconnect: (argument: { readonly profileId: string }) => null;
  /** Skips the current wait once, without forgiving its growth. */
  tryNow: (argument: null) => null;
  listTopics: (argument: null) => readonly CatalogueTopic[];
  /** Replaces the topics of the active profile. */
  setTopics: (argument: { readonly topics: readonly string[] }) => null;
  /** Entries before or after a position that match a filter, oldest first; at most `limit`, nearest to the position. */
  queryEntries: (argument: EntryQuery) => EntryPage;
  /** One entry with the frame that brought it; null when it was deleted in the meantime. */
  getEntry: (argument: { readonly position: number }) => EntryDetail | null;
  /** Where an event stands among those of its topic; null for what is no event, or was deleted. */
  getNeighbours: (argument: { readonly position: number }) => Neighbours | null;
  /** Pins an entry or notes something on it; what is left out stays. Answers with the entry as it is now; null when it was deleted. */
  markEntry: (argument: { readonly position: number; readonly mark: Partial<Mark> }) => TimelineEntry | null;
  /** The first entry, in the order of the timeline, that was stored at this time or later; null when there is none. */
  findPosition: (argument: { readonly at: EpochMs }) => number | null;
  /** How many entries match a filter. A count that is under way ends with what it has. */
  countEntries: (argument: { readonly filter: string }) => EntryCount;
  /** Which new entries are pushed from now on: those that match. */
  watchEntries: (argument: { readonly filter: string }) => null;
  /** How many entries match a filter, by when they were stored: as far as that is counted soon. */
  countByTime: (query: CountsQuery) => CountsPage;
  /** How often events come: of all topics, and of those that are on screen. */
  getRates: (query: RatesQuery) => Rates;
  /** What watching a group would take: who is in it, and what their topics cost. */
  previewGroup: (argument: { readonly profileId: string; readonly source: GroupSource }) => GroupPreview;
  /** Puts a group on the board, and listens to its people; a group of the same kind and id is replaced. */
  watchGroup: (argument: { readonly profileId: string; readonly source: GroupSource }) => null;
  unwatchGroup: (argument: { readonly profileId: string; readonly group: GroupRef }) => null;
  /** Replaces how long agents may be in a state. */
  setLimits: (argument: { readonly profileId: string; readonly limits: readonly StateLimit[] }) => null;
  /** What the history of an organisation tells of a stretch of one agent's day. */
  getAgentDay: (argument: {
    readonly profileId: string;
    readonly userId: string;
    readonly from: EpochMs;
    readonly to: EpochMs;
  }) => AgentDay;
  /** Names of the teams of an organisation, by id. */
  listTeams: (argument: { readonly profileId: string }) => Readonly<Record<string, string>>;
  setTheme: (argument: { readonly theme: Theme }) => null;
  setLanguage: (argument: { readonly language: LanguageChoice }) => null;
  /** Chooses how the timeline is shown. */
  setTimelineDisplay: (display: TimelineDisplay) => null;
  /** Chooses which keys do what. */
  setKeys: (choices: KeyChoices) => null;
  /** Chooses what becomes of Vigil when its window is closed. */
  /** Remembers the view that is used, for the next start. */
  setLastView: (argument: { readonly view: ViewName }) => null;
  setOnClose: (argument: { readonly onClose: OnClose }) => null;
  /** Closes the window, which ends Vigil or keeps it watching, as was chosen. */
  closeWindow: (argument: null) => null;
  /** How many agents of the board are over their limit, for the tray; null while the board has nobody. */
  countOverLimit: (argument: { readonly agents: number | null }) => null;
  /** Whether Vigil starts when the user signs in to the computer. */
  getLoginItem: (argument: null) => LoginItem;
  setLoginItem: (argument: { readonly isOn: boolean }) => LoginItem;
  /** Saves a filter under a name; one of that name is replaced. */
  saveView: (view: SavedView) => null;
  removeView: (argument: { readonly name: string }) => null;
  /** Saves a rule for alerts and answers with its id. */
  saveRule: (draft: AlertRuleDraft) => { readonly ruleId: string };
  removeRule: (argument: { readonly ruleId: string }) => null;
  setBuiltInRule: (argument: { readonly ruleId: BuiltInRuleId; readonly choice: BuiltInChoice }) => null;
  /** What a rule would have done in the last 24 hours of the organisation that is shown. */
  tryRule: (draft: AlertRuleDraft) => RuleTrial;
  /** These alerts, or all for null, have been read. */
  readAlerts: (argument: { readonly ids: readonly string[] | null }) => null;
  /** No alert makes a noise for this long; null ends that. */
  pauseAlerts: (argument: { readonly forMs: number | null }) => null;
  dismissNotice: (argument: NoticeKey) => null;
  /** Does what a notice offers. */
  actOnNotice: (argument: NoticeKey & { readonly action: NoticeAction['action'] }) => null;
  /** How the history of the active profile is kept. */
  describeHistory: (argument: null) => HistoryDescription;
  /** What limits would delete of it if they held now; null when nothing. */
  previewRetention: (limits: RetentionPolicy) => PlannedDeletion | null;
  /** Sets its limits, and begins to delete what exceeds them. */
  setRetention: (limits: RetentionPolicy) => null;
  /** Deletes all of it, its key and whatever of it was set aside; a new one is begun under a new key. */
  eraseHistory: (argument: { readonly profileId: string }) => null;
  /** The first lines of what an export would write. */
  previewExport: (request: ExportRequest) => ExportPreview;
  /** Asks for a file and writes it in the background, told by `exports`. False when no file was chosen. */
  exportEntries: (request: ExportRequest) => boolean;
  /** Ends the export under way; nothing of it stays. */
  cancelExport: (argument: null) => null;
  /** Shows a finished export in its folder. */
  showExport: (argument: { readonly id: string }) => null;
  /** Opens a session to be replayed: one of `recent`, or for null one that is asked for. False when none was chosen. */
  openRecording: (argument: { readonly path: string | null }) => boolean;
  /** Moves through the recording that is open, or leaves it. */
  controlReplay: (command: ReplayCommand) => null;
  copyText: (argument: { readonly text: string }) => null;
  /** Practice org only: plays a fault. */
  pullLever: (fault: Fault) => null;
}

export interface EntryQuery {
  readonly from: 'before' | 'after';
  readonly position: number;
  readonly limit: number;
  /** In the filter language; empty for all entries. */
  readonly filter: string;
}

/** New entries, oldest first: those of the positions after `after`, up to and with `upTo`, that match the watched filter. */
export interface NewEntries {
  /** The filter that was watched, as it was asked for. */
  readonly filter: string;
  readonly after: number;
  readonly upTo: number;
  readonly entries: readonly TimelineEntry[];
  /** How many matched since the push before: more than are here when so many came that only the newest are sent. */
  readonly matched: number;
  /** The newest event of the stretch, whether it matches or not; null when it has none. */
  readonly newestEvent: EventMark | null;
}

/** Which event it is, and when it was stored. */
export interface EventMark {
  readonly seq: number;
  readonly at: EpochMs;
}

/** The largest page a query may ask for. */
export const MAX_PAGE_SIZE = 1000;

export type Verb = keyof Requests;
export type Argument<V extends Verb> = Parameters<Requests[V]>[0];
export type Answer<V extends Verb> = ReturnType<Requests[V]>;

/** Everything the main process tells the window unasked. */
export interface Pushes {
  connection: ConnectionReport;
  /** Told when something began or ended, not while it goes on. */
  coverage: Coverage;
  /** In order. An `after` beyond the last `upTo` is a hole, and is healed by `queryEntries`. */
  entries: NewEntries;
  /** Stored entries that are not what they were: marked, or delivered once more. */
  updated: readonly TimelineEntry[];
  subscriptions: readonly Subscription[];
  /** How every organisation stands, shown or not, in the order of the profiles. */
  organisations: readonly OrganisationStatus[];
  /** The boards of organisations, shown or not: each as a whole. */
  board: readonly Board[];
  /** Agents of any organisation that are not what they were. */
  agents: readonly AgentsChanged[];
  settings: SettingsView;
  directory: Directory;
  notices: readonly Notice[];
  alerts: AlertsView;
  /** Alerts make themselves known. */
  alarm: Alarm;
  exports: ExportsView;
  /** Null when the window shows the organisation. Another `scene`, or none, asks for another snapshot. */
  replay: ReplayView | null;
  /** Somebody followed a link, or clicked on a notification. */
  reveal: Reveal;
  /** The window is to be closed, and nobody has said yet what becomes of Vigil then. */
  closing: null;
}

export type PushName = keyof Pushes;

/** A complete list in the order of the contract; the record makes a missing verb a type error. */
const verbs: Record<Verb, true> = {
  getSnapshot: true,
  saveProfile: true,
  removeProfile: true,
  testConnection: true,
  checkPath: true,
  connect: true,
  showProfile: true,
  disconnect: true,
  tryNow: true,
  listTopics: true,
  setTopics: true,
  queryEntries: true,
  getEntry: true,
  getNeighbours: true,
  markEntry: true,
  findPosition: true,
  countEntries: true,
  watchEntries: true,
  countByTime: true,
  getRates: true,
  previewGroup: true,
  watchGroup: true,
  unwatchGroup: true,
  setLimits: true,
  getAgentDay: true,
  listTeams: true,
  setTheme: true,
  setLanguage: true,
  setTimelineDisplay: true,
  setKeys: true,
  setLastView: true,
  setOnClose: true,
  closeWindow: true,
  countOverLimit: true,
  getLoginItem: true,
  setLoginItem: true,
  saveView: true,
  removeView: true,
  saveRule: true,
  removeRule: true,
  setBuiltInRule: true,
  tryRule: true,
  readAlerts: true,
  pauseAlerts: true,
  dismissNotice: true,
  actOnNotice: true,
  describeHistory: true,
  previewRetention: true,
  setRetention: true,
  eraseHistory: true,
  previewExport: true,
  exportEntries: true,
  cancelExport: true,
  showExport: true,
  openRecording: true,
  controlReplay: true,
  copyText: true,
  pullLever: true,
};

const pushNames: Record<PushName, true> = {
  connection: true,
  coverage: true,
  entries: true,
  updated: true,
  subscriptions: true,
  organisations: true,
  board: true,
  agents: true,
  settings: true,
  directory: true,
  notices: true,
  alerts: true,
  alarm: true,
  exports: true,
  replay: true,
  reveal: true,
  closing: true,
};

export const VERBS = Object.keys(verbs) as readonly Verb[];
export const PUSH_NAMES = Object.keys(pushNames) as readonly PushName[];

export const requestChannel = (verb: Verb): string => `monitor:${verb}`;
export const pushChannel = (name: PushName): string => `monitor:push:${name}`;

/** What the preload exposes as `window.monitor`: verbs, and one way to listen. */
export type MonitorBridge = {
  readonly [V in Verb]: (argument: Argument<V>) => Promise<Result<Answer<V>>>;
} & {
  /** Listens to one kind of push; the returned function stops it. */
  readonly on: <P extends PushName>(name: P, listener: (payload: Pushes[P]) => void) => () => void;
};
