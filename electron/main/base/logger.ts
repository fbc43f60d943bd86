/** A named fact beside a log message. Scalars only: an object could carry what nobody looked at, such as a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Writes one line for people. The message is a fixed sentence, what varies goes into `fields`.
 * There is no way to log an object, an error or a response body: redaction by construction.
 */
export type Logger = (level: LogLevel, message: string, fields?: LogFields) => void;

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Longer values are cut: whatever needs more room is content, and content does not belong in a log. */
const MAX_VALUE_LENGTH = 300;

export function createLogger(options: {
  /** Takes one line without its line break. */
  readonly write: (line: string) => void;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly lowestLevel: LogLevel;
}): Logger {
  const lowest = LEVELS.indexOf(options.lowestLevel);
  return (level, message, fields = {}) => {
    if (LEVELS.indexOf(level) < lowest) return;
    const facts = Object.entries(fields).map(([name, value]) => `${name}=${formatValue(value)}`);
    const time = new Date(options.now()).toISOString();
    options.write([time, level.toUpperCase().padEnd(5), message, ...facts].join(' '));
  };
}

/**
 * What may be logged of something that was thrown: its kind, the platform's code and where it happened.
 * The message is left out, because libraries put URLs and bodies into it.
 */
export function thrownFields(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { thrown: typeof thrown };
  const code: unknown = 'code' in thrown ? thrown.code : null;
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    thrown: thrown.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: frames
      .slice(0, 3)
      .map((frame) => frame.slice('    at '.length))
      .join(' < '),
  };
}

/** Quoted where needed, so that no value can forge a second line or a second field. */
function formatValue(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  const text = value.length > MAX_VALUE_LENGTH ? `${value.slice(0, MAX_VALUE_LENGTH)}…` : value;
  return /^[\w.:/-]+$/.test(text) ? text : JSON.stringify(text);
}
