import { useLayoutEffect, useState } from 'react';

/** How many cards have room on a page. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

const CARD = { width: 330, height: 176 } as const;
const GAP_PX = 16;
/** The name of the group above the cards. */
const HEAD_PX = 60;

export function useRoom(stage: HTMLElement | null): Room {
  const [room, setRoom] = useState<Room>({ columns: 1, rows: 1 });
  // Before the first page is painted: it would show a single card.
  useLayoutEffect(() => {
    if (stage === null) return;
    const measure = (): void => {
      setRoom({
        columns: fitting(stage.clientWidth, CARD.width),
        rows: fitting(stage.clientHeight - HEAD_PX, CARD.height),
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(stage);
    return () => {
      observer.disconnect();
    };
  }, [stage]);
  return room;
}

const fitting = (roomPx: number, sizePx: number): number =>
  Math.max(1, Math.floor((roomPx + GAP_PX) / (sizePx + GAP_PX)));
