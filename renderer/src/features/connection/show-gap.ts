import { MAX_PAGE_SIZE } from '../../../../shared/ipc/contract.ts';
import type { AppParts } from '../../app-context.ts';
import { firstLoaded, lastLoaded, rangeFromPage } from '../../stores/loaded-range.ts';
import { selectRow, type TimelineSlice } from '../../stores/timeline.ts';

/** Opens the gap at a position on the timeline, fetching the rows around it when they are not loaded. */
export async function showGap({ bridge, stores }: AppParts, position: number): Promise<void> {
  const { range } = stores.timeline.getState();
  if (position < firstLoaded(range) || position > lastLoaded(range)) {
    const answer = await bridge.queryEntries({
      from: 'before',
      position: position + MAX_PAGE_SIZE / 2,
      limit: MAX_PAGE_SIZE,
    });
    if (answer.ok) stores.timeline.setState({ range: rangeFromPage(answer.value) });
  }
  const select = (slice: TimelineSlice): TimelineSlice =>
    selectRow({ ...slice, filter: '', pausedAt: null }, position);
  stores.timeline.setState(select);
  stores.shell.setState({ view: 'timeline' });
}

/** Opens the newest gap on the timeline. */
export function showLatestGap(app: AppParts): void {
  const newest = app.stores.gaps.getState().gaps[0];
  if (newest === undefined) app.stores.shell.setState({ view: 'timeline' });
  else void showGap(app, newest.position);
}
