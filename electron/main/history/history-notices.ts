import type { RetentionPolicy } from '../../../shared/model/history.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';
import type { HistoryTrouble, SetAside } from './history-protocol.ts';
import type { Deletion } from './retention.ts';

const TROUBLE_ID = 'history-trouble';
const DELETED_ID = 'history-deleted';
const SET_ASIDE_ID = 'history-set-aside';
const DAY_MS = 86_400_000;

/** Whether a notice tells of files: with them it is void. */
export const isAboutFiles = ({ id }: Notice): boolean =>
  id === TROUBLE_ID || id === DELETED_ID || id.startsWith(SET_ASIDE_ID);

/** The history is kept in memory, from the start or from now on. */
export function troubleNotice(trouble: HistoryTrouble, willRetry: boolean): Notice {
  const { what, remedy } = TROUBLES[trouble];
  const actions = willRetry ? ([{ action: 'retry-history' }, { action: 'stay-in-memory' }] as const) : [];
  const then = willRetry
    ? t(
        'Until then what arrives is kept in memory; Vigil tries again every minute, and stores it as soon as it can.',
      )
    : t('What arrives until Vigil quits is kept in memory only; what was stored before is untouched.');
  return { id: TROUBLE_ID, severity: 'warning', message: `${what()} ${remedy()} ${then}`, actions };
}

/** `isWhole` is false when so much came in the meantime that the oldest of it had to be dropped. */
export function recoveredNotice(isWhole: boolean): Notice {
  return isWhole
    ? {
        id: TROUBLE_ID,
        severity: 'info',
        message: t('The history can be stored again. Nothing of it is missing.'),
      }
    : {
        id: TROUBLE_ID,
        severity: 'warning',
        message: t(
          'The history can be stored again. More had arrived than could be kept in memory, so entries are missing; ' +
            'a row of the timeline stands in the place of each.',
        ),
      };
}

/** The run began in memory under numbers that the history on disk has given already. */
export const staysInMemory = (): Notice => ({
  id: TROUBLE_ID,
  severity: 'warning',
  message: t(
    'The history can be opened again, with what was stored before this start. What has arrived since stays in memory ' +
      'until Vigil quits. Start Vigil anew to have everything stored from then on.',
  ),
});

/** The user has chosen it after the disk had refused. */
export const inMemoryByChoice = (): Notice => ({
  id: TROUBLE_ID,
  severity: 'info',
  message: t(
    'As you chose, what arrives is kept in memory, and the disk is left alone. Vigil tries once more to store it when it ' +
      'quits. What was stored before is untouched.',
  ),
  actions: [{ action: 'retry-history' }],
});

export function memoryOnlyNotice(reason: string): Notice {
  return {
    id: 'history-in-memory',
    severity: 'info',
    message: t(
      'The timeline is kept in memory until Vigil quits, because its key can be kept nowhere. {reason} ' +
        'What was stored before is untouched and can be read again when the key can be.',
      { reason },
    ),
  };
}

export function setAsideNotice({ path, why }: SetAside): Notice {
  return {
    id: `${SET_ASIDE_ID} ${path}`,
    severity: 'warning',
    message: `${SET_ASIDE[why]()} ${t('It is kept as {path}; a new history was begun.', { path })}`,
    actions: [{ action: 'show-file', path }],
  };
}

export function deletedNotice(
  { why }: Pick<Deletion, 'why'>,
  { count, marked }: { readonly count: number; readonly marked: number },
  { maxAgeMs, maxBytes }: RetentionPolicy,
): Notice {
  const deleted =
    why === 'age'
      ? t(
          'Since it was started, Vigil has deleted {count, plural, one {the oldest entry} other {the oldest {count} entries}} of the timeline, ' +
            'because {count, plural, one {it was} other {they were}} older than {days} days.',
          { count, days: Math.round(maxAgeMs / DAY_MS) },
        )
      : t(
          'Since it was started, Vigil has deleted {count, plural, one {the oldest entry} other {the oldest {count} entries}} of the timeline, ' +
            'because the history had reached its limit of {megabytes} MB.',
          { count, megabytes: Math.round(maxBytes / 1024 ** 2) },
        );
  const marks = marked === 0 ? [] : [t('{marked} of them had a pin or a note.', { marked })];
  return { id: DELETED_ID, severity: 'info', message: [deleted, ...marks].join(' ') };
}

const SET_ASIDE: Readonly<Record<SetAside['why'], () => string>> = {
  corrupt: () => t('The history on disk is damaged.'),
  unreadable: () => t('The history on disk cannot be read: what is in its file is no history.'),
  'other-key': () =>
    t(
      'The history on disk cannot be read, because its key is no longer in the keychain. If you restore the keychain, ' +
        'Vigil reads it again.',
    ),
};

const TROUBLES: Readonly<
  Record<HistoryTrouble, { readonly what: () => string; readonly remedy: () => string }>
> = {
  full: {
    what: () => t('The history cannot be stored, because the disk is full.'),
    remedy: () => t('Free some space on the disk of the data folder.'),
  },
  unwritable: {
    what: () => t('The history cannot be stored, because the data folder refuses it.'),
    remedy: () => t('Check that you may write to it and that its disk is there.'),
  },
  busy: {
    what: () => t('The history cannot be stored, because another program has its file open.'),
    remedy: () => t('Close whatever copies or scans the data folder.'),
  },
  corrupt: {
    what: () => t('The history on disk proved to be damaged.'),
    remedy: () => t('Nothing needs to be done: its file will be set aside, and a new one begun.'),
  },
  unreadable: {
    what: () => t('The history on disk can no longer be read.'),
    remedy: () => t('Nothing needs to be done: its file will be set aside, and a new one begun.'),
  },
  newer: {
    what: () =>
      t('The history on disk was written by a newer version of Vigil, and this one does not know its form.'),
    remedy: () => t('Start that version again to read it.'),
  },
  locked: {
    what: () => t('The history cannot be opened, because the keychain does not give its key.'),
    remedy: () => t('Unlock the keychain.'),
  },
  unexpected: {
    what: () =>
      t('The history cannot be stored, because of a problem that nobody foresaw; the log has the details.'),
    remedy: () => t('If it stays, start Vigil anew.'),
  },
};
