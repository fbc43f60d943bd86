import { assertNever } from '../../../shared/assert-never.ts';
import type { TrayShape } from './tray-view.ts';

/** An icon as rows of pixels, four bytes each: blue, green, red, and how opaque, the colours already weakened by it. */
export interface TrayIcon {
  readonly pixels: Uint8Array;
  readonly sizePx: number;
}

/** Colours that stand out on light and on dark panels alike; the shapes are different, too. */
const COLOURS: Readonly<Record<TrayShape, readonly [red: number, green: number, blue: number]>> = {
  live: [47, 174, 107],
  concern: [214, 145, 20],
  waiting: [214, 145, 20],
  failed: [224, 74, 66],
  stopped: [138, 148, 166],
};

/** Each pixel is judged at so many points in a row, for smooth edges. */
const POINTS = 4;

/** @param isTemplate For macOS, which colours the icon itself: only what is opaque counts. */
export function drawTrayIcon(shape: TrayShape, sizePx: number, isTemplate: boolean): TrayIcon {
  const [red, green, blue] = isTemplate ? [0, 0, 0] : COLOURS[shape];
  const pixels = new Uint8Array(sizePx * sizePx * 4);
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      const share = covered(shape, column, row, sizePx);
      const weakened = [blue, green, red, 255].map((value) => Math.round(value * share));
      pixels.set(weakened, (row * sizePx + column) * 4);
    }
  }
  return { pixels, sizePx };
}

/** How much of a pixel the shape covers, from 0 to 1. */
function covered(shape: TrayShape, column: number, row: number, sizePx: number): number {
  let inside = 0;
  for (let point = 0; point < POINTS * POINTS; point += 1) {
    const x = (column + ((point % POINTS) + 0.5) / POINTS) / sizePx;
    const y = (row + (Math.floor(point / POINTS) + 0.5) / POINTS) / sizePx;
    // From the middle, from -1 to 1.
    if (isInside(shape, 2 * x - 1, 2 * y - 1)) inside += 1;
  }
  return inside / (POINTS * POINTS);
}

const RADIUS = 0.88;
const LINE = 0.26;

function isInside(shape: TrayShape, x: number, y: number): boolean {
  const radius = Math.hypot(x, y);
  const isOnRing = radius <= RADIUS && radius >= RADIUS - LINE;
  switch (shape) {
    // A full disc.
    case 'live':
      return radius <= RADIUS;
    // A disc of which one half is empty.
    case 'concern':
      return isOnRing || (radius <= RADIUS && x < 0);
    // A clock: a ring with two hands.
    case 'waiting': {
      const isHand =
        (Math.abs(x) <= LINE / 2 && y <= 0 && y > -0.6) || (Math.abs(y) <= LINE / 2 && x >= 0 && x < 0.5);
      return isOnRing || isHand;
    }
    // A triangle with an exclamation mark cut out.
    case 'failed': {
      const isTriangle = y <= RADIUS && y >= 2 * Math.abs(x) - RADIUS;
      const isMark = Math.abs(x) <= LINE / 2 && ((y > -0.3 && y < 0.3) || (y > 0.44 && y < 0.7));
      return isTriangle && !isMark;
    }
    // An empty square.
    case 'stopped': {
      const edge = Math.max(Math.abs(x), Math.abs(y));
      return edge <= 0.75 && edge >= 0.75 - LINE;
    }
    default:
      return assertNever(shape, 'shape');
  }
}
