import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, type RefObject } from 'react';
import { useApp, useTimeline } from '../../app-context.ts';
import { isAtTail } from '../../stores/loaded-range.ts';
import { resumeFollow, yieldFollow } from '../../stores/timeline.ts';
import { scrollVerdict } from './follow.ts';

const END_THRESHOLD_PX = 8;
/** How long after a wheel turn or a touch the scrolling still belongs to it. */
const INTENT_MS = 400;

/** Keeps the newest row in sight while following, and notices when the reader scrolls away or comes back. */
export function useFollow(
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  lastKey: string | number | undefined,
): void {
  const { timeline } = useApp().stores;
  const isFollowing = useTimeline((slice) => slice.isFollowing);
  const totalPx = virtualizer.getTotalSize();

  useLayoutEffect(() => {
    if (isFollowing) virtualizer.scrollToEnd();
  }, [virtualizer, isFollowing, lastKey, totalPx]);

  useEffect(() => {
    if (scroller.current === null) return;
    return watchScrolling(scroller.current, {
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

interface ScrollWatch {
  readonly isFollowing: () => boolean;
  readonly onYield: () => void;
  readonly onResume: () => void;
  /** The list is no longer at its end, and not because the reader wanted it. */
  readonly onSlip: () => void;
}

/** Listens to everything that scrolls a list; the returned function stops it. */
function watchScrolling(
  element: HTMLElement,
  { isFollowing, onYield, onResume, onSlip }: ScrollWatch,
): () => void {
  let last = { top: element.scrollTop, height: element.scrollHeight, view: element.clientHeight };
  let intentAt = -Infinity;
  let isDragging = false;

  /** A hand on the list ends following at once: waiting for the list to move would mean to fight the hand. */
  function onHand(event: Event): void {
    // A press on the list itself is one on its scroll bar; one on a row has the row as its target.
    if (event instanceof PointerEvent && event.target !== element) return;
    isDragging = event instanceof PointerEvent;
    intentAt = performance.now();
    const isDownwards = event instanceof WheelEvent && event.deltaY >= 0;
    if (isFollowing() && !isDownwards && element.scrollTop > 0) onYield();
  }

  function onScroll(): void {
    const { scrollTop: top, scrollHeight: height, clientHeight: view } = element;
    const verdict = scrollVerdict({
      isFollowing: isFollowing(),
      isAtEnd: height - top - view <= END_THRESHOLD_PX,
      moved: top < last.top ? 'up' : top > last.top ? 'down' : 'not',
      hasIntent: isDragging || performance.now() - intentAt < INTENT_MS,
      hasLayoutChanged: height !== last.height || view !== last.view,
    });
    last = { top, height, view };
    if (verdict === 'yield') onYield();
    else if (verdict === 'resume') onResume();
    else if (verdict === 'pin') onSlip();
  }

  const ending = new AbortController();
  const options = { passive: true, signal: ending.signal };
  for (const name of ['wheel', 'touchmove', 'pointerdown']) element.addEventListener(name, onHand, options);
  element.addEventListener('scroll', onScroll, options);
  window.addEventListener(
    'pointerup',
    () => {
      isDragging = false;
    },
    options,
  );
  const resized = new ResizeObserver(() => {
    if (isFollowing()) onSlip();
  });
  resized.observe(element);
  return () => {
    ending.abort();
    resized.disconnect();
  };
}
