import { describe, expect, it } from 'vitest';
import type { AppParts } from '../../app-context.ts';
import { indexFrom } from '../../stores/loaded-range.ts';
import { createActions } from '../../keys/actions.ts';
import { createStores } from '../../stores/stores.ts';
import { isFollowingNow } from '../../stores/timeline.ts';
import { eventAt } from '../../testing/events.ts';
import { createFakeBridge, settled } from '../../testing/fake-bridge.ts';
import { startSync } from '../../sync.ts';
import { createCommands } from './commands.ts';
import { createPager } from './paging.ts';
import { buildRows } from './rows.ts';
import type { GridFocus } from './use-grid-focus.ts';

const noFocus: GridFocus = {
  attach: () => undefined,
  request: () => undefined,
  claim: () => undefined,
  toTabStop: () => undefined,
  toGrid: () => undefined,
  isInside: () => true,
};

/** A window on a history of so many entries. */
async function start(stored: number, order: 'newest-last' | 'newest-first' = 'newest-last') {
  const fake = createFakeBridge();
  fake.history.push(...Array.from({ length: stored }, (_, index) => eventAt(index + 1)));
  const stores = createStores();
  const sync = startSync(fake.bridge, stores, (work) => {
    work();
    return () => undefined;
  });
  await settled();
  sync.stop();
  stores.session.setState(({ settings }) => ({
    settings: { ...settings, timeline: { ...settings.timeline, order } },
  }));
  const pager = createPager(fake.bridge, stores);
  const app: AppParts = { bridge: fake.bridge, stores, sync, pager, actions: createActions() };
  const rows = () =>
    buildRows({
      entries: stores.timeline.getState().range.entries,
      ...{ pausedAt: null, openGap: null, order, edges: [], isFiltered: false },
    });
  return {
    commands: createCommands({ app, rows, focus: noFocus }),
    stores,
    timeline: () => stores.timeline.getState(),
  };
}

describe('a paused view', () => {
  it('follows nothing, and is resumed by what resumes and by what follows', async () => {
    const { commands, timeline } = await start(20);
    commands.togglePause();
    expect(isFollowingNow(timeline())).toBe(false);
    commands.resume();
    expect(timeline().pausedAt).toBeNull();
    expect(isFollowingNow(timeline())).toBe(true);
    commands.resume();
    expect(timeline().pausedAt).toBeNull();

    commands.togglePause();
    commands.toggleFollow();
    await settled();
    expect(timeline()).toMatchObject({ pausedAt: null, isFollowing: true });
  });
});

describe('the ends of the history', () => {
  it('are the oldest row and the newest one, which is followed', async () => {
    const { commands, timeline } = await start(9000);
    commands.toTop();
    await settled();
    expect(timeline()).toMatchObject({ active: 1, isFollowing: false, range: { from: 1 } });
    commands.toBottom();
    await settled();
    expect(timeline()).toMatchObject({ active: null, isFollowing: true, isFollowChosen: true });
    expect(timeline().range).toMatchObject({ to: 9000, isAtTail: true });
  });

  it('are the other way round with the newest first', async () => {
    const { commands, timeline } = await start(9000, 'newest-first');
    commands.toBottom();
    await settled();
    expect(timeline().active).toBe(1);
    commands.toTop();
    await settled();
    expect(timeline().range.isAtTail).toBe(true);
  });
});

describe('going to an entry', () => {
  it('loads what lies around it and puts the focus there', async () => {
    const { commands, timeline } = await start(9000);
    expect(await commands.goTo(4000)).toBe(true);
    expect(timeline().active).toBe(4000);
    expect(indexFrom(timeline().range.entries, 4000)).toBeGreaterThan(100);
  });

  it('goes to the next one that is shown when a filter leaves it out', async () => {
    const { commands, timeline, stores } = await start(9000);
    stores.timeline.setState({ filter: 'rare' });
    await commands.goTo(4010);
    expect(timeline().active).toBe(4050);
  });
});

describe('walking', () => {
  it('begins at the newest row, whichever end it is at', async () => {
    for (const order of ['newest-last', 'newest-first'] as const) {
      const { commands, timeline } = await start(50, order);
      commands.move(1);
      expect(timeline().active).toBe(50);
      commands.move(order === 'newest-last' ? -3 : 3);
      expect(timeline().active).toBe(47);
    }
  });

  it('walks through contents with the inspector open, and shows JSON and changes in turns', async () => {
    const { commands, timeline, stores } = await start(50);
    commands.toggleJson();
    expect([timeline().selected, stores.shell.getState().inspectorTab]).toEqual([50, 'json']);
    commands.move(-1);
    expect(timeline().selected).toBe(49);
    commands.toggleJson();
    expect([timeline().selected, stores.shell.getState().inspectorTab]).toEqual([49, 'changes']);
  });
});
