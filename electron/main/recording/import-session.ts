import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import { MOST_GAPS_SHOWN, type RecordedGap } from '../../../shared/model/recording.ts';
import type { Mark } from '../../../shared/model/timeline.ts';
import { t } from '../../../shared/text/t.ts';
import { ChangeTracker } from '../events/changes.ts';
import { rowOf } from '../history/entry-codec.ts';
import type { Row } from '../history/history-protocol.ts';
import { createNumbering } from '../history/numbering.ts';
import type { UnstoredRecord } from '../history/timeline-store.ts';
import { RecordingError } from './recording-error.ts';
import type { NameLine, SessionHeader } from './session-format.ts';
import type { SessionEntry, SessionFile } from './session-reader.ts';

/** A recording that was unpacked: what the player has to know of it. */
export interface ImportedSession {
  readonly header: SessionHeader;
  readonly directory: Directory;
  /** When each entry was recorded, by position from 1 on; never falling, also where a clock was set back. */
  readonly times: Float64Array<ArrayBuffer>;
  readonly gaps: readonly RecordedGap[];
}

/** An entry and its mark, ready to be stored. */
export interface ImportedRow {
  readonly row: Row;
  readonly mark: Mark | null;
}

const ROWS_AT_ONCE = 500;
/** More entries would take a player more memory than a computer may have. */
const MOST_ENTRIES = 20_000_000;

/**
 * Reads a session into a history of its own, the way frames of a socket go: read, compared with what was known, numbered,
 * stored. What the recording itself says of an event stands: it knows what came before its first line, and what its
 * filter left out.
 */
export async function importSession(
  file: SessionFile,
  store: (rows: readonly ImportedRow[]) => void,
  report: (progress: number) => void,
): Promise<ImportedSession> {
  const numbering = createNumbering();
  const tracker = new ChangeTracker();
  const times = new Times();
  const gaps: RecordedGap[] = [];
  const names: Names = { user: {}, queue: {}, presence: {}, wrapUpCode: {} };
  let header: SessionHeader | null = null;
  let waiting: ImportedRow[] = [];

  function flush(): void {
    store(waiting);
    waiting = [];
    report(file.progress());
  }

  for await (const line of file.lines) {
    if (line.kind === 'header') header = line.header;
    else if (line.kind === 'name') setName(names[line.name.of], line.name.id, line.name.name);
    else {
      const { entry: recorded } = line;
      if (recorded.entry?.type === 'gap') keepGap(gaps, recorded.entry.gap);
      if (times.length >= MOST_ENTRIES) throw new RecordingError('no-session', t('The session is too long.'));
      times.add(recorded.at);
      const row = rowOf(numbering.number(unstoredOf(recorded, tracker)));
      waiting.push({ row: recorded.arrival === null ? { ...row, frame: null } : row, mark: recorded.mark });
      if (waiting.length >= ROWS_AT_ONCE) flush();
    }
  }
  flush();
  if (header === null) throw new RecordingError('no-session', t('The file is empty.'));
  const { user: users, queue: queues, presence: presences, wrapUpCode: wrapUpCodes } = names;
  return { header, directory: { users, queues, presences, wrapUpCodes }, times: times.all(), gaps };
}

type Names = Readonly<Record<NameLine['of'], Record<string, string>>>;

/** A file may name what it likes, `__proto__` too: it becomes a name like any other. */
function setName(names: Record<string, string>, id: string, name: string): void {
  Object.defineProperty(names, id, { value: name, enumerable: true, configurable: true, writable: true });
}

function unstoredOf({ at, entry, arrival }: SessionEntry, tracker: ChangeTracker): UnstoredRecord {
  if (entry !== null && entry.type !== 'event') return entry;
  const event = entry?.event ?? (arrival === null ? null : tracker.describe(arrival.event, at));
  if (event === null) throw new RecordingError('no-session', t('An event of the session has no frame.'));
  const { frame, event: wire } = arrival ?? { frame: '', event: { body: null } };
  return { at, type: 'event', event, arrival: { frame, body: wire.body } };
}

/** In order, and of too many the longest. */
function keepGap(gaps: RecordedGap[], { from, to }: RecordedGap): void {
  gaps.push({ from, to });
  if (gaps.length <= MOST_GAPS_SHOWN) return;
  const length = (gap: RecordedGap): number => gap.to - gap.from;
  const shortest = gaps.reduce((least, gap, index) => {
    const other = gaps[least];
    return other !== undefined && length(gap) < length(other) ? index : least;
  }, 0);
  gaps.splice(shortest, 1);
}

/** Moments of all entries, in a list that grows. */
class Times {
  #list = new Float64Array(1024);
  #length = 0;
  #latest: EpochMs = -Infinity;

  get length(): number {
    return this.#length;
  }

  add(at: EpochMs): void {
    if (this.#length === this.#list.length) {
      const longer = new Float64Array(this.#list.length * 2);
      longer.set(this.#list);
      this.#list = longer;
    }
    this.#latest = Math.max(this.#latest, at);
    this.#list[this.#length] = this.#latest;
    this.#length += 1;
  }

  all(): Float64Array<ArrayBuffer> {
    return this.#list.slice(0, this.#length);
  }
}
