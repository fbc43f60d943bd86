import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useApp, useBoard } from '../../app-context.ts';
import type { StateLimit } from '../../../../shared/model/board.ts';
import { EMPTY_DIRECTORY, type Directory } from '../../../../shared/model/directory.ts';
import { windowWorld } from '../rates/rates-feed.ts';
import { createBoardFeed, type BoardFeed } from './board-feed.ts';
import { cardOf, type Card } from './card.ts';
import type { Picture } from './picture.ts';

/** The feed of the view around. */
export const BoardContext = createContext<BoardFeed | null>(null);

/** Draws up the board for as long as a view is there. */
export function useOpenBoard(): BoardFeed {
  const { stores } = useApp();
  const [feed] = useState(() => createBoardFeed(stores, { now: () => Date.now(), every: windowWorld.every }));
  useEffect(() => feed.start(), [feed]);
  return feed;
}

export function useBoardFeed(): BoardFeed {
  const feed = useContext(BoardContext);
  if (feed === null) throw new Error('A part of the board was drawn outside of it.');
  return feed;
}

export const usePicture = <T>(select: (picture: Picture) => T): T => useStore(useBoardFeed().store, select);

/** The names of an organisation, shown or not. */
export const useNames = (profileId: string): Directory =>
  useBoard(({ organisations }) => organisations.get(profileId)?.board.directory ?? EMPTY_DIRECTORY);

/** One agent, drawn anew only when something is heard of this one. */
export function useCard(profileId: string, userId: string, limits: readonly StateLimit[]): Card {
  const agent = useBoard(({ organisations }) => organisations.get(profileId)?.agents.get(userId));
  const offsetMs = useBoard(({ organisations }) => organisations.get(profileId)?.board.clock?.offsetMs ?? 0);
  return useMemo(() => cardOf(userId, agent, { limits, offsetMs }), [userId, agent, limits, offsetMs]);
}
