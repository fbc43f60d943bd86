import { useEffect } from 'react';
import { useApp } from '../../app-context.ts';
import { windowWorld } from '../rates/rates-feed.ts';
import { watchedBoards } from '../../stores/board.ts';
import { countOverLimit } from './digest.ts';

const PERIOD_MS = 5_000;

/** Tells the tray how many agents are over their limit, whatever the window shows. */
export function useCountOverLimit(): void {
  const { bridge, stores } = useApp();
  useEffect(() => {
    let told: number | null = null;
    const tell = (): void => {
      const boards = watchedBoards(stores.board.getState(), stores.session.getState().settings);
      const agents = countOverLimit(boards, Date.now());
      if (agents === told) return;
      told = agents;
      void bridge.countOverLimit({ agents });
    };
    return windowWorld.every(PERIOD_MS, tell);
  }, [bridge, stores]);
}
