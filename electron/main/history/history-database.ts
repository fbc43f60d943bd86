import * as v from 'valibot';
import type { EntryQuery } from '../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { EntryDetail, EntryPage } from '../../../shared/model/snapshot.ts';
import type { Mark, TimelineEntry } from '../../../shared/model/timeline.ts';
import { entryOf } from './entry-codec.ts';
import type { Row } from './history-protocol.ts';
import { markOnDisk, marksThrough } from './marks.ts';
import { rangeOf, reachedBy, withoutHole } from './positions.ts';
import type { Cut, Survey } from './retention.ts';
import { forgetIndexed, indexAnewFrom, indexNext } from './search/indexer.ts';
import { forgetTimes, lastPast, noteTimes } from './search/time-stretches.ts';
import type { SqlFile } from './sql-file.ts';

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const BookSchema = v.object({ last_position: Whole, last_seq: Whole, was_closed: v.picklist([0, 1]) });
const FrameSchema = v.object({ frame: v.nullable(v.string()) });
const MomentSchema = v.optional(v.object({ at: v.number() }));
const PositionSchema = v.optional(v.object({ position: v.nullable(Whole) }));

/** How far the numbers of a history have come. */
export interface Book {
  readonly lastPosition: number;
  readonly lastSeq: number;
  /** The last run ended in the ordinary way. */
  readonly wasClosed: boolean;
}

/** The entries of one file that was opened and is in order. */
export interface HistoryDatabase {
  readonly append: (rows: readonly Row[]) => void;
  readonly countDeliveries: (positions: readonly number[]) => readonly TimelineEntry[];
  readonly page: (query: EntryQuery) => EntryPage;
  readonly entry: (position: number) => EntryDetail | null;
  readonly mark: (position: number, mark: Partial<Mark>) => boolean;
  /** Takes the next entries into the index of what can be found; answers with how many there were. */
  readonly indexNext: (limit: number) => number;
  readonly survey: (olderThan: EpochMs, now: EpochMs) => Survey;
  readonly cut: (through: number) => Cut;
  readonly trim: (through: number, limit: number) => number;
  /** Moves what is left of the log into the file, as far as nobody reads an older state. */
  readonly moveLog: () => void;
  readonly close: (isSound: boolean) => void;
}

/** So many rows go into one statement: it halves the time of a large batch. */
const ROWS_AT_ONCE = 50;
const COLUMNS = '(?, ?, ?, ?, ?)';
// A batch that was stored although its answer was lost is stored once more, under the same numbers.
const INSERT = 'INSERT OR REPLACE INTO entries (position, at, type, record, frame) VALUES';
const COUNT_DELIVERY = `
  UPDATE entries SET record = json_set(record, '$.event.deliveries', coalesce(record ->> '$.event.deliveries', 1) + 1)
  WHERE position = ? AND type = 'event'`;
const INSERT_ONE = `${INSERT} ${COLUMNS}`;
const INSERT_MANY = `${INSERT} ${Array.from({ length: ROWS_AT_ONCE }, () => COLUMNS).join(', ')}`;

export function readBook(file: SqlFile): Book {
  const found = v.parse(BookSchema, file.get('SELECT last_position, last_seq, was_closed FROM book'));
  return {
    lastPosition: found.last_position,
    lastSeq: found.last_seq,
    wasClosed: found.was_closed === 1,
  };
}

export function noteWhetherClosed(file: SqlFile, wasClosed: boolean): void {
  file.run('UPDATE book SET was_closed = ?', wasClosed ? 1 : 0);
}

export function createHistoryDatabase(file: SqlFile): HistoryDatabase {
  let { lastPosition, lastSeq } = readBook(file);

  function firstPosition(): number {
    const found = v.parse(PositionSchema, file.get('SELECT min(position) AS position FROM entries'));
    return found?.position ?? 0;
  }

  /** Of the entry at a position or, where it is missing, the next one. */
  function momentOf(position: number): EpochMs | null {
    const sql = 'SELECT at FROM entries WHERE position >= ? ORDER BY position LIMIT 1';
    return v.parse(MomentSchema, file.get(sql, position))?.at ?? null;
  }

  return {
    append: (rows) => {
      // What a disk refused comes later than what followed on it.
      const first = rows[0]?.position ?? Infinity;
      const position = Math.max(rows.at(-1)?.position ?? 0, lastPosition);
      const seq = Math.max(rows.findLast((row) => row.seq !== null)?.seq ?? 0, lastSeq);
      file.atOnce(() => {
        insert(file, rows);
        noteTimes(file, rows);
        if (first <= lastPosition) indexAnewFrom(file, first);
        file.run('UPDATE book SET last_position = ?, last_seq = ?', position, seq);
      });
      lastPosition = position;
      lastSeq = seq;
    },
    countDeliveries: (positions) =>
      file.atOnce(() => {
        for (const position of positions) file.run(COUNT_DELIVERY, position);
        const sql = 'SELECT position, at, record FROM entries WHERE position = ?';
        const changed = [...new Set(positions)].map((position) => entryOf(file.get(sql, position)));
        return changed.filter((entry) => entry !== null);
      }),
    page: (query) => {
      const first = firstPosition();
      if (first === 0) return { entries: [], reached: query.position, first: 0, last: lastPosition };
      const range = rangeOf(query, first, lastPosition);
      const sql = 'SELECT position, at, record FROM entries WHERE position BETWEEN ? AND ? ORDER BY position';
      const found = range.from > range.to ? [] : file.all(sql, range.from, range.to);
      const readable = found.map(entryOf).filter((entry) => entry !== null);
      const entries = withoutHole(range, readable);
      return { entries, reached: reachedBy(query, entries), first, last: lastPosition };
    },
    entry: (position) => {
      const row = file.get('SELECT position, at, record, frame FROM entries WHERE position = ?', position);
      const entry = entryOf(row);
      if (entry === null) return null;
      return { entry, frame: v.parse(FrameSchema, row).frame };
    },
    mark: (position, mark) => markOnDisk(file, position, mark),
    indexNext: (limit) => indexNext(file, limit),
    survey: (olderThan, now) => {
      const first = firstPosition();
      return {
        first,
        last: lastPosition,
        since: momentOf(first),
        tooOld: (lastPast(file, olderThan, now) ?? first - 1) + 1 - first,
        usedBytes: usedBytes(file),
      };
    },
    cut: (through) => ({ keptSince: momentOf(through + 1), marked: marksThrough(file, through) }),
    trim: (through, limit) => {
      const first = firstPosition();
      if (first === 0 || first > through) return 0;
      const last = Math.min(through, first + limit - 1);
      return file.atOnce(() => {
        file.run('DELETE FROM marks WHERE position <= ?', last);
        forgetIndexed(file, first, last);
        forgetTimes(file, last + 1);
        return file.run('DELETE FROM entries WHERE position <= ?', last);
      });
    },
    moveLog: () => {
      file.get('PRAGMA wal_checkpoint(PASSIVE)');
    },
    close: (isSound) => {
      try {
        if (isSound) {
          noteWhetherClosed(file, true);
          file.get('PRAGMA wal_checkpoint(TRUNCATE)');
        }
      } finally {
        file.close();
      }
    },
  };
}

function insert(file: SqlFile, rows: readonly Row[]): void {
  let index = 0;
  for (; index + ROWS_AT_ONCE <= rows.length; index += ROWS_AT_ONCE) {
    file.run(INSERT_MANY, ...valuesOf(rows.slice(index, index + ROWS_AT_ONCE)));
  }
  for (const row of rows.slice(index)) file.run(INSERT_ONE, ...valuesOf([row]));
}

function valuesOf(rows: readonly Row[]): (number | string | null)[] {
  const values: (number | string | null)[] = [];
  for (const { position, at, type, record, frame } of rows) values.push(position, at, type, record, frame);
  return values;
}

function usedBytes(file: SqlFile): number {
  const read = (name: 'page_count' | 'freelist_count' | 'page_size'): number =>
    v.parse(v.object({ [name]: Whole }), file.get(`PRAGMA ${name}`))[name] ?? 0;
  return (read('page_count') - read('freelist_count')) * read('page_size');
}
