import { assertNever } from '../../../shared/assert-never.ts';
import type { Predicate } from '../../../shared/filter/candidate.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { compilePredicate } from '../../../shared/filter/predicate.ts';
import { SYSTEM_ZONE } from '../../../shared/filter/quantities.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { ExportRequest } from '../../../shared/model/recording.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { t } from '../../../shared/text/t.ts';
import { bodyOf } from '../history/event-body.ts';
import { createCsvWriter } from './csv-writer.ts';
import type { EntrySource } from './entry-source.ts';
import type { Sink } from './file-sink.ts';
import { createHarWriter } from './har-writer.ts';
import {
  missingIn,
  namingOf,
  type EntryWriter,
  type Naming,
  type Origin,
  type Recorded,
  type RecordingFacts,
} from './recorded.ts';
import { RecordingError } from './recording-error.ts';
import { createRedaction } from './redaction.ts';
import { createSessionWriter } from './session-writer.ts';

/** What an export has to know beside the entries. */
export interface ExportTask {
  readonly request: ExportRequest;
  readonly facts: Omit<RecordingFacts, 'from' | 'to' | 'filter' | 'isRedacted'>;
  readonly directory: Directory;
  readonly origin: Origin;
  /** Random, of this export only: its pseudonyms are made with it. */
  readonly key: Uint8Array;
  /** What no line may hold, whatever it is about: secrets that are in use. */
  readonly secrets: readonly string[];
  /** What relative times of the filter count from. */
  readonly now: number;
}

export interface ExportCounts {
  readonly lookedThrough: number;
  readonly written: number;
}

export interface ExportRun {
  readonly source: EntrySource;
  readonly sink: Sink;
  /** Asked after each part; true ends the export. */
  readonly isCancelled: () => boolean;
  readonly report: (counts: ExportCounts) => void;
}

/**
 * Writes what matches, and what tells of holes, from a source to a sink, part by part. When it throws a `RecordingError`,
 * nothing is left behind; the sink is ended otherwise.
 */
export function runExport(task: ExportTask, { source, sink, isCancelled, report }: ExportRun): ExportCounts {
  let counts: ExportCounts = { lookedThrough: 0, written: 0 };
  try {
    const { writer, redact, facts } = prepare(task, source);
    const matches = matcherOf(task);
    const put = guarded(sink, task.secrets);
    put(writer.begin(facts));
    for (const part of source.parts()) {
      if (isCancelled()) throw new RecordingError('cancelled', t('The export was cancelled.'));
      const found = part.recorded.filter(matches);
      for (const recorded of found) put(writer.entry(redact(recorded)));
      counts = {
        lookedThrough: counts.lookedThrough + part.positions,
        written: counts.written + found.length,
      };
      report(counts);
    }
    put(writer.end());
    sink.end();
    return counts;
  } catch (thrown) {
    sink.abandon();
    throw thrown;
  }
}

interface Prepared {
  readonly writer: EntryWriter;
  readonly redact: (recorded: Recorded) => Recorded;
  readonly facts: RecordingFacts;
}

function prepare({ request, facts, directory, key, origin }: ExportTask, source: EntrySource): Prepared {
  const { format } = request;
  const all: RecordingFacts = {
    ...facts,
    from: source.from,
    to: source.to,
    filter: bothFilters(origin.filter, request.filter),
    isRedacted: request.isRedacted || origin.isRedacted,
  };
  if (!request.isRedacted) {
    return { writer: writerOf(format, namingOf(directory)), redact: (recorded) => recorded, facts: all };
  }
  const redaction = createRedaction(key, directory);
  return {
    writer: writerOf(format, redaction.naming),
    redact: redaction.recorded,
    facts: redaction.facts(all),
  };
}

/** What is chosen by one filter of what was chosen by another. */
function bothFilters(former: Origin['filter'], chosen: string): Origin['filter'] {
  if (former === null || chosen === '') return former;
  return former === '' ? chosen : `(${former}) AND (${chosen})`;
}

function writerOf(format: ExportRequest['format'], naming: Naming): EntryWriter {
  switch (format) {
    case 'session':
      return createSessionWriter(naming);
    case 'csv':
      return createCsvWriter(naming);
    case 'har':
      return createHarWriter();
    default:
      return assertNever(format, 'format');
  }
}

/**
 * Judges entries as they are, before anything is replaced in them. Gaps and what is missing are no matter of the filter:
 * without them, nobody could tell what did not happen from what was not heard or not kept.
 */
function matcherOf(task: ExportTask): (recorded: Recorded) => boolean {
  const { from, to } = task.request;
  const passes = filterOf(task);
  return (recorded) => {
    const { first, last } = stretchOf(recorded.entry);
    const isInTime = (from === null || last >= from) && (to === null || first <= to);
    const isHole = recorded.entry.type === 'gap' || missingIn(recorded.entry) > 0;
    return isInTime && (isHole || passes(recorded));
  };
}

function filterOf({ request, directory, now }: ExportTask): (recorded: Recorded) => boolean {
  const parsed = parseFilter(request.filter);
  if (!parsed.ok)
    throw new RecordingError(
      'unexpected',
      t('The filter cannot be read: {why}', { why: parsed.error.message }),
    );
  if (parsed.filter.kind === 'all') return () => true;
  const predicate: Predicate = compilePredicate(parsed.filter, { names: directory, now, zone: SYSTEM_ZONE });
  return ({ entry, frame }) => predicate({ entry, body: bodyOf(frame) });
}

/** When an entry came. A gap is stored when it is over, and reaches back to where it began. */
function stretchOf(entry: TimelineEntry): { readonly first: EpochMs; readonly last: EpochMs } {
  const { at } = entry;
  if (entry.type !== 'gap') return { first: at, last: at };
  return { first: Math.min(at, entry.gap.from), last: Math.max(at, entry.gap.to) };
}

/**
 * The last look before anything leaves: frames of the connection are never stored, so that no line can hold a secret;
 * should one do so all the same, there is no file rather than that one.
 */
function guarded(sink: Sink, secrets: readonly string[]): (text: string) => void {
  const known = secrets.filter((secret) => secret !== '');
  return (text) => {
    if (known.some((secret) => text.includes(secret))) {
      throw new RecordingError(
        'secret',
        t(
          'The export was stopped: a line would have held a secret of the connection. Nothing was left behind.',
        ),
      );
    }
    if (text !== '') sink.write(text);
  };
}
