import { t } from '../../../shared/text/t.ts';
import { thrownFields, type LogFields, type Logger, type LogLevel } from '../base/logger.ts';

/** Why an export or an import came to no end. */
export type RecordingTrouble =
  /** The disk is full. */
  | 'full'
  /** The file or its folder refuses it. */
  | 'unwritable'
  /** The file cannot be opened or read. */
  | 'unreadable'
  /** The history that it is written from, or unpacked into, cannot be used. */
  | 'history'
  /** The file is no session, or a damaged one. */
  | 'no-session'
  /** A line would have told a secret. */
  | 'secret'
  | 'cancelled'
  | 'unexpected';

/** `message` is for the user; it never holds content of an entry. */
export class RecordingError extends Error {
  readonly trouble: RecordingTrouble;
  /** What may be logged of a cause that stayed behind in its thread. */
  readonly details: LogFields | null;

  constructor(
    trouble: RecordingTrouble,
    message: string,
    options: ErrorOptions & { readonly details?: LogFields } = {},
  ) {
    super(message, options);
    this.name = 'RecordingError';
    this.trouble = trouble;
    this.details = options.details ?? null;
  }
}

/** A file or a folder that the user chose is theirs to mend, and they are told. */
const LEVELS: Readonly<Record<RecordingTrouble, LogLevel>> = {
  full: 'info',
  unwritable: 'info',
  unreadable: 'info',
  'no-session': 'info',
  cancelled: 'info',
  history: 'warn',
  secret: 'error',
  unexpected: 'error',
};

/** Logs why a job came to no end. */
export function logTrouble(log: Logger, what: string, thrown: unknown): void {
  const trouble = thrown instanceof RecordingError ? thrown.trouble : 'unexpected';
  log(LEVELS[trouble], what, { trouble, ...troubleFields(thrown) });
}

/** What may be logged of what lies behind it, and never its message. */
export function troubleFields(thrown: unknown): LogFields {
  if (thrown instanceof RecordingError && thrown.details !== null) return thrown.details;
  return thrown instanceof Error && thrown.cause !== undefined
    ? troubleFields(thrown.cause)
    : thrownFields(thrown);
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What the system threw while a file was written. */
export function writingError(thrown: unknown): RecordingError {
  if (thrown instanceof RecordingError) return thrown;
  const code = codeOf(thrown);
  if (FULL.has(code)) {
    return new RecordingError(
      'full',
      t('The disk is full. Nothing was left behind: free some room, or choose another folder.'),
      { cause: thrown },
    );
  }
  if (code === '')
    return new RecordingError('unexpected', t('The export failed. Try again; the log has the details.'), {
      cause: thrown,
    });
  return new RecordingError(
    'unwritable',
    t('The file cannot be written there ({code}). Nothing was left behind: choose another folder.', { code }),
    { cause: thrown },
  );
}

/** What the system threw while a file was read. */
export function readingError(thrown: unknown): RecordingError {
  if (thrown instanceof RecordingError) return thrown;
  const code = codeOf(thrown);
  if (code.startsWith('Z_') || code === 'ERR_PADDING_1') {
    return new RecordingError('no-session', t('The file is compressed, and its compression is damaged.'), {
      cause: thrown,
    });
  }
  if (code === 'ENOENT') return new RecordingError('unreadable', t('The file is not there any more.'));
  return new RecordingError(
    'unreadable',
    code === ''
      ? t('The file cannot be read. Choose it again; the log has the details.')
      : t('The file cannot be read ({code}).', { code }),
    {
      cause: thrown,
    },
  );
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
