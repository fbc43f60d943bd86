import type { AppParts } from '../../app-context.ts';
import type { Stores } from '../../stores/stores.ts';
import { selectRow } from '../../stores/timeline.ts';

/** Opens an entry that the filter lets through on the timeline, fetching the rows around it when they are not loaded. */
export async function showEntry({ pager, stores }: AppParts, position: number): Promise<void> {
  await pager.goTo(position);
  stores.timeline.setState((slice) => selectRow(slice, position));
  stores.shell.setState({ view: 'timeline' });
}

/** The same for any entry: without a filter everything is there. */
export async function showAnyEntry(app: AppParts, position: number): Promise<void> {
  await withoutFilter(app.stores);
  await showEntry(app, position);
}

/** Takes the filter off, and waits until the list is there without it. */
function withoutFilter({ timeline }: Pick<Stores, 'timeline'>): Promise<void> {
  timeline.setState({ filter: '' });
  return new Promise((resolve) => {
    const look = (): void => {
      if (timeline.getState().older.kind === 'searching') return;
      stop();
      resolve();
    };
    const stop = timeline.subscribe(look);
    look();
  });
}
