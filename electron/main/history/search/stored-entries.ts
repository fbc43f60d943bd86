import * as v from 'valibot';
import type { Candidate } from '../../../../shared/filter/candidate.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { entryOf } from '../entry-codec.ts';
import { bodyOf } from '../event-body.ts';
import { MARKED_ENTRIES } from '../marks.ts';
import type { PositionRange } from '../positions.ts';
import type { SqlFile } from '../sql-file.ts';
import { firstSince } from './time-stretches.ts';

const PositionSchema = v.object({ position: v.number() });
const MomentSchema = v.object({ at: v.number() });
const FrameSchema = v.object({ frame: v.nullable(v.string()) });
const BoundsSchema = v.object({ first: v.nullable(v.number()), last: v.number() });

/** The first and the last position of a history; `first` is 0 when there is none. */
export interface Bounds {
  readonly first: number;
  readonly last: number;
}

export type Direction = 'before' | 'after';

/** A row that a filter is held against; null for an entry that cannot be read. */
export interface FoundRow {
  readonly position: number;
  readonly candidate: Candidate | null;
}

/** Reads entries from the file of a history. */
export interface StoredEntries {
  readonly bounds: () => Bounds;
  readonly within: (range: PositionRange) => readonly TimelineEntry[];
  readonly entry: (
    position: number,
  ) => { readonly entry: TimelineEntry; readonly frame: string | null } | null;
  /** The position of the first entry of this time or later; null when there is none. */
  readonly firstSince: (at: EpochMs) => number | null;
  /** When the entry at a position was stored, or where it is missing the next one; `Infinity` behind the last. */
  readonly momentOf: (position: number) => EpochMs;
  /** At most `limit` rows of a range, from one of its ends: the last for `before`, the first for `after`. */
  readonly scan: (range: PositionRange, direction: Direction, limit: number) => readonly FoundRow[];
}

/** Read from entries with their marks, `foundRow` makes a candidate of them. */
export const COLUMNS = 'position, at, record, frame, is_pinned, note';

export function createStoredEntries(file: SqlFile): StoredEntries {
  return {
    bounds: () => {
      const sql = 'SELECT (SELECT min(position) FROM entries) AS first, last_position AS last FROM book';
      const { first, last } = v.parse(BoundsSchema, file.get(sql));
      return { first: first ?? 0, last };
    },
    within: ({ from, to }) => {
      if (from > to) return [];
      const sql = `SELECT position, at, record, is_pinned, note FROM ${MARKED_ENTRIES} WHERE position BETWEEN ? AND ? ORDER BY position`;
      return file
        .all(sql, from, to)
        .map(entryOf)
        .filter((entry) => entry !== null);
    },
    entry: (position) => {
      const row = file.get(`SELECT ${COLUMNS} FROM ${MARKED_ENTRIES} WHERE position = ?`, position);
      const entry = entryOf(row);
      return entry === null ? null : { entry, frame: v.parse(FrameSchema, row).frame };
    },
    firstSince: (at) => firstSince(file, at),
    momentOf: (position) => {
      const sql = 'SELECT at FROM entries WHERE position >= ? ORDER BY position LIMIT 1';
      const row = file.get(sql, position);
      return row === undefined ? Infinity : v.parse(MomentSchema, row).at;
    },
    scan: ({ from, to }, direction, limit) => {
      const order = direction === 'after' ? 'ASC' : 'DESC';
      const sql = `SELECT ${COLUMNS} FROM ${MARKED_ENTRIES} WHERE position BETWEEN ? AND ? ORDER BY position ${order} LIMIT ?`;
      return file.all(sql, from, to, limit).map(foundRow);
    },
  };
}

export function foundRow(row: unknown): FoundRow {
  const { position } = v.parse(PositionSchema, row);
  const entry = entryOf(row);
  if (entry === null) return { position, candidate: null };
  return { position, candidate: { entry, body: bodyOf(v.parse(FrameSchema, row).frame) } };
}
