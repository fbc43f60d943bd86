import * as v from 'valibot';
import type { SqlFile } from '../sql-file.ts';
import { documentOf } from './index-terms.ts';
import { foundRow } from './stored-entries.ts';
import { beginVolume, hasVolume, volumeOf, type Volume } from './volumes.ts';

const UpToSchema = v.object({ up_to: v.number() });
const FrameSchema = v.object({ frame: v.nullable(v.string()) });

/** Up to which position entries are in the index; nothing behind it is. */
export function indexedUpTo(file: SqlFile): number {
  return v.parse(UpToSchema, file.get('SELECT up_to FROM indexed')).up_to;
}

/** Takes the next entries into the index. Answers with how many they were. */
export function indexNext(file: SqlFile, limit: number): number {
  return file.atOnce(() => {
    const sql =
      'SELECT position, at, record, frame FROM entries WHERE position > ? ORDER BY position LIMIT ?';
    const rows = file.all(sql, indexedUpTo(file), limit);
    let upTo = 0;
    let volume: Volume | null = null;
    for (const row of rows) {
      const { position, candidate } = foundRow(row);
      upTo = position;
      if (volume === null || position > volume.to) volume = opened(file, position);
      // What cannot be read matches nothing.
      if (candidate === null) continue;
      const { frame } = v.parse(FrameSchema, row);
      const words = documentOf(candidate, frame?.length ?? 0);
      file.run(`INSERT INTO ${volume.table} (rowid, words) VALUES (?, ?)`, position, words);
    }
    if (rows.length > 0) file.run('UPDATE indexed SET up_to = ?', upTo);
    return rows.length;
  });
}

function opened(file: SqlFile, position: number): Volume {
  const volume = volumeOf(position);
  if (!hasVolume(file, volume)) beginVolume(file, volume);
  return volume;
}

/** Takes entries out of the index, which are deleted with it. */
export function forgetIndexed(file: SqlFile, first: number, last: number): void {
  const upTo = indexedUpTo(file);
  takeOut(file, first, Math.min(last, upTo));
  if (last > upTo) file.run('UPDATE indexed SET up_to = ?', last);
}

/** Has entries indexed anew from a position on: what comes late may belong before what is in the index already. */
export function indexAnewFrom(file: SqlFile, first: number): void {
  const upTo = indexedUpTo(file);
  if (first > upTo) return;
  takeOut(file, first, upTo);
  file.run('UPDATE indexed SET up_to = ?', first - 1);
}

function takeOut(file: SqlFile, first: number, last: number): void {
  for (let from = first; from <= last; from = volumeOf(from).to + 1) {
    const volume = volumeOf(from);
    const sql = `DELETE FROM ${volume.table} WHERE rowid BETWEEN ? AND ?`;
    if (hasVolume(file, volume)) file.run(sql, from, Math.min(last, volume.to));
  }
}
