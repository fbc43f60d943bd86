import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { watchedBoards, type BoardSlice } from '../../stores/board.ts';
import type { BoardChoice } from '../../stores/board-choice.ts';
import type { Stores } from '../../stores/stores.ts';
import { drawPicture, EMPTY_PICTURE, type Picture } from './picture.ts';

/** Why the order of a group is held. */
export type Hold = 'pointer' | 'focus';

/**
 * Draws up the board once a second and not with each event: a card shows by itself what is heard of its agent. An order
 * settles every few seconds, and never in a group that somebody points at or is in.
 */
export interface BoardFeed {
  readonly store: StoreApi<Picture>;
  /** The pointer or the focus came into a group, or left it. */
  readonly hold: (groupKey: string, reason: Hold, isHeld: boolean) => void;
  /** Goes on until the returned function is called. */
  readonly start: () => () => void;
}

export interface BoardWorld {
  readonly now: () => EpochMs;
  /** Calls back every so often; the returned function ends it. */
  readonly every: (periodMs: number, callback: () => void) => () => void;
}

const PERIOD_MS = 1000;
/** An order settles anew every so many periods. */
const PERIODS_PER_ORDER = 5;

type FeedStores = Pick<Stores, 'board' | 'boardChoice' | 'session'>;

export function createBoardFeed(stores: FeedStores, world: BoardWorld): BoardFeed {
  const store = createStore<Picture>(() => EMPTY_PICTURE);
  const holds: Record<Hold, Set<string>> = { pointer: new Set(), focus: new Set() };
  let periods = 0;

  const isHeld = (key: string): boolean => holds.pointer.has(key) || holds.focus.has(key);

  function draw(order: 'settles' | 'stays' | 'is-asked-for'): void {
    const input = {
      boards: watchedBoards(stores.board.getState(), stores.session.getState().settings),
      choice: stores.boardChoice.getState(),
      now: world.now(),
      isHeld: (key: string) => order !== 'is-asked-for' && (order === 'stays' || isHeld(key)),
    };
    store.setState((former) => drawPicture(former, input));
  }

  function tick(): void {
    periods += 1;
    draw(periods % PERIODS_PER_ORDER === 0 ? 'settles' : 'stays');
  }

  draw('is-asked-for');
  return {
    store,
    hold: (groupKey, reason, isIn) => {
      if (isIn) holds[reason].add(groupKey);
      else holds[reason].delete(groupKey);
    },
    start: () => {
      draw('is-asked-for');
      const stops = [
        world.every(PERIOD_MS, tick),
        stores.boardChoice.subscribe((choice, former) => {
          if (isOtherOrder(choice, former)) draw('is-asked-for');
        }),
        stores.board.subscribe((boards, former) => {
          if (haveOtherGroups(boards, former)) draw('stays');
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

const isOtherOrder = (choice: BoardChoice, former: BoardChoice): boolean =>
  choice.sort !== former.sort ||
  choice.show !== former.show ||
  choice.query !== former.query ||
  choice.only !== former.only;

/** What is heard of agents is no reason to draw up the board; groups that change are. */
const haveOtherGroups = ({ organisations }: BoardSlice, former: BoardSlice): boolean =>
  organisations.size !== former.organisations.size ||
  [...organisations].some(([id, { board }]) => former.organisations.get(id)?.board !== board);
