import type { PositionRange } from '../positions.ts';
import type { SqlFile } from '../sql-file.ts';

/** The length of a volume. A file that is there is divided by it: another one needs a migration. */
const VOLUME = 2 ** 18;

/**
 * A part of the index: the documents of so many positions, in a table of its own. FTS5 walks over all documents of a word
 * on its way to those of a place, and gathers all of a beginning before it gives the first, so that a page would cost in
 * proportion to the whole history.
 */
export interface Volume extends PositionRange {
  readonly table: string;
}

export function volumeOf(position: number): Volume {
  const number = Math.floor(position / VOLUME);
  return { table: `search_${String(number)}`, from: number * VOLUME, to: (number + 1) * VOLUME - 1 };
}

export function hasVolume(file: SqlFile, { table }: Volume): boolean {
  const sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?";
  return file.get(sql, table) !== undefined;
}

/**
 * It has no content and no places of words: those would make it larger than the entries. `contentless_delete` lets
 * retention take documents out.
 */
export function beginVolume(file: SqlFile, { table }: Volume): void {
  file.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS ${table} USING fts5(
      words, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_-=~.'"
    )`,
  );
}

/** Removes the volumes that end before a position. Nobody may be reading. */
export function dropVolumes(file: SqlFile, before: number): void {
  for (let last = volumeOf(before).from - 1; last > 0; last -= VOLUME) {
    const volume = volumeOf(last);
    if (!hasVolume(file, volume)) return;
    file.exec(`DROP TABLE ${volume.table}`);
  }
}
