import type { AppParts } from '../../app-context.ts';
import { showEntry } from '../timeline/show-entry.ts';

/** Opens the newest gap on the timeline. */
export function showLatestGap(app: AppParts): void {
  const newest = app.stores.gaps.getState().gaps[0];
  if (newest === undefined) app.stores.shell.setState({ view: 'timeline' });
  else void showEntry(app, newest.position);
}
