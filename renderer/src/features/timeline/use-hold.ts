import { useEffect, useRef, type RefObject } from 'react';
import { useApp } from '../../app-context.ts';
import { holdFollow, releaseFollow } from '../../stores/timeline.ts';

/**
 * Nothing moves under a pointer that is used: it holds the list for as long as it is on the rows.
 * Tells whether a button is pressed on them: what moved between press and release would lose the click.
 */
export function useHold(scroller: HTMLDivElement | null): RefObject<boolean> {
  const { timeline } = useApp().stores;
  const isPressed = useRef(false);
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
    const press = (): void => {
      isPressed.current = true;
    };
    const letGo = (): void => {
      isPressed.current = false;
    };
    scroller.addEventListener('pointerdown', press, { passive: true, signal: ending.signal });
    window.addEventListener('pointerup', letGo, { passive: true, signal: ending.signal });
    window.addEventListener('pointercancel', letGo, { passive: true, signal: ending.signal });
    return () => {
      ending.abort();
      release();
      letGo();
    };
  }, [scroller, timeline]);
  return isPressed;
}
