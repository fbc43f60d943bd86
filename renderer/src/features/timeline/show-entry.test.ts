import { describe, expect, it } from 'vitest';
import type { Argument, Answer } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/model/result.ts';
import { createStores } from '../../stores/stores.ts';
import { createFakeBridge, entriesFrom, failed } from '../../testing/fake-bridge.ts';
import { createPager } from './paging.ts';
import { showAnyEntry, showEntry } from './show-entry.ts';

type Answering = (query: Argument<'queryEntries'>) => Promise<Result<Answer<'queryEntries'>>>;

/** A window on the board, whose pages are answered in another way than usual. */
function open(answering: (usual: Answering, stores: ReturnType<typeof createStores>) => Answering) {
  const stores = createStores();
  const fake = createFakeBridge();
  fake.history.push(...entriesFrom(1, 3000));
  const { queryEntries } = fake.bridge;
  const bridge = { ...fake.bridge, queryEntries: answering(queryEntries, stores) };
  stores.shell.setState({ view: 'board' });
  const shown = () => ({
    selected: stores.timeline.getState().selected,
    view: stores.shell.getState().view,
  });
  return { app: { stores, pager: createPager(bridge, stores) }, shown };
}

describe('showing an entry', () => {
  it.each([showEntry, showAnyEntry])(
    'fetches the rows around it, and opens it on the timeline',
    async (show) => {
      const { app, shown } = open((usual) => usual);
      await show(app, 1500);
      expect(shown()).toEqual({ selected: 1500, view: 'timeline' });
      expect(app.stores.timeline.getState().range.entries.some(({ position }) => position === 1500)).toBe(
        true,
      );
    },
  );

  it('opens it also when the rows around it cannot be read', async () => {
    const { app, shown } = open(() => () => failed({ code: 'internal/unexpected', message: 'The disk.' }));
    await showEntry(app, 1500);
    expect(shown()).toEqual({ selected: 1500, view: 'timeline' });
  });

  it.each([showEntry, showAnyEntry])(
    'opens nothing in an organisation that is shown by then',
    async (show) => {
      const { app, shown } = open((usual, { session }) => (query) => {
        session.setState(({ picture }) => ({ picture: picture + 1 }));
        return usual(query);
      });
      await show(app, 1500);
      expect(shown()).toEqual({ selected: null, view: 'board' });
    },
  );

  it('opens nothing in an organisation that is shown once the filter is off', async () => {
    const { app, shown } = open((usual) => usual);
    app.stores.timeline.setState({ older: { kind: 'searching', at: null } });
    const showing = showAnyEntry(app, 1500);
    app.stores.session.setState({ picture: 1 });
    app.stores.timeline.setState({ older: { kind: 'idle' } });
    await showing;
    expect(shown()).toEqual({ selected: null, view: 'board' });
  });
});
