import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect } from 'react';
import { useApp, useTimeline } from '../../app-context.ts';
import { isMoving, resumeFollow, yieldFollow } from '../../stores/timeline.ts';
import { tellScroll } from './tell-scroll.ts';
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
    if (scroller !== null) tellScroll(scroller);
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
