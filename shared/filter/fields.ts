import type { GapCategory } from '../model/gap-category.ts';
import type { TimelineEntry } from '../model/timeline.ts';
import type { ConnectionState } from '../model/connection-state.ts';
import { t } from '../text/t.ts';
import type { FlagField, MeasureField, Quantity, TextField } from './filter.ts';

/** What a field of the language is called and what may stand behind its colon. */
export interface Field {
  readonly name: string;
  /** In a few words, for completion. */
  readonly describe: () => string;
  /** Values that are worth proposing; those of a closed field are all there are. */
  readonly values: readonly string[];
  readonly isClosed: boolean;
}

const entryTypes: Record<TimelineEntry['type'], true> = {
  event: true,
  connection: true,
  gap: true,
  renewal: true,
  subscription: true,
  refreshed: true,
  refresh: true,
  diagnostic: true,
};

const connectionStates: Record<ConnectionState['status'], true> = {
  'signed-out': true,
  authorizing: true,
  'opening-channel': true,
  connecting: true,
  live: true,
  waiting: true,
  offline: true,
  failed: true,
  stopped: true,
};

const gapCategories: Record<GapCategory, true> = {
  network: true,
  service: true,
  maintenance: true,
  credential: true,
  'taken-over': true,
  'channel-budget': true,
  asleep: true,
  'not-running': true,
  disconnected: true,
  unknown: true,
};

interface TextRule {
  readonly describe: () => string;
  /** Null when anything may stand there. */
  readonly only: readonly string[] | null;
}

export const TEXT_FIELDS: Record<TextField, TextRule> = {
  type: { describe: () => t('Kind of row'), only: Object.keys(entryTypes) },
  topic: { describe: () => t('Topic, or parts of it'), only: null },
  agent: { describe: () => t('Person, by name or id'), only: null },
  queue: { describe: () => t('Queue, by name or id'), only: null },
  conversation: { describe: () => t('Conversation, by id'), only: null },
  gap: { describe: () => t('Times that were not heard'), only: Object.keys(gapCategories) },
  connection: { describe: () => t('State that the connection came to'), only: Object.keys(connectionStates) },
  error: { describe: () => t('Code of an error'), only: null },
  version: { describe: () => t('Version of the event'), only: null },
  correlation: { describe: () => t('Correlation id'), only: null },
};

export const MEASURE_FIELDS: Record<
  MeasureField,
  { readonly describe: () => string; readonly unit: Quantity['unit']; readonly examples: readonly string[] }
> = {
  at: { describe: () => t('When it arrived'), unit: 'moment', examples: ['>-15m', 'today', '14:30..15:00'] },
  happened: {
    describe: () => t('When it happened, by the server'),
    unit: 'moment',
    examples: ['>-15m', 'today'],
  },
  lag: { describe: () => t('From happening to arriving'), unit: 'duration', examples: ['>2s', '>30s'] },
  for: { describe: () => t('How long the former value held'), unit: 'duration', examples: ['>10m', '<5s'] },
  gap: { describe: () => t('Times that were not heard'), unit: 'duration', examples: ['>30s', '>10m'] },
  seq: { describe: () => t('Number among events'), unit: 'number', examples: [] },
  position: { describe: () => t('Number among rows'), unit: 'number', examples: [] },
  deliveries: { describe: () => t('How often it was delivered'), unit: 'number', examples: ['>1'] },
};

export const FLAG_FIELDS: Record<FlagField, () => string> = {
  pinned: () => t('Pinned rows'),
  note: () => t('Words in your notes'),
  refused: () => t('Subscriptions that were refused'),
  gap: () => t('Times that were not heard'),
  error: () => t('Rows that tell of an error'),
};

/** Other names for fields. */
const ALIASES: ReadonlyMap<string, string> = new Map([['user', 'agent']]);

/** What events are known to change, as `factName` writes it, with values; the names come from `electron/main/events/facts.ts`. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  presence: [
    'Available',
    'Away',
    'Break',
    'Busy',
    'Meal',
    'Meeting',
    'Training',
    'On queue',
    'Idle',
    'Offline',
  ],
  'routing-status': ['Off queue', 'Idle', 'Interacting', 'Not responding', 'Communicating'],
  state: [],
  station: ['none'],
  'out-of-office': ['yes', 'no'],
  'queue-membership': ['joined', 'left'],
  call: [],
  callback: [],
  chat: [],
  email: [],
  message: [],
  step: [],
  'wrap-up': [],
};

/** Gauges of queues, the numbers of their events; qualifier and medium specify them: `waiting-voice`. */
const GAUGES = [
  'waiting',
  'interacting',
  'alerting',
  'longest-waiting',
  'longest-interacting',
  'on-queue-users',
  'off-queue-users',
  'active-users',
  'member-users',
  'user-presences',
  'user-routing-statuses',
] as const;

/** The name of a fact in the language: `routing status` → `routing-status`, `Waiting (voice)` → `waiting-voice`. */
export function factName(field: string): string {
  return field
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** What is known to change by this name; null when nothing is. Names are written in any case. */
export function knownFact(name: string): string | null {
  const fact = factName(name);
  const isKnown = Object.hasOwn(FACTS, fact) || GAUGES.some((gauge) => `${fact}-`.startsWith(`${gauge}-`));
  return isKnown ? fact : null;
}

/** The field by any of its names, in any case; null when there is none and the name is taken for a key of the JSON. */
export function knownField(name: string): string | null {
  const lower = name.toLowerCase();
  const field = ALIASES.get(lower) ?? lower;
  return FIELD_NAMES.has(field) ? field : null;
}

export const isTextField = (name: string): name is TextField => Object.hasOwn(TEXT_FIELDS, name);
export const isMeasureField = (name: string): name is MeasureField => Object.hasOwn(MEASURE_FIELDS, name);
export const isFlagField = (name: string): name is FlagField => Object.hasOwn(FLAG_FIELDS, name);

/** `changed`, `from` and `to` look at changes of anything. */
const CHANGE_FIELDS: Readonly<Record<string, () => string>> = {
  changed: () => t('What changed'),
  from: () => t('Value that a change left'),
  to: () => t('Value that a change came to'),
};

const FIELD_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(TEXT_FIELDS),
  ...Object.keys(MEASURE_FIELDS),
  ...Object.keys(FLAG_FIELDS),
  ...Object.keys(CHANGE_FIELDS),
]);

function fieldOf(name: string): Field {
  const text = isTextField(name) ? TEXT_FIELDS[name] : null;
  const measure = isMeasureField(name) ? MEASURE_FIELDS[name] : null;
  const flag = isFlagField(name) ? FLAG_FIELDS[name] : null;
  const values = [
    ...(flag === null ? [] : ['yes', 'no']),
    ...(text?.only ?? []),
    ...(measure?.examples ?? []),
    ...(name === 'changed' ? [...Object.keys(FACTS), ...GAUGES] : []),
  ];
  const describe = text?.describe ?? measure?.describe ?? flag ?? CHANGE_FIELDS[name] ?? (() => '');
  return { name, describe, values, isClosed: text?.only !== null && text !== null };
}

/** All fields of the language with those that stand for changes, in the order in which they are proposed. */
export const FIELDS: readonly Field[] = [
  ...[...FIELD_NAMES].map(fieldOf),
  ...[...Object.entries(FACTS), ...GAUGES.map((gauge) => [gauge, ['>5']] as const)].map(([name, values]) => ({
    name,
    describe: () => t('Changes of {name}', { name: name.replaceAll('-', ' ') }),
    values,
    isClosed: false,
  })),
];
