import { useEffect } from 'react';
import { useApp } from '../../app-context.ts';
import { holdFollow, releaseFollow } from '../../stores/timeline.ts';

/** Nothing moves under a pointer that is used: it holds the list for as long as it is on the rows. */
export function useHold(scroller: HTMLDivElement | null): void {
  const { timeline } = useApp().stores;
  useEffect(() => {
    if (scroller === null) return;
    const ending = new AbortController();
    let last = { x: NaN, y: NaN };
    const release = (): void => {
      last = { x: NaN, y: NaN };
      timeline.setState(releaseFollow);
    };
    scroller.addEventListener(
      'pointermove',
      ({ clientX: x, clientY: y, pointerType }) => {
        // Rows that move under a pointer at rest are reported as its moves; where it rests, it holds nothing.
        const hasMoved = !Number.isNaN(last.x) && (x !== last.x || y !== last.y);
        last = { x, y };
        if (hasMoved && pointerType === 'mouse') timeline.setState(holdFollow);
      },
      { passive: true, signal: ending.signal },
    );
    scroller.addEventListener('pointerleave', release, { passive: true, signal: ending.signal });
    return () => {
      ending.abort();
      release();
    };
  }, [scroller, timeline]);
}
