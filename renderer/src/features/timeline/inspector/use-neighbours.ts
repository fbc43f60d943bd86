import { useEffect, useState } from 'react';
import type { Neighbours } from '../../../../../shared/model/snapshot.ts';
import { useApp } from '../../../app-context.ts';

/** An event that comes while its predecessor is looked at is known within this time. */
const ASKED_AGAIN_MS = 2_000;

/** Where an event stands among those of its topic, also while new ones come; null until it is known, and for what is no event. */
export function useNeighbours(position: number): Neighbours | null {
  const { bridge, stores } = useApp();
  const [found, setFound] = useState<{
    readonly position: number;
    readonly neighbours: Neighbours | null;
  } | null>(null);
  useEffect(() => {
    let isWanted = true;
    let askedAt = 0;
    let isFarBack = false;
    const ask = (): void => {
      const { newest } = stores.timeline.getState().range;
      if (newest === askedAt || isFarBack) return;
      askedAt = newest;
      void bridge.getNeighbours({ position }).then((answer) => {
        if (!isWanted || !answer.ok) return;
        setFound({ position, neighbours: answer.value });
        // What comes at the end makes no difference to who counts no further.
        isFarBack = answer.value !== null && answer.value.next !== null && !answer.value.later.isWhole;
      });
    };
    ask();
    const timer = setInterval(ask, ASKED_AGAIN_MS);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [bridge, stores, position]);
  return found?.position === position ? found.neighbours : null;
}
