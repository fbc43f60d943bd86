import type { Interaction, PresenceValue, RoutingStatus } from '../../../../shared/model/agent.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import { t } from '../../../../shared/text/t.ts';
import { capitalized, codeWords, presenceLabel, queueName, userName } from '../../wording/names.ts';
import { countText, momentText } from '../../wording/time.ts';
import { elapsedMs, isStaleAt, judge, type Card, type Level } from './card.ts';
import { AGENT_STATES, type Counts, type CountedState, type Show } from './states.ts';

/** Words that are looked up when they are shown: the language may have changed since. */
type Words = Readonly<Record<string, () => string>>;

const worded = (words: Words, code: string): string =>
  (Object.hasOwn(words, code) ? words[code]?.() : undefined) ?? capitalized(codeWords(code));

const PRESENCES: Words = {
  AVAILABLE: () => t('Available'),
  ON_QUEUE: () => t('On queue'),
  BUSY: () => t('Busy'),
  MEETING: () => t('Meeting'),
  TRAINING: () => t('Training'),
  AWAY: () => t('Away'),
  IDLE: () => t('Idle'),
  BREAK: () => t('Break'),
  MEAL: () => t('Meal'),
  OFFLINE: () => t('Offline'),
};

/** A presence in words, and what the organisation calls it where that says more. */
export interface PresenceWords {
  readonly system: string;
  readonly own: string | null;
}

export const systemPresenceText = (systemPresence: string): string => worded(PRESENCES, systemPresence);

export function presenceWords(presence: PresenceValue, directory: Directory): PresenceWords {
  const system = systemPresenceText(presence.systemPresence);
  const own = presenceLabel(directory, presence.definitionId) ?? null;
  const codeText = codeWords(presence.systemPresence).toLowerCase();
  const saysMore =
    own !== null && own.toLowerCase() !== codeText && own.toLowerCase() !== system.toLowerCase();
  return { system, own: saysMore ? own : null };
}

const ROUTING: Words = {
  OFF_QUEUE: () => t('Off queue'),
  IDLE: () => t('Idle'),
  INTERACTING: () => t('Interacting'),
  NOT_RESPONDING: () => t('Not responding'),
  COMMUNICATING: () => t('Communicating'),
};

export const routingText = (status: RoutingStatus): string => worded(ROUTING, status);

const MEDIA: Words = {
  call: () => t('Call'),
  voice: () => t('Call'),
  callback: () => t('Callback'),
  chat: () => t('Chat'),
  email: () => t('Email'),
  message: () => t('Message'),
};

const PHASES: Readonly<Record<Interaction['phase'], () => string>> = {
  alerting: () => t('alerting'),
  connected: () => t('connected'),
  held: () => t('held'),
  'wrapping-up': () => t('wrapping up'),
};

export const mediaText = (media: string): string => worded(MEDIA, media);

/** `Billing, held`: where it came from, and its phase unless it is simply under way. */
export function interactionText({ media, queueId, phase }: Interaction, directory: Directory): string {
  const from = queueId === null ? mediaText(media) : queueName(directory, queueId);
  return phase === 'connected' ? from : t('{from}, {phase}', { from, phase: PHASES[phase]() });
}

const STATES: Readonly<Record<CountedState, () => string>> = {
  'on-queue': () => t('On queue'),
  interacting: () => t('Interacting'),
  'not-responding': () => t('Not responding'),
  available: () => t('Available'),
  busy: () => t('Busy'),
  away: () => t('Away'),
  break: () => t('Break'),
  meal: () => t('Meal'),
  offline: () => t('Offline'),
  other: () => t('Other'),
};

export function showText(show: Show): string {
  if (show === 'all') return t('All states');
  if (show === 'over') return t('Over limit');
  return show === 'unknown' ? t('Unknown') : STATES[show]();
}

/** States that are worth a figure also when nobody is in them. */
const ALWAYS_COUNTED: ReadonlySet<CountedState> = new Set([
  'on-queue',
  'interacting',
  'away',
  'break',
  'meal',
  'offline',
]);

/** One figure of the counts, and what it is of. */
export interface Figure {
  readonly show: Show;
  readonly label: string;
  readonly count: number;
}

/** The figures over the whole board. */
export function figuresOf(counts: Counts): readonly Figure[] {
  const states = AGENT_STATES.filter((state) => counts.states[state] > 0 || ALWAYS_COUNTED.has(state));
  return [
    ...(counts.over > 0 ? [{ show: 'over' as const, label: showText('over'), count: counts.over }] : []),
    ...states.map((state) => ({ show: state, label: showText(state), count: counts.states[state] })),
    { show: 'unknown', label: showText('unknown'), count: counts.agents - counts.known },
  ];
}

/** `38 known · 8 unknown`; null while all are known. */
export function knownText({ agents, known }: Counts): string | null {
  if (known === agents) return null;
  return t('{known} known · {unknown} unknown', {
    known: countText(known),
    unknown: countText(agents - known),
  });
}

export const agentsText = (count: number): string =>
  t('{count, plural, one {# agent} other {# agents}}', { count });

/** `2 over limit`; null when nobody is. */
export const overText = ({ over }: Counts): string | null =>
  over === 0 ? null : t('{count, plural, other {# over limit}}', { count: over });

type StateFigure = (values: { readonly count: string }) => string;

const STATE_FIGURES: Readonly<Record<CountedState, StateFigure>> = {
  'on-queue': (values) => t('{count} on queue', values),
  interacting: (values) => t('{count} interacting', values),
  'not-responding': (values) => t('{count} not responding', values),
  available: (values) => t('{count} available', values),
  busy: (values) => t('{count} busy', values),
  away: (values) => t('{count} away', values),
  break: (values) => t('{count} on a break', values),
  meal: (values) => t('{count} at a meal', values),
  offline: (values) => t('{count} offline', values),
  other: (values) => t('{count} otherwise', values),
};

/** What a head of a group says of the states of its people: those that somebody is in. */
export const groupFigures = (counts: Counts): readonly string[] =>
  AGENT_STATES.filter((state) => counts.states[state] > 0).map((state) =>
    STATE_FIGURES[state]({ count: countText(counts.states[state]) }),
  );

const LEVELS: Readonly<Record<Level, () => string | null>> = {
  ok: () => null,
  warn: () => t('near limit'),
  over: () => t('over limit'),
};

export const levelText = (level: Level): string | null => LEVELS[level]();

const pad = (value: number): string => String(value).padStart(2, '0');

function partsOf(durationMs: number): readonly [hours: number, minutes: number, seconds: number] {
  const seconds = Math.floor(Math.max(0, durationMs) / 1000);
  return [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
}

/** `12:31`, `1:02:31`. */
export function timerText(durationMs: number): string {
  const [hours, minutes, seconds] = partsOf(durationMs);
  const tail = `${pad(minutes)}:${pad(seconds)}`;
  return hours === 0 ? tail : `${String(hours)}:${tail}`;
}

/** `≥ 12:31 ?`: it began, and nobody knows whether it has ended. */
const unprovenTimerText = (durationMs: number): string => t('≥ {time} ?', { time: timerText(durationMs) });

/** `12 minutes 31`, as somebody would read it out. */
export function spokenTime(durationMs: number): string {
  const [hours, minutes, seconds] = partsOf(durationMs);
  if (hours > 0) {
    return t(
      '{hours, plural, one {# hour} other {# hours}} {minutes, plural, one {# minute} other {# minutes}}',
      { hours, minutes },
    );
  }
  if (minutes === 0) return t('{seconds, plural, one {# second} other {# seconds}}', { seconds });
  return t('{minutes, plural, one {# minute} other {# minutes}} {seconds}', { minutes, seconds });
}

const spokenUnprovenTime = (durationMs: number): string =>
  t('at least {time}', { time: spokenTime(durationMs) });

/** What the timer of a card shows; empty where nobody said since when. */
export function cardTimer(card: Card, now: EpochMs): string {
  const ms = elapsedMs(card, now);
  if (ms === null) return '';
  return isStaleAt(card, now) ? unprovenTimerText(ms) : timerText(ms);
}

/** `as of 14:31:02`; empty while it need not be said. */
export const asOfText = (card: Pick<Card, 'standing' | 'asOf'>, now: EpochMs): string =>
  card.asOf !== null && isStaleAt(card, now) ? t('as of {time}', { time: momentText(card.asOf, now) }) : '';

/** What a card is called: `Ana Ruiz, Away, Admin task, 12 minutes 31, over limit`. */
export function cardName(card: Card, directory: Directory, now: EpochMs): string {
  const { level, isStale } = judge(card, now);
  const ms = elapsedMs(card, now);
  const presence = card.presence === null ? null : presenceWords(card.presence, directory);
  const parts = [
    userName(directory, card.userId),
    card.standing === 'unknown' ? t('not known yet') : null,
    presence?.system,
    presence?.own,
    card.isOnQueue && card.routing !== null ? routingText(card.routing) : null,
    ms === null ? null : isStale ? spokenUnprovenTime(ms) : spokenTime(ms),
    levelText(level),
    ...card.interactions.map((interaction) => interactionText(interaction, directory)),
    asOfText(card, now),
  ];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
}

/** `limit 10:00`; empty where there is none. */
export function limitText({ limited }: Card): string {
  const [first] = limited;
  return first === undefined ? '' : t('limit {time}', { time: timerText(first.limit.overAfterMs) });
}

const STANDINGS: Readonly<Record<Card['standing'], () => string>> = {
  live: () => t('live'),
  refreshed: () => t('refreshed'),
  'last-known': () => t('last known'),
  unknown: () => t('not known yet'),
};

/** How far what is known of somebody can be trusted. */
export const standingText = (standing: Card['standing']): string => STANDINGS[standing]();
