import type { AppParts } from '../../app-context.ts';
import { stayingIn } from '../../stores/session.ts';
import type { Stores } from '../../stores/stores.ts';
import { selectRow } from '../../stores/timeline.ts';

type Parts = Pick<AppParts, 'pager' | 'stores'>;

/** Opens an entry that the filter lets through on the timeline, fetching the rows around it when they are not loaded. */
export async function showEntry({ pager, stores }: Parts, position: number): Promise<void> {
  const isHere = stayingIn(stores.session);
  await pager.goTo(position);
  if (!isHere()) return;
  stores.timeline.setState((slice) => selectRow(slice, position));
  stores.shell.setState({ view: 'timeline' });
}

/** The same for any entry: without a filter everything is there. */
export async function showAnyEntry(parts: Parts, position: number): Promise<void> {
  const isHere = stayingIn(parts.stores.session);
  await withoutFilter(parts.stores);
  if (isHere()) await showEntry(parts, position);
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
