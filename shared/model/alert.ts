import type { GroupRef } from './board.ts';
import type { EpochMs } from './connection-state.ts';
import type { Subject } from './timeline.ts';

/** Whom a rule watches. */
export type AlertScope =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'organisation'; readonly profileId: string }
  /** The people of a group of its board, whoever they are at the time. */
  | { readonly kind: 'group'; readonly profileId: string; readonly group: GroupRef }
  | { readonly kind: 'agent'; readonly profileId: string; readonly userId: string };

/** How an alert makes itself known beside the inbox, where it always stands. */
export interface AlertChannels {
  /** A notification of the operating system. */
  readonly notification: boolean;
  readonly sound: boolean;
}

/** Local times of day, `HH:MM`. When `to` is not after `from`, they reach over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** What the user wants to be told of. */
export interface AlertRule {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  /** In the filter language. */
  readonly filter: string;
  /** How long it must have been so; 0 tells of each entry that matches, at once. */
  readonly forMs: number;
  readonly scope: AlertScope;
  readonly channels: AlertChannels;
  /** After an alert, nothing more is told of the same subject for this long. */
  readonly coolDownMs: number;
  readonly quietHours: QuietHours | null;
  /** Read out at once, whatever else is being read. */
  readonly isUrgent: boolean;
}

/** A rule as the window sends it. Without an id it is a new one. */
export type AlertRuleDraft = Omit<AlertRule, 'id'> & { readonly id?: string };

/** What Vigil tells of by itself. */
export type BuiltInRuleId = 'not-live' | 'topic-refused' | 'renewal-failed';

/** What the user chooses of a built-in rule; the rest is fixed. */
export interface BuiltInChoice {
  readonly isOn: boolean;
  readonly channels: AlertChannels;
}

export type BuiltInChoices = Readonly<Record<BuiltInRuleId, BuiltInChoice>>;

export const BUILT_IN_RULE_IDS: readonly BuiltInRuleId[] = ['not-live', 'topic-refused', 'renewal-failed'];

const LOUD: BuiltInChoice = { isOn: true, channels: { notification: true, sound: false } };

export const FIRST_CHOICES: BuiltInChoices = {
  'not-live': LOUD,
  'topic-refused': LOUD,
  'renewal-failed': LOUD,
};

/** Data that is not live for this long is told of. */
export const NOT_LIVE_AFTER_MS = 60_000;

/** Bounds of what a rule may say, in milliseconds. */
export const RULE_BOUNDS = {
  forMs: { least: 0, most: 24 * 3_600_000 },
  coolDownMs: { least: 0, most: 24 * 3_600_000 },
} as const;
/** Until tomorrow, on a day that has an hour more. */
export const LONGEST_PAUSE_MS = 25 * 3_600_000;
export const MAX_RULES = 100;
export const MAX_RULE_NAME_LENGTH = 80;
export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Why an alert made no noise. */
export type Silence = 'paused' | 'quiet-hours';

/** What came of a rule that applied. */
export type AlertOutcome =
  | {
      readonly kind: 'fired';
      /** Null when it made itself known by the channels of its rule. */
      readonly silencedBy: Silence | null;
      /** Since when data had not been live, where it was held until a refresh confirmed it. */
      readonly heldSince: EpochMs | null;
    }
  /** It became due while nobody could say whether it still was so. `became` is `open` until that is known, or never can be. */
  | {
      readonly kind: 'held';
      readonly notLiveSince: EpochMs;
      readonly became: 'open' | 'ended' | 'unknown';
    };

/** One item of the inbox. */
export interface Alert {
  /** The same for as long as it is the same occurrence: one that was held and then fires stays one item. */
  readonly id: string;
  readonly profileId: string;
  readonly ruleId: string;
  /** The rule as it was then. */
  readonly ruleName: string;
  readonly isUrgent: boolean;
  readonly forMs: number;
  readonly subject: Subject | null;
  /** By name, where it was known; the topic of what is about one. */
  readonly subjectName: string | null;
  /** Of the entry that it began with; null for what stands nowhere on the timeline. */
  readonly position: number | null;
  /** When it began, on this computer's clock. */
  readonly beganAt: EpochMs;
  /** When it fired or was held. */
  readonly at: EpochMs;
  readonly isRead: boolean;
  readonly outcome: AlertOutcome;
}

/** So many alerts are kept, the newest. */
export const MOST_ALERTS = 200;

export interface AlertsView {
  /** Newest first. */
  readonly alerts: readonly Alert[];
  readonly unread: number;
  /** Until when alerts make no noise; null when they do. */
  readonly pausedUntil: EpochMs | null;
}

export const NO_ALERTS: AlertsView = { alerts: [], unread: 0, pausedUntil: null };

/** Alerts that make themselves known together. */
export interface Alarm {
  readonly alerts: readonly Alert[];
  readonly hasNotification: boolean;
  readonly hasSound: boolean;
  readonly isUrgent: boolean;
}

/** What a rule would have done. */
export interface RuleTrial {
  /** The organisation whose history was looked through. */
  readonly profileId: string;
  readonly fired: number;
  /** The newest of them, newest first. */
  readonly samples: readonly { readonly position: number; readonly at: EpochMs }[];
  /** The time that was looked through. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** False when there was more to look through than could be soon. */
  readonly isWhole: boolean;
}

/** How far back a trial looks. */
export const TRIAL_MS = 24 * 3_600_000;
export const MOST_SAMPLES = 20;
