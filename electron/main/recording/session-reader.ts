import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Mark, TimelineEntry } from '../../../shared/model/timeline.ts';
import { t } from '../../../shared/text/t.ts';
import { decodeFrame, type WireEvent } from '../events/decode.ts';
import { entryOf } from '../history/entry-codec.ts';
import { openFileLines, type FileLine } from './file-lines.ts';
import { readingError, RecordingError } from './recording-error.ts';
import {
  EntryFrameSchema,
  FooterSchema,
  HeaderSchema,
  LONGEST_LINE_BYTES,
  NameSchema,
  SESSION_FORMAT,
  SESSION_VERSION,
  type NameLine,
  type SessionHeader,
} from './session-format.ts';

/** One entry of a session file. */
export interface SessionEntry {
  readonly position: number;
  readonly at: number;
  readonly mark: Mark | null;
  /** Null for an event that only its frame tells of: then Vigil reads it as it reads a frame of a socket. */
  readonly entry: TimelineEntry | null;
  /** Of an event, the frame and what is in it; null for what is none. */
  readonly arrival: { readonly frame: string; readonly event: WireEvent } | null;
}

export type SessionLine =
  | { readonly kind: 'header'; readonly header: SessionHeader }
  | { readonly kind: 'name'; readonly name: NameLine }
  | { readonly kind: 'entry'; readonly entry: SessionEntry };

export interface SessionFile {
  /** The header first, and the rest in the order of the file. Ends when the file is whole, and throws otherwise. */
  readonly lines: AsyncIterable<SessionLine>;
  /** How much of the file was read, from 0 to 1. */
  readonly progress: () => number;
}

/**
 * Reads a session file, packed by gzip or not, line by line, believing none of it. Everything that is not as it should
 * be ends in a `RecordingError` that names the line.
 */
export async function openSessionFile(path: string): Promise<SessionFile> {
  try {
    const { lines, size, bytesRead } = await openFileLines(path, LONGEST_LINE_BYTES);
    return {
      lines: read(lines),
      progress: () => (size === 0 ? 1 : Math.min(1, bytesRead() / size)),
    };
  } catch (thrown) {
    throw readingError(thrown);
  }
}

async function* read(lines: AsyncIterable<FileLine>): AsyncGenerator<SessionLine> {
  const hash = createHash('sha256');
  const state = { line: 0, entries: 0, lastPosition: 0, isEnded: false };
  try {
    for await (const { bytes, isWhole } of lines) {
      state.line += 1;
      if (state.isEnded)
        throw problem(
          t('Line {line} of the file stands behind the end of the session.', { line: state.line }),
        );
      if (!isWhole && state.line > 1)
        throw problem(t('Line {line} of the file is cut off: the file is not whole.', { line: state.line }));
      const json = parseLine(bytes, state.line);
      if (state.line > 1 && isFooter(json, state, hash)) continue;
      hash.update(bytes).update('\n');
      const found = state.line === 1 ? headerOf(json) : lineOf(json, state.line);
      if (found.kind === 'entry') {
        const { position } = found.entry;
        if (position <= state.lastPosition)
          throw problem(t('Line {line} of the file is not in order.', { line: state.line }));
        [state.lastPosition, state.entries] = [position, state.entries + 1];
      }
      yield found;
    }
  } catch (thrown) {
    throw readingError(thrown);
  }
  if (state.line === 0) throw new RecordingError('no-session', t('The file is empty.'));
  if (!state.isEnded)
    throw problem(
      t(
        'Line {line} of the file is the last one, and the end of the session is missing: the file was cut off.',
        { line: state.line },
      ),
    );
}

const problem = (message: string): RecordingError => new RecordingError('no-session', message);

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function parseLine(bytes: Buffer, line: number): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    if (line === 1) throw noSession();
    throw problem(t('Line {line} of the file is no JSON.', { line }));
  }
}

function noSession(): RecordingError {
  return new RecordingError(
    'no-session',
    t(
      'Line 1 of the file is not the beginning of a Vigil session. Only sessions (.ndjson) can be replayed; CSV and HAR are for other tools.',
    ),
  );
}

const NewerSchema = v.object({
  format: v.literal(SESSION_FORMAT),
  version: v.pipe(v.number(), v.gtValue(SESSION_VERSION)),
});

function headerOf(json: unknown): SessionLine {
  const header = v.safeParse(HeaderSchema, json);
  if (header.success) return { kind: 'header', header: header.output };
  if (v.is(NewerSchema, json)) {
    throw problem(
      t('Line {line} of the file says that a newer Vigil wrote it: update Vigil to open it.', { line: 1 }),
    );
  }
  if (v.is(v.object({ format: v.literal(SESSION_FORMAT) }), json))
    throw problem(t('Line {line} of the file is a damaged header.', { line: 1 }));
  throw noSession();
}

function isFooter(
  json: unknown,
  state: { line: number; entries: number; isEnded: boolean },
  hash: ReturnType<typeof createHash>,
): boolean {
  const footer = v.safeParse(FooterSchema, json);
  if (!footer.success) return false;
  if (footer.output.entries !== state.entries || footer.output.sha256 !== hash.digest('hex')) {
    throw problem(
      t('Line {line} of the file does not fit what stands before it: the file was changed or damaged.', {
        line: state.line,
      }),
    );
  }
  state.isEnded = true;
  return true;
}

function lineOf(json: unknown, line: number): SessionLine {
  const name = v.safeParse(NameSchema, json);
  if (name.success) return { kind: 'name', name: name.output };
  const outer = v.safeParse(EntryFrameSchema, json);
  if (!outer.success) throw problem(t('Line {line} of the file is no entry of a session.', { line }));
  const { type, position, at, frame, mark = null, ...record } = outer.output;
  const arrival = frame === undefined ? null : arrivalOf(frame, line);
  if (type === 'event' && record['event'] === undefined && arrival !== null) {
    return { kind: 'entry', entry: { position, at, mark, entry: null, arrival } };
  }
  const entry = entryOf({ position, at, record: JSON.stringify({ type, ...record }) });
  if (entry === null || (entry.type !== 'event' && arrival !== null)) {
    throw problem(t('Line {line} of the file is no entry of a session.', { line }));
  }
  if (entry.type === 'event' && arrival !== null && arrival.event.topic !== entry.event.topic) {
    throw problem(t('Line {line} of the file holds a frame of another event.', { line }));
  }
  return { kind: 'entry', entry: { position, at, mark, entry, arrival } };
}

function arrivalOf(frame: string, line: number): NonNullable<SessionEntry['arrival']> {
  const decoded = decodeFrame(frame);
  if (decoded.kind !== 'event')
    throw problem(t('Line {line} of the file holds a frame that brings no event.', { line }));
  return { frame, event: decoded };
}
