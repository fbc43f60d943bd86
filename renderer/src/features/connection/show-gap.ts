import type { Stores } from '../../stores/stores.ts';
import { selectRow } from '../../stores/timeline.ts';

/** Opens the newest gap on the timeline. */
export function showLatestGap(stores: Stores): void {
  const newest = stores.gaps.getState().gaps[0];
  stores.shell.setState({ view: 'timeline' });
  if (newest !== undefined) stores.timeline.setState((slice) => selectRow(slice, newest.position));
}
