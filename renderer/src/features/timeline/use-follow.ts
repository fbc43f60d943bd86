import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useApp, useTimeline } from '../../app-context.ts';
import { isAtTail } from '../../stores/loaded-range.ts';
import { resumeFollow, yieldFollow } from '../../stores/timeline.ts';
import { scrollVerdict } from './follow.ts';

const END_THRESHOLD_PX = 8;
/** How long after a wheel turn the scrolling still belongs to it. */
const INTENT_MS = 400;

/** Keeps the newest row in sight while following, and notices when the reader scrolls away or comes back. */
export function useFollow(
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  lastKey: string | number | undefined,
): void {
  const { stores } = useApp();
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  const isPaused = useTimeline((slice) => slice.pausedAt !== null);
  const totalPx = virtualizer.getTotalSize();
  const last = useRef({ top: 0, height: 0, view: 0, intentAt: 0, isDragging: false });

  useLayoutEffect(() => {
    if (isFollowing) virtualizer.scrollToEnd();
  }, [virtualizer, isFollowing, lastKey, totalPx]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onIntent = (): void => {
      last.current.intentAt = performance.now();
    };
    const onDrag = (event: PointerEvent): void => {
      // Only the scroll bar: a press on a row has the row as its target.
      last.current.isDragging = event.target === element;
    };
    const onDrop = (): void => {
      last.current.isDragging = false;
    };
    const onScroll = (): void => {
      const { scrollTop: top, scrollHeight: height, clientHeight: view } = element;
      const before = last.current;
      const verdict = scrollVerdict({
        isFollowing: stores.timeline.getState().isFollowing,
        isAtEnd: height - top - view <= END_THRESHOLD_PX,
        moved: top < before.top ? 'up' : top > before.top ? 'down' : 'not',
        hasIntent: before.isDragging || performance.now() - before.intentAt < INTENT_MS,
        hasLayoutChanged: height !== before.height || view !== before.view,
      });
      last.current = { ...before, top, height, view };
      if (verdict === 'yield') stores.timeline.setState(yieldFollow);
      else if (verdict === 'pin') virtualizer.scrollToEnd();
      else if (verdict === 'resume' && !isPaused && isAtTail(stores.timeline.getState().range)) {
        stores.timeline.setState(resumeFollow);
      }
    };
    const resized = new ResizeObserver(() => {
      if (stores.timeline.getState().isFollowing) virtualizer.scrollToEnd();
    });
    const ending = new AbortController();
    const options = { passive: true, signal: ending.signal };
    for (const name of ['wheel', 'touchmove']) element.addEventListener(name, onIntent, options);
    element.addEventListener('pointerdown', onDrag, options);
    window.addEventListener('pointerup', onDrop, options);
    element.addEventListener('scroll', onScroll, options);
    resized.observe(element);
    return () => {
      ending.abort();
      resized.disconnect();
    };
  }, [scroller, virtualizer, stores, isPaused]);
}
