import * as v from 'valibot';
import type { Mark, TimelineEntry } from '../../../shared/model/timeline.ts';
import type { SqlFile } from './sql-file.ts';

const NO_MARK: Mark = { isPinned: false, note: '' };

/** A mark after a change of it; what is left out of the change stays. Null when nothing is left of it. */
export function markAfter(former: Mark | undefined, change: Partial<Mark>): Mark | null {
  const mark = { ...NO_MARK, ...former, ...change };
  return mark.isPinned || mark.note !== '' ? mark : null;
}

/** An entry with its mark changed. */
export function entryMarked(entry: TimelineEntry, change: Partial<Mark>): TimelineEntry {
  const { mark: former, ...bare } = entry;
  const mark = markAfter(former, change);
  return mark === null ? bare : { ...bare, mark };
}

/** Where entries are read from, to be read together with their marks. */
export const MARKED_ENTRIES = 'entries LEFT JOIN marks USING (position)';

const CountSchema = v.object({ count: v.number() });

/** How many marks there are up to and with a position. */
export function marksThrough(file: SqlFile, position: number): number {
  return v.parse(CountSchema, file.get('SELECT count(*) AS count FROM marks WHERE position <= ?', position))
    .count;
}

const MarkRowSchema = v.optional(v.object({ is_pinned: v.picklist([0, 1]), note: v.string() }));

/** Changes the mark of an entry on disk. False when there is no such entry, or no longer. */
export function markOnDisk(file: SqlFile, position: number, change: Partial<Mark>): boolean {
  return file.atOnce(() => {
    if (file.get('SELECT position FROM entries WHERE position = ?', position) === undefined) return false;
    const sql = 'SELECT is_pinned, note FROM marks WHERE position = ?';
    const found = v.parse(MarkRowSchema, file.get(sql, position));
    const former = found === undefined ? undefined : { isPinned: found.is_pinned === 1, note: found.note };
    const mark = markAfter(former, change);
    if (mark === null) file.run('DELETE FROM marks WHERE position = ?', position);
    else {
      const write = 'INSERT OR REPLACE INTO marks (position, is_pinned, note) VALUES (?, ?, ?)';
      file.run(write, position, mark.isPinned ? 1 : 0, mark.note);
    }
    return true;
  });
}
