const NARROWEST_PX = 300;
/** The list stays readable beside it. */
const LIST_PX = 420;

/** Bounds a width to what leaves both sides readable. */
export function boundedWidth(widthPx: number, roomPx: number): number {
  return Math.round(Math.max(NARROWEST_PX, Math.min(widthPx, roomPx - LIST_PX)));
}
