import * as v from 'valibot';
import { HistoryError } from './history-protocol.ts';
import { ENTRIES } from './migrations/001-entries.ts';
import { MARKS } from './migrations/002-marks.ts';
import { SEARCH } from './migrations/003-search.ts';
import { VOLUMES } from './migrations/004-volumes.ts';
import type { SqlFile } from './sql-file.ts';

/** In order; the first leads from an empty file to version 1. What was released never changes. */
export const MIGRATIONS: readonly string[] = [ENTRIES, MARKS, SEARCH, VOLUMES];

const VersionSchema = v.object({ user_version: v.pipe(v.number(), v.integer()) });

/**
 * Brings a database to the newest version, each step as a whole or not at all. Throws `newer` and touches nothing when
 * it is ahead of this Vigil.
 */
export function migrate(file: SqlFile, migrations: readonly string[] = MIGRATIONS): void {
  const { user_version: version } = v.parse(VersionSchema, file.get('PRAGMA user_version'));
  if (version > migrations.length) throw new HistoryError('newer', `version ${String(version)}`);
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    file.atOnce(() => {
      file.exec(sql);
      file.exec(`PRAGMA user_version = ${String(index + 1)}`);
    });
  }
}
