import { createHash } from 'node:crypto';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Subject, TimelineEntry } from '../../../shared/model/timeline.ts';
import type { EntryWriter, Naming, RecordingFacts } from './recorded.ts';
import { SESSION_FORMAT, SESSION_VERSION, type NameLine, type SessionHeader } from './session-format.ts';

/** Writes a session file: NDJSON, described in docs/session-format.md. */
export function createSessionWriter(naming: Naming): EntryWriter {
  const hash = createHash('sha256');
  const named = new Set<string>();
  let entries = 0;

  function counted(text: string): string {
    hash.update(text);
    return text;
  }

  /** A name stands before the first entry that needs it. */
  function nameLines(entry: TimelineEntry): string {
    let lines = '';
    for (const { of, id } of mentionedIn(entry)) {
      const key = `${of} ${id}`;
      if (named.has(key)) continue;
      named.add(key);
      const name = naming[of](id);
      if (name !== null) lines += lineOf({ type: 'name', of, id, name } satisfies NameLine);
    }
    return lines;
  }

  return {
    begin: (facts) => counted(lineOf(headerOf(facts))),
    entry: ({ entry, frame }) => {
      entries += 1;
      const line = lineOf(frame === null ? entry : { ...entry, frame });
      return counted(nameLines(entry) + line);
    },
    end: () => lineOf({ type: 'end', entries, sha256: hash.digest('hex') }),
  };
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

function headerOf(facts: RecordingFacts): SessionHeader {
  const { appVersion, exportedAt, from, to, filter, topics, organisation, isRedacted, clockOffsetMs } = facts;
  return {
    format: SESSION_FORMAT,
    version: SESSION_VERSION,
    app: appVersion,
    exportedAt: new Date(exportedAt).toISOString(),
    from,
    to,
    filter,
    topics: [...topics],
    organisation,
    redaction: isRedacted ? 'pseudonyms' : 'none',
    clockOffsetMs,
  };
}

type Mention = Pick<NameLine, 'of' | 'id'>;

/** The ids of an entry that are shown by name. */
function mentionedIn(entry: TimelineEntry): readonly Mention[] {
  switch (entry.type) {
    case 'event':
      return [...mentionOf(entry.event.subject), ...entry.event.changes.flatMap(labelsOf)];
    case 'refreshed':
      return [...mentionOf(entry.refreshed.subject), ...entry.refreshed.changes.flatMap(labelsOf)];
    case 'refresh':
      return entry.refresh.failures.map(({ kind, id }) => ({ of: kind, id }));
    case 'connection':
    case 'renewal':
    case 'subscription':
    case 'gap':
    case 'diagnostic':
      return [];
    default:
      return assertNever(entry, 'entry');
  }
}

function mentionOf({ kind, id }: Subject): readonly Mention[] {
  return kind === 'user' || kind === 'queue' ? [{ of: kind, id }] : [];
}

type Changes = Extract<TimelineEntry, { type: 'event' }>['event']['changes'];

/** Of a text it is not known whether it is the id of a code; it is one where there is a name for it. */
function labelsOf({ from, to }: Changes[number]): readonly Mention[] {
  return [from, to].flatMap((value): readonly Mention[] => {
    if (value?.kind === 'text') return [{ of: 'wrapUpCode', id: value.text }];
    return value?.kind === 'presence' && value.definitionId !== null
      ? [{ of: 'presence', id: value.definitionId }]
      : [];
  });
}
