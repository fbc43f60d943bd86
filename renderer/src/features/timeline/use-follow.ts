import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect } from 'react';
import { useApp, useTimeline } from '../../app-context.ts';
import { isMoving, resumeFollow, yieldFollow } from '../../stores/timeline.ts';
import { watchScrolling, type Tail } from './watch-scrolling.ts';

/** Keeps the newest row in sight while following, and notices when the reader scrolls away or comes back. */
export function useFollow(
  scroller: HTMLDivElement | null,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  tail: Tail,
  newestKey: string | number | undefined,
): void {
  const { timeline } = useApp().stores;
  const isFollowed = useTimeline(isMoving);
  const totalPx = virtualizer.getTotalSize();

  useLayoutEffect(() => {
    if (!isFollowed) return;
    toTail(virtualizer, tail);
    // The browser tells of a scroll in the next frame only; this one would be painted with the rows of the former place.
    scroller?.dispatchEvent(new Event('scroll'));
  }, [virtualizer, scroller, tail, isFollowed, newestKey, totalPx]);

  useEffect(() => {
    if (scroller === null) return;
    return watchScrolling(scroller, {
      tail,
      isFollowing: () => isMoving(timeline.getState()),
      onYield: () => {
        timeline.setState(yieldFollow);
      },
      onResume: () => {
        const { pausedAt, range } = timeline.getState();
        if (pausedAt === null && range.isAtTail) timeline.setState((slice) => resumeFollow(slice, false));
      },
      onSlip: () => {
        toTail(virtualizer, tail);
      },
    });
  }, [scroller, virtualizer, tail, timeline]);
}

function toTail(virtualizer: Virtualizer<HTMLDivElement, Element>, tail: Tail): void {
  if (tail === 'bottom') virtualizer.scrollToEnd();
  else virtualizer.scrollToOffset(0);
}
