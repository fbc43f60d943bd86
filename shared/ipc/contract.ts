import type { ConnectionReport } from '../model/connection-state.ts';
import type { Coverage } from '../model/coverage.ts';
import type { Directory } from '../model/directory.ts';
import type { PreflightStep, ProfileDraft } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { EntryPage, Notice, SettingsView, Snapshot, Theme } from '../model/snapshot.ts';
import type { Subscription } from '../model/subscription.ts';
import type { TimelineEntry } from '../model/timeline.ts';
import type { CatalogueTopic } from '../model/topic.ts';
import type { Lever } from '../practice/levers.ts';

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
  /** Makes a profile the active one and connects it. */
  connect: (argument: { readonly profileId: string }) => null;
  disconnect: (argument: null) => null;
  /** Skips the current wait once, without forgiving its growth. */
  tryNow: (argument: null) => null;
  listTopics: (argument: null) => readonly CatalogueTopic[];
  /** Replaces the topics of the active profile. */
  setTopics: (argument: { readonly topics: readonly string[] }) => null;
  /** Entries before or after a position, oldest first; at most `limit` of them, nearest to the position. */
  queryEntries: (argument: EntryQuery) => EntryPage;
  setTheme: (argument: { readonly theme: Theme }) => null;
  dismissNotice: (argument: { readonly id: string }) => null;
  copyText: (argument: { readonly text: string }) => null;
  /** Practice org only: plays a fault. */
  pullLever: (lever: Lever) => null;
}

export interface EntryQuery {
  readonly from: 'before' | 'after';
  readonly position: number;
  readonly limit: number;
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
  /** New entries in order. A jump in `position` against the last one seen is healed by `queryEntries`. */
  entries: readonly TimelineEntry[];
  subscriptions: readonly Subscription[];
  settings: SettingsView;
  directory: Directory;
  notices: readonly Notice[];
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
  disconnect: true,
  tryNow: true,
  listTopics: true,
  setTopics: true,
  queryEntries: true,
  setTheme: true,
  dismissNotice: true,
  copyText: true,
  pullLever: true,
};

const pushNames: Record<PushName, true> = {
  connection: true,
  coverage: true,
  entries: true,
  subscriptions: true,
  settings: true,
  directory: true,
  notices: true,
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
