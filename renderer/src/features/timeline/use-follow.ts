import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect } from 'react';
import { useApp, useTimeline } from '../../app-context.ts';
import { isAtTail } from '../../stores/loaded-range.ts';
import { resumeFollow, yieldFollow } from '../../stores/timeline.ts';
import { watchScrolling } from './watch-scrolling.ts';

/** Keeps the newest row in sight while following, and notices when the reader scrolls away or comes back. */
export function useFollow(
  scroller: HTMLDivElement | null,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  lastKey: string | number | undefined,
): void {
  const { timeline } = useApp().stores;
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  const totalPx = virtualizer.getTotalSize();

  useLayoutEffect(() => {
    if (isFollowing) virtualizer.scrollToEnd();
  }, [virtualizer, scroller, isFollowing, lastKey, totalPx]);

  useEffect(() => {
    if (scroller === null) return;
    return watchScrolling(scroller, {
      isFollowing: () => timeline.getState().isFollowing,
      onYield: () => {
        timeline.setState(yieldFollow);
      },
      onResume: () => {
        const { pausedAt, range } = timeline.getState();
        if (pausedAt === null && isAtTail(range)) timeline.setState(resumeFollow);
      },
      onSlip: () => {
        virtualizer.scrollToEnd();
      },
    });
  }, [scroller, virtualizer, timeline]);
}
