import * as v from 'valibot';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { PositionRange } from '../positions.ts';
import type { SqlFile } from '../sql-file.ts';

/** The power of two that is the length of a stretch, as the migration has it. */
const STRETCH_BITS = 10;
const STRETCH = 2 ** STRETCH_BITS;

const StretchSchema = v.object({ stretch: v.number() });
const PositionSchema = v.optional(v.object({ position: v.number() }));

/** Takes note of when entries were stored: belongs to the storing of them. */
export function noteTimes(
  file: SqlFile,
  rows: readonly { readonly position: number; readonly at: EpochMs }[],
): void {
  const stretches = new Map<number, { earliest: number; latest: number }>();
  for (const { position, at } of rows) {
    const stretch = Math.floor(position / STRETCH);
    const known = stretches.get(stretch);
    if (known === undefined) stretches.set(stretch, { earliest: at, latest: at });
    else {
      known.earliest = Math.min(known.earliest, at);
      known.latest = Math.max(known.latest, at);
    }
  }
  const sql = `INSERT INTO stretches (stretch, earliest, latest) VALUES (?, ?, ?)
    ON CONFLICT (stretch) DO UPDATE SET earliest = min(earliest, excluded.earliest), latest = max(latest, excluded.latest)`;
  for (const [stretch, { earliest, latest }] of stretches) file.run(sql, stretch, earliest, latest);
}

/** Forgets the stretches that end before a position. */
export function forgetTimes(file: SqlFile, first: number): void {
  file.run('DELETE FROM stretches WHERE stretch < ?', Math.floor(first / STRETCH));
}

const ENTRIES_OF_STRETCHES = `SELECT entries.position FROM stretches CROSS JOIN entries
  ON entries.position BETWEEN stretch * ${String(STRETCH)} AND stretch * ${String(STRETCH)} + ${String(STRETCH - 1)}`;

/** The position of the first entry that was stored at this time or later, up to another one; null when there is none. */
export function firstSince(file: SqlFile, at: EpochMs, until = Infinity): number | null {
  const sql = `${ENTRIES_OF_STRETCHES}
    WHERE latest >= ? AND earliest <= ? AND entries.at BETWEEN ? AND ? ORDER BY stretch, entries.position LIMIT 1`;
  const [min, max] = [finite(at), finite(until)];
  return v.parse(PositionSchema, file.get(sql, min, max, min, max))?.position ?? null;
}

/**
 * The position of the last entry that is past its age and has none of the right age before it; null when there is none.
 * What was dated ahead of now, by a clock that was wrong for a while, is of no age by itself.
 */
export function lastPast(file: SqlFile, olderThan: EpochMs, now: EpochMs): number | null {
  const sql = `${ENTRIES_OF_STRETCHES}
    WHERE earliest < ? AND entries.at < ? AND entries.position < ? ORDER BY stretch DESC, entries.position DESC LIMIT 1`;
  const kept = firstSince(file, olderThan, now) ?? Number.MAX_SAFE_INTEGER;
  return v.parse(PositionSchema, file.get(sql, olderThan, olderThan, kept))?.position ?? null;
}

/** Where entries of a time may be: of at least `min`, and before `below`. In order, and apart from each other. */
export function rangesWithin(file: SqlFile, min: EpochMs, below: EpochMs): readonly PositionRange[] {
  const sql = 'SELECT stretch FROM stretches WHERE latest >= ? AND earliest < ? ORDER BY stretch';
  const ranges: { from: number; to: number }[] = [];
  for (const row of file.all(sql, finite(min), finite(below))) {
    const { stretch } = v.parse(StretchSchema, row);
    const from = stretch * STRETCH;
    const last = ranges.at(-1);
    if (last?.to === from - 1) last.to += STRETCH;
    else ranges.push({ from, to: from + STRETCH - 1 });
  }
  return ranges;
}

const finite = (at: number): number => Math.max(-8.64e15, Math.min(8.64e15, at));
