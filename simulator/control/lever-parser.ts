import type { Hostility, Lever, LeverName, PracticeRoutingStatus } from '../../shared/practice/levers.ts';

export type ParsedLever =
  { readonly ok: true; readonly lever: Lever } | { readonly ok: false; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/** Says what is wrong with a field, in words for whoever sent it. */
class BadField extends Error {}

const PARTS = ['token', 'api', 'upgrade'] as const;
const HOSTILITIES: readonly Hostility[] = ['strange', 'deep', 'large'];
const ROUTING_STATUSES: readonly PracticeRoutingStatus[] = [
  'OFF_QUEUE',
  'IDLE',
  'INTERACTING',
  'NOT_RESPONDING',
  'COMMUNICATING',
];
const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const BUILDERS: {
  readonly [Name in LeverName]: (fields: Fields) => Extract<Lever, { readonly lever: Name }>;
} = {
  drop: (fields) => {
    const closeCode = optional(fields, 'closeCode', closeCodeField);
    return { lever: 'drop', ...(closeCode === undefined ? {} : { closeCode }) };
  },
  freeze: (fields) => ({ lever: 'freeze', durationMs: duration(fields, 'durationMs') }),
  mute: (fields) => ({ lever: 'mute', durationMs: duration(fields, 'durationMs') }),
  'expire-token': () => ({ lever: 'expire-token' }),
  'revoke-token': () => ({ lever: 'revoke-token' }),
  'socket-closing': (fields) => ({ lever: 'socket-closing', graceMs: duration(fields, 'graceMs') }),
  'expire-channel': () => ({ lever: 'expire-channel' }),
  'evict-channel': () => ({ lever: 'evict-channel' }),
  outage: (fields) => ({ lever: 'outage', durationMs: duration(fields, 'durationMs') }),
  answer: (fields) => {
    const retryAfterSeconds = optional(fields, 'retryAfterSeconds', (of, name) => whole(of, name, 0, 86_400));
    return {
      lever: 'answer',
      part: oneOf(fields, 'part', PARTS),
      status: whole(fields, 'status', 400, 599),
      durationMs: duration(fields, 'durationMs'),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  },
  slow: (fields) => ({
    lever: 'slow',
    delayMs: duration(fields, 'delayMs'),
    durationMs: duration(fields, 'durationMs'),
  }),
  malformed: (fields) => ({ lever: 'malformed', count: whole(fields, 'count', 1, 10_000) }),
  hostile: (fields) => ({ lever: 'hostile', kind: oneOf(fields, 'kind', HOSTILITIES) }),
  burst: (fields) => ({
    lever: 'burst',
    count: whole(fields, 'count', 1, 1_000_000),
    perSecond: whole(fields, 'perSecond', 1, 100_000),
  }),
  duplicate: (fields) => ({ lever: 'duplicate', durationMs: duration(fields, 'durationMs') }),
  restore: () => ({ lever: 'restore' }),
  'join-queue': (fields) => ({
    lever: 'join-queue',
    userId: text(fields, 'userId'),
    queueId: text(fields, 'queueId'),
  }),
  'leave-queue': (fields) => ({
    lever: 'leave-queue',
    userId: text(fields, 'userId'),
    queueId: text(fields, 'queueId'),
  }),
  'join-team': (fields) => ({
    lever: 'join-team',
    userId: text(fields, 'userId'),
    teamId: text(fields, 'teamId'),
  }),
  'leave-team': (fields) => ({
    lever: 'leave-team',
    userId: text(fields, 'userId'),
    teamId: text(fields, 'teamId'),
  }),
  'set-presence': (fields) => ({
    lever: 'set-presence',
    userId: text(fields, 'userId'),
    systemPresence: text(fields, 'systemPresence'),
    ...(fields['definitionId'] === undefined ? {} : { definitionId: text(fields, 'definitionId') }),
  }),
  'set-routing': (fields) => ({
    lever: 'set-routing',
    userId: text(fields, 'userId'),
    status: oneOf(fields, 'status', ROUTING_STATUSES),
  }),
};

const LONGEST_MS = 24 * 60 * 60_000;

/** Reads one lever from JSON text. Anything but a proper lever is refused with the reason. */
export function parseLever(text: string): ParsedLever {
  const value = parseJson(text);
  if (!isFields(value))
    return { ok: false, problem: 'A lever must be a JSON object such as {"lever":"drop"}.' };
  const name = value['lever'];
  if (!isLeverName(name)) {
    return { ok: false, problem: `"lever" must be one of: ${Object.keys(BUILDERS).join(', ')}.` };
  }
  try {
    return { ok: true, lever: BUILDERS[name](value) };
  } catch (error) {
    if (error instanceof BadField) return { ok: false, problem: `Lever "${name}": ${error.message}` };
    throw error;
  }
}

function duration(fields: Fields, name: string): number {
  return whole(fields, name, 0, LONGEST_MS);
}

function whole(fields: Fields, name: string, lowest: number, highest: number): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest)
    return value;
  throw new BadField(`"${name}" must be a whole number from ${String(lowest)} to ${String(highest)}.`);
}

/** Close codes that may be sent in a close frame. */
function closeCodeField(fields: Fields, name: string): number {
  const code = whole(fields, name, 1000, 4999);
  const isReserved = code === 1004 || code === 1005 || code === 1006 || (code > 1014 && code < 3000);
  if (isReserved)
    throw new BadField(`"${name}" ${String(code)} cannot be sent; use 1000-1003, 1007-1014 or 3000-4999.`);
  return code;
}

function optional(
  fields: Fields,
  name: string,
  read: (fields: Fields, name: string) => number,
): number | undefined {
  return fields[name] === undefined ? undefined : read(fields, name);
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new BadField(`"${name}" must be a text.`);
}

function oneOf<T extends string>(fields: Fields, name: string, choices: readonly T[]): T {
  const value = choices.find((choice) => choice === fields[name]);
  if (value !== undefined) return value;
  throw new BadField(`"${name}" must be ${OR.format(choices)}.`);
}

function isLeverName(value: unknown): value is LeverName {
  return typeof value === 'string' && Object.hasOwn(BUILDERS, value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
