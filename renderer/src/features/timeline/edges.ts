import { hasOlder } from '../../stores/loaded-range.ts';
import type { Edge, TimelineSlice } from '../../stores/timeline.ts';

/** Whether rows after the loaded ones may be shown: not those after a pause. */
export const mayShowNewer = ({ pausedAt, range }: TimelineSlice): boolean =>
  pausedAt === null || range.to < pausedAt;

/** The line at the older end is always there, so that nothing moves when a page is fetched; at the tail there is none. */
export function hasEdge(slice: TimelineSlice, edge: Edge): boolean {
  const { range, older, newer } = slice;
  if (edge === 'newer') return mayShowNewer(slice) && (!range.isAtTail || newer.kind === 'failed');
  return range.entries.length > 0 || hasOlder(range) || older.kind !== 'idle';
}
