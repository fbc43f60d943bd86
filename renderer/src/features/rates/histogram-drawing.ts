import type uPlot from 'uplot';
import { t } from '../../../../shared/text/t.ts';
import type { Bar, GapSpan } from './histogram.ts';
import type { TimeRange } from './time-term.ts';

/** Colours as a canvas takes them. */
export interface Palette {
  readonly bar: string;
  readonly text: string;
  readonly line: string;
  readonly gap: string;
  readonly shade: string;
  readonly fontFamily: string;
}

type Ink = Exclude<keyof Palette, 'fontFamily'>;

export const FONT_PX = 11;

/** A canvas knows nothing of custom properties, themes and forced colours: elements that do are asked. */
export function paletteOf(element: HTMLElement, classes: Readonly<Record<Ink, string | undefined>>): Palette {
  const colorOf = (ink: Ink): string => {
    const probe = element.querySelector(`.${CSS.escape(classes[ink] ?? '')}`);
    return probe === null ? 'GrayText' : getComputedStyle(probe).color;
  };
  const { fontFamily } = getComputedStyle(element);
  return {
    ...{ bar: colorOf('bar'), text: colorOf('text'), line: colorOf('line') },
    ...{ gap: colorOf('gap'), shade: colorOf('shade'), fontFamily },
  };
}

const HATCH_STEP = 7;
/** A gap of a second would be thinner than a pixel. */
const NARROWEST = 3;
const MARK = 4;

/** Under the bars: hatches what was not heard, shades what the list leaves out, and says what is not counted yet. */
export function drawGround(
  chart: uPlot,
  shown: {
    readonly bars: readonly Bar[];
    readonly gaps: readonly GapSpan[];
    readonly selected: TimeRange | null;
  },
  palette: Palette,
): void {
  const { ctx, bbox } = chart;
  const toX = (at: number): number =>
    Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(at, 'x', true)));
  ctx.save();
  for (const range of leftOut(shown, shown.selected)) {
    ctx.fillStyle = palette.shade;
    ctx.fillRect(toX(range.from), bbox.top, toX(range.to) - toX(range.from), bbox.height);
  }
  const uncounted = shown.bars.findLast(({ count }) => count === null);
  if (uncounted !== undefined) {
    ctx.fillStyle = palette.text;
    ctx.font = `${String(FONT_PX * devicePixelRatio)}px ${palette.fontFamily}`;
    ctx.textBaseline = 'top';
    // The axes leave theirs behind.
    ctx.textAlign = 'left';
    const room = toX(uncounted.to) - bbox.left;
    if (ctx.measureText(t('Not counted yet')).width < room)
      ctx.fillText(t('Not counted yet'), bbox.left + 4, bbox.top);
  }
  for (const { from, to, isPartial } of shown.gaps) {
    const width = Math.max(NARROWEST, toX(to) - toX(from));
    hatch(ctx, { left: toX(from), top: bbox.top, width, height: bbox.height }, palette.gap, isPartial);
  }
  ctx.restore();
}

/** Over the bars: a mark at the top of each gap, so that no bar hides one. */
export function drawGapMarks(
  chart: uPlot,
  { gaps }: { readonly gaps: readonly GapSpan[] },
  palette: Palette,
): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.fillStyle = palette.gap;
  for (const { from, to } of gaps) {
    const left = Math.max(bbox.left, chart.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, chart.valToPos(to, 'x', true));
    ctx.fillRect(
      left,
      bbox.top,
      Math.max(NARROWEST * devicePixelRatio, right - left),
      MARK * devicePixelRatio,
    );
  }
  ctx.restore();
}

/** The parts of the frame on both sides of what the list is limited to. */
function leftOut(
  { bars }: { readonly bars: readonly Bar[] },
  selected: TimeRange | null,
): readonly TimeRange[] {
  const [first, last] = [bars[0], bars.at(-1)];
  if (selected === null || first === undefined || last === undefined) return [];
  return [
    { from: first.from, to: Math.min(last.to, selected.from) },
    { from: Math.max(first.from, selected.to), to: last.to },
  ].filter(({ from, to }) => to > from);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function hatch(ctx: CanvasRenderingContext2D, box: Box, color: string, isSparse: boolean): void {
  const { left, top, width, height } = box;
  const step = HATCH_STEP * devicePixelRatio * (isSparse ? 2 : 1);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  for (let x = left - height; x < left + width; x += step) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.strokeRect(left, top - 2, width, height + 4);
  ctx.restore();
}
