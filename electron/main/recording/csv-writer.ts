import { assertNever } from '../../../shared/assert-never.ts';
import { refreshText } from '../../../shared/model/refresh.ts';
import type { Change, ChangeValue, Subject, TimelineEntry } from '../../../shared/model/timeline.ts';
import { inEnglish } from '../../../shared/text/t.ts';
import { momentText, type EntryWriter, type Naming } from './recorded.ts';

const COLUMNS = [
  'position',
  'time',
  'happened at',
  'type',
  'topic',
  'who',
  'what changed',
  'from',
  'to',
  'held (ms)',
  'size (bytes)',
  'deliveries',
  'pinned',
  'note',
] as const;

/** What differs from one type of entry to another; the rest of a row is the same for all. */
interface Told {
  readonly happenedAt?: number | null;
  readonly topic?: string;
  readonly who?: string;
  readonly what: string;
  readonly from?: string;
  readonly to: string;
  readonly heldMs?: string;
  readonly deliveries?: number;
}

/**
 * Writes a table for spreadsheets after RFC 4180, one row an entry, with a byte order mark: without it Excel takes the
 * text for that of another code page.
 */
export function createCsvWriter(naming: Naming): EntryWriter {
  return {
    begin: () => `\ufeff${rowOf(COLUMNS)}`,
    entry: ({ entry, frame }) => {
      const told = tell(entry, naming);
      return rowOf([
        String(entry.position),
        momentText(entry.at),
        told.happenedAt == null ? '' : momentText(told.happenedAt),
        entry.type,
        told.topic ?? '',
        told.who ?? '',
        told.what,
        told.from ?? '',
        told.to,
        told.heldMs ?? '',
        frame === null ? '' : String(Buffer.byteLength(frame)),
        entry.type === 'event' ? String(told.deliveries ?? 1) : '',
        entry.mark?.isPinned === true ? 'yes' : '',
        entry.mark?.note ?? '',
      ]);
    },
    end: () => '',
  };
}

const rowOf = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** Spreadsheets run what begins like a formula; an apostrophe before it makes it text again. */
const FORMULA = /^\s*[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

function cellOf(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function tell(entry: TimelineEntry, naming: Naming): Told {
  switch (entry.type) {
    case 'event': {
      const { topic, subject, changes, preview, happenedAt, deliveries } = entry.event;
      const changed = changes.length === 0 ? { what: '', to: preview } : tellChanges(changes, naming);
      const folded = deliveries === undefined ? {} : { deliveries };
      return { happenedAt, topic, who: whoOf(subject, naming), ...changed, ...folded };
    }
    case 'refreshed': {
      const { topic, subject, changes, since } = entry.refreshed;
      return { happenedAt: since, topic, who: whoOf(subject, naming), ...tellChanges(changes, naming) };
    }
    case 'connection':
      return { what: 'connection', to: entry.state.status };
    case 'renewal':
      return { what: `renewal of ${entry.kind}`, to: entry.phase };
    case 'subscription': {
      const { topic, status, reason } = entry.subscription;
      return { topic, what: 'subscription', to: reason === undefined ? status : `${status}: ${reason}` };
    }
    case 'gap': {
      const { from, to, cause } = entry.gap;
      const what = `gap: ${cause.message}`;
      return { what, from: momentText(from), to: momentText(to), heldMs: String(to - from) };
    }
    case 'refresh':
      return { what: 'refresh', to: inEnglish(() => refreshText(entry.refresh)) };
    case 'diagnostic':
      return { what: 'diagnostic', to: entry.error.message };
    default:
      return assertNever(entry, 'entry');
  }
}

/** Several changes of one event stand in one row, in the same order in each column. */
function tellChanges(changes: readonly Change[], naming: Naming): Told {
  const each = (text: (change: Change) => string): string => changes.map(text).join('; ');
  return {
    what: each(({ field }) => field),
    from: each(({ from }) => (from === null ? '' : valueText(from, naming))),
    to: each(({ to }) => valueText(to, naming)),
    heldMs: each(({ heldMs }) => (heldMs === null ? '' : String(heldMs))),
  };
}

function valueText(value: ChangeValue, naming: Naming): string {
  switch (value.kind) {
    case 'presence':
      return (
        (value.definitionId === null ? null : naming.presence(value.definitionId)) ?? value.systemPresence
      );
    case 'text':
      return naming.wrapUpCode(value.text) ?? value.text;
    case 'number':
      return String(value.number);
    default:
      return assertNever(value, 'value');
  }
}

function whoOf(subject: Subject, naming: Naming): string {
  if (subject.kind === 'user') return naming.user(subject.id) ?? subject.id;
  if (subject.kind === 'queue') return naming.queue(subject.id) ?? subject.id;
  return subject.id ?? '';
}
