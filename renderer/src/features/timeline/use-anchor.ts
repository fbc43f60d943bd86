import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { Row } from './rows.ts';

type List = Virtualizer<HTMLDivElement, Element>;

/** The first entry row in sight of the rows it was taken from, and how far below the edge of the view it begins. */
interface Anchor {
  readonly rows: readonly Row[];
  readonly key: string | number | bigint;
  readonly belowPx: number;
}

/**
 * Keeps the entry rows in sight where they are when rows join or leave before them. The list does so by the first row
 * of any kind, and that may be one that is always first: the name of a day, or the line at the end of what is loaded.
 */
export function useAnchor(
  scroller: HTMLDivElement | null,
  virtualizer: List,
  rows: readonly Row[],
  isAnchored: boolean,
): void {
  const [anchor] = useState(createAnchor);

  useLayoutEffect(() => {
    if (scroller === null) return;
    if (isAnchored) anchor.restore(scroller, virtualizer, rows);
    anchor.take(scroller, virtualizer, rows);
  }, [anchor, scroller, virtualizer, rows, isAnchored]);

  useEffect(() => {
    if (scroller === null) return;
    const onScroll = (): void => {
      anchor.take(scroller, virtualizer, rows);
    };
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [anchor, scroller, virtualizer, rows]);
}

function createAnchor() {
  let anchor: Anchor | null = null;
  return {
    take: (scroller: HTMLDivElement, virtualizer: List, rows: readonly Row[]): void => {
      const { scrollTop } = scroller;
      const first = virtualizer
        .getVirtualItems()
        .find(({ index, end }) => end > scrollTop && rows[index]?.kind === 'entry');
      anchor = first === undefined ? null : { rows, key: first.key, belowPx: first.start - scrollTop };
    },
    restore: (scroller: HTMLDivElement, virtualizer: List, rows: readonly Row[]): void => {
      const wanted = anchor;
      // The same rows are where the reader left them, even if the browser has yet to tell of the scroll.
      if (wanted === null || wanted.rows === rows) return;
      const index = rows.findIndex(({ key }) => key === wanted.key);
      const item = index === -1 ? undefined : virtualizer.measurementsCache[index];
      if (item === undefined) return;
      const topPx = item.start - wanted.belowPx;
      if (Math.abs(topPx - scroller.scrollTop) > 1) virtualizer.scrollToOffset(topPx);
    },
  };
}
