import type { ExportFormat, ExportProgress, FinishedExport } from '../../../../shared/model/recording.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { assertNever } from '../../../../shared/assert-never.ts';
import { t } from '../../../../shared/text/t.ts';
import type { OpenReplay } from '../../stores/recordings.ts';
import { bytesText } from '../../wording/bytes.ts';
import { countText, isSameDay, momentText } from '../../wording/time.ts';
import { visibleText } from '../../wording/safe-text.ts';
import type { MatchCount } from '../timeline/use-count.ts';

export interface FormatChoice {
  readonly id: ExportFormat;
  readonly label: string;
  readonly what: string;
}

export const formats = (): readonly FormatChoice[] => [
  {
    id: 'session',
    label: t('Session (.ndjson)'),
    what: t('Everything, gaps, pins and notes included. Vigil can open and replay it.'),
  },
  {
    id: 'csv',
    label: t('Table (.csv)'),
    what: t('One row an entry, for spreadsheets. Without the bodies of events.'),
  },
  {
    id: 'har',
    label: t('HTTP archive (.har)'),
    what: t('The frames of events, as the developer tools of a browser save them. Gaps as a comment.'),
  },
];

/** The last part of a path, on any system. */
export const fileName = (path: string): string => visibleText(path.split(/[/\\]/).at(-1) ?? path);

/** `12,000 of 48,210 entries looked through, 312 written, 3.2 MB`. */
export function progressText({ lookedThrough, total, written, bytes }: ExportProgress): string {
  if (total === 0) return t('Beginning…');
  return t(
    '{lookedThrough} of {total, plural, one {# entry} other {# entries}} looked through, {written} written, {size}',
    { lookedThrough: countText(lookedThrough), total, written: countText(written), size: bytesText(bytes) },
  );
}

/** How an export ended, in a line. */
export function resultText({ result, isRedacted }: FinishedExport): string {
  switch (result.kind) {
    case 'written': {
      const values = { entries: result.entries, size: bytesText(result.bytes) };
      return isRedacted
        ? t('{entries, plural, one {# entry} other {# entries}}, {size}, names removed', values)
        : t('{entries, plural, one {# entry} other {# entries}}, {size}, with names', values);
    }
    case 'cancelled':
      return t('Cancelled: nothing was left behind');
    case 'failed':
      return result.error.message;
    default:
      return assertNever(result, 'result');
  }
}

/** Which entries an export of this filter writes, and how many match, as far as that is known. */
export function scopeText(filter: string, { total, matching, isWhole }: MatchCount): string {
  if (filter === '') return t('No filter: all {total, plural, one {# entry} other {# entries}}.', { total });
  if (matching === null)
    return t('Those that match, of {total, plural, one {# entry} other {# entries}}, and all gaps.', {
      total,
    });
  const values = { matching: countText(matching), total };
  return isWhole
    ? t(
        '{matching} of {total, plural, one {# entry} other {# entries}} match. All gaps are written with them.',
        values,
      )
    : t(
        'At least {matching} of {total, plural, one {# entry} other {# entries}} match. All gaps are written with them.',
        values,
      );
}

/** Which entries a recording was made of; null for all. */
export function chosenText(filter: OpenReplay['filter']): string | null {
  if (filter === null) return t('only a part, chosen by a filter that was removed');
  return filter === '' ? null : t('only {filter}', { filter: visibleText(filter) });
}

/** `Recorded Mon 23 Nov 14:05:00 to 15:20:11`. */
export function recordedText({ from, to }: Pick<OpenReplay, 'from' | 'to'>, now: EpochMs): string {
  // The second moment needs its day only where it is another one.
  const end = momentText(to, isSameDay(from, to) ? to : now);
  return t('Recorded {from} to {to}', { from: momentText(from, now), to: end });
}
