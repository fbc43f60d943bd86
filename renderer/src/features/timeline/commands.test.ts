import { describe, expect, it } from 'vitest';
import type { MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import type { AppParts } from '../../app-context.ts';
import { indexFrom } from '../../stores/loaded-range.ts';
import { createActions } from '../../keys/actions.ts';
import { createStores } from '../../stores/stores.ts';
import { isFollowingNow } from '../../stores/timeline.ts';
import { eventAt, gapAt } from '../../testing/events.ts';
import { createFakeBridge, failed, settled } from '../../testing/fake-bridge.ts';
import { startSync } from '../../sync.ts';
import { createCommands, type TimelineCommands } from './commands.ts';
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

/** A window on a history of so many entries. `onAsked` is told of each question of where something is or what lies there. */
async function start(
  stored: number,
  order: 'newest-last' | 'newest-first' = 'newest-last',
  onAsked: () => void = () => undefined,
) {
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
  const bridge: MonitorBridge = {
    ...fake.bridge,
    findPosition: (argument) => {
      onAsked();
      return fake.bridge.findPosition(argument);
    },
    queryEntries: (query) => {
      onAsked();
      return fake.bridge.queryEntries(query);
    },
  };
  const pager = createPager(bridge, stores);
  const app: AppParts = { bridge, stores, sync, pager, actions: createActions() };
  const rows = () =>
    buildRows({
      entries: stores.timeline.getState().range.entries,
      ...{ pausedAt: null, openGap: null, order, edges: [], isFiltered: false },
    });
  return {
    commands: createCommands({ app, rows, focus: noFocus }),
    fake,
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
    await commands.goToTime(4_000_000);
    expect(timeline().active).toBe(4000);
    expect(indexFrom(timeline().range.entries, 4000)).toBeGreaterThan(100);
  });

  it('goes to the next one that is shown when a filter leaves it out', async () => {
    const { commands, timeline, stores } = await start(9000);
    stores.timeline.setState({ filter: 'rare' });
    await commands.goToTime(4_010_000);
    expect(timeline().active).toBe(4050);
  });

  it('ends a pause that would hide that one', async () => {
    const { commands, timeline, stores } = await start(1100);
    stores.timeline.setState((slice) => ({
      filter: 'rare',
      pausedAt: 1020,
      range: { ...slice.range, entries: [1000, 1050, 1100].map((position) => eventAt(position)) },
    }));
    await commands.goToTime(1_010_000);
    expect(timeline()).toMatchObject({ active: 1050, pausedAt: null });
  });

  it('follows the newest for a time after everything there is', async () => {
    const { commands, timeline } = await start(9000);
    await commands.goToTime(4_000_000);
    await commands.goToTime(9_001_000);
    await settled();
    expect(timeline()).toMatchObject({ isFollowing: true, range: { to: 9000 } });
  });

  it('says why a time could not be looked up', async () => {
    const error = { code: 'internal/unexpected', message: 'The disk does not answer.' } as const;
    const { commands, stores, fake } = await start(20);
    Object.assign(fake.bridge, { findPosition: () => failed(error) });
    await commands.goToTime(4000);
    expect(stores.shell.getState().outcome).toEqual({ isProblem: true, text: error.message });
  });
});

describe('an answer that comes when another organisation is shown', () => {
  /** What a command does when the organisation changes while its `nth` question is under way. */
  async function outcomeOf(nth: number, command: (commands: TimelineCommands) => void, gap?: TimelineEntry) {
    let asked = 0;
    const { commands, fake, stores, timeline } = await start(9000, 'newest-last', () => {
      asked += 1;
      if (asked === nth) stores.session.setState({ picture: 100 });
    });
    if (gap !== undefined) fake.history[gap.position - 1] = gap;
    command(commands);
    await settled();
    expect(asked).toBeGreaterThanOrEqual(nth);
    const { active, isFollowChosen } = timeline();
    return { active, isFollowChosen, said: stores.shell.getState().outcome };
  }

  const nothing = { active: null, isFollowChosen: false, said: null };

  it('leads to no gap, and says of none that there is none', async () => {
    const nextGap = ({ nextGap }: TimelineCommands): void => {
      nextGap();
    };
    expect(await outcomeOf(1, nextGap)).toEqual(nothing);
    expect(await outcomeOf(1, nextGap, gapAt(8200))).toEqual(nothing);
  });

  it('leads to no time, whether it says where that is or what lies there', async () => {
    const go = (second: number) => (commands: TimelineCommands) => {
      void commands.goToTime(second * 1000);
    };
    expect(await outcomeOf(1, go(4000))).toEqual(nothing);
    expect(await outcomeOf(2, go(4000))).toEqual(nothing);
    expect(await outcomeOf(3, go(4000))).toEqual(nothing);
    expect(await outcomeOf(1, go(9001))).toEqual(nothing);
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
