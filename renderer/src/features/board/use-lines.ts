import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';
import type { BoardChoice } from '../../stores/board-choice.ts';
import type { Line } from './lines.ts';

type Density = BoardChoice['density'];

/** What a line is high and a card is wide at least, in pixels. */
const SIZES: Record<Density, Readonly<Record<Line['kind'], number>> & { readonly cardWidth: number }> = {
  comfortable: { head: 44, note: 44, columns: 28, cards: 110, agent: 32, cardWidth: 212 },
  compact: { head: 38, note: 38, columns: 26, cards: 64, agent: 26, cardWidth: 208 },
};

export const LINE_GAP_PX = 8;
const PADDING_PX = 16;

/** How many cards have room beside each other; at least one. */
export function useColumns(scroller: HTMLElement | null, density: Density): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (scroller === null) return;
    const observer = new ResizeObserver(() => {
      setWidth(scroller.clientWidth);
    });
    observer.observe(scroller);
    return () => {
      observer.disconnect();
    };
  }, [scroller]);
  const room = width - 2 * PADDING_PX + LINE_GAP_PX;
  return Math.max(1, Math.floor(room / (SIZES[density].cardWidth + LINE_GAP_PX)));
}

/** Draws the lines in sight, and that of the tab stop wherever it is. */
export function useLineVirtualizer(
  lines: readonly Line[],
  scroller: HTMLElement | null,
  activeLine: number | null,
  density: Density,
): Virtualizer<HTMLElement, Element> {
  const sizes = SIZES[density];
  const kinds = lines.map(({ kind }) => kind).join();
  // eslint-disable-next-line react-hooks/incompatible-library -- matters to the React compiler only, which is not used
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => {
      const kind = lines[index]?.kind ?? 'note';
      return sizes[kind] + (kind === 'cards' ? LINE_GAP_PX : 0);
    },
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 4,
    paddingEnd: PADDING_PX,
    useFlushSync: false,
    rangeExtractor: (drawn) => {
      const indexes = defaultRangeExtractor(drawn);
      if (activeLine === null || indexes.includes(activeLine)) return indexes;
      return [...indexes, activeLine].sort((one, other) => one - other);
    },
  });
  // Sizes are not measured but known, and remembered by the virtualizer until it is told otherwise.
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, sizes, kinds]);
  return virtualizer;
}
