import type { Lever, LeverName } from '../../shared/practice/levers.ts';

export type ParsedLever =
  { readonly ok: true; readonly lever: Lever } | { readonly ok: false; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/** Says what is wrong with a field, in words for whoever sent it. */
class BadField extends Error {}

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
      part: part(fields),
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
  burst: (fields) => ({
    lever: 'burst',
    count: whole(fields, 'count', 1, 1_000_000),
    perSecond: whole(fields, 'perSecond', 1, 100_000),
  }),
  duplicate: (fields) => ({ lever: 'duplicate', durationMs: duration(fields, 'durationMs') }),
  restore: () => ({ lever: 'restore' }),
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

function part(fields: Fields): 'token' | 'api' | 'upgrade' {
  const value = fields['part'];
  if (value === 'token' || value === 'api' || value === 'upgrade') return value;
  throw new BadField('"part" must be token, api or upgrade.');
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
