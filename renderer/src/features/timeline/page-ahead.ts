import { ENOUGH } from '../../entry-pages.ts';
import { indexFrom, MAX_LOADED } from '../../stores/loaded-range.ts';
import type { Edge, TimelineSlice } from '../../stores/timeline.ts';
import { SCROLL_PAGE } from './paging.ts';
import { nextEntryIndex, positionOf, type Row } from './rows.ts';

/** Older and newer pages are fetched this many rows before the reader gets to them. */
const PAGE_AHEAD_ROWS = 60;

/** Whatever is loaded at an end, so many entries beside it stay. */
const SURE_TO_STAY = MAX_LOADED - SCROLL_PAGE - ENOUGH;
/** With fewer loaded, a page makes nothing give way at the other end. */
const ROOMY = MAX_LOADED - ENOUGH;

/** The rows as they are laid out, and the first and last of them that are drawn. */
export interface Drawn {
  readonly rows: readonly Row[];
  readonly isMirrored: boolean;
  readonly first: number;
  readonly last: number;
}

/**
 * At which ends a page is fetched before the reader gets there. Not where the rows near the reader would give way for
 * it, as they do when the line of a row stands for many entries: the two ends would fetch in turns for ever.
 */
export function endsAhead(
  { rows, isMirrored, first, last }: Drawn,
  { range: { entries }, pausedAt }: Pick<TimelineSlice, 'range' | 'pausedAt'>,
): Readonly<Record<Edge, boolean>> {
  const [top, bottom] = [first - PAGE_AHEAD_ROWS, last + PAGE_AHEAD_ROWS];
  const [isNearTop, isNearBottom] = [top < 0, bottom > rows.length];
  const indexOf = (row: number, step: 1 | -1): number | null => {
    const index = nextEntryIndex(rows, row, step);
    const position = index === null ? null : positionOf(rows[index]);
    return position === null ? null : indexFrom(entries, position);
  };
  const isRoomy = entries.length < ROOMY;
  // The entries of the rows near the reader: from the first of them to the first after them.
  const begin = isMirrored ? indexOf(Math.min(bottom, rows.length - 1), -1) : indexOf(Math.max(top, 0), 1);
  const end = isMirrored ? indexOf(top - 1, -1) : indexOf(bottom + 1, 1);
  const shown = pausedAt === null ? entries.length : indexFrom(entries, pausedAt + 1);
  return {
    older: (isMirrored ? isNearBottom : isNearTop) && (isRoomy || (end ?? shown) < SURE_TO_STAY),
    newer:
      (isMirrored ? isNearTop : isNearBottom) && (isRoomy || (begin ?? 0) > entries.length - SURE_TO_STAY),
  };
}
