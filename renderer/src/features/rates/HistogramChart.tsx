import { useEffect, useRef, type RefObject } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Bar, ChartData } from './histogram.ts';
import { drawGapMarks, drawGround, FONT_PX, paletteOf, type Palette } from './histogram-drawing.ts';
import styles from './Histogram.module.css';
import { axisText } from './histogram-words.ts';
import type { TimeRange } from './time-term.ts';

interface HistogramChartProps extends ChartData {
  /** Changes with the colours that the tokens stand for. */
  readonly look: string;
  readonly onPoint: (bar: Bar | null) => void;
  readonly onBrush: (range: TimeRange) => void;
}

const HEIGHT = 84;
/** Above the highest bar there is room for the mark of a gap. */
const HEADROOM = 1.15;

/** The bars on a canvas. It is for the eye and the pointer; the figure around it says what it shows. */
export function HistogramChart(props: HistogramChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  const chart = useRef<uPlot | null>(null);
  useEffect(() => {
    newest.current = props;
    if (chart.current !== null) show(chart.current, props);
  }, [props]);
  const { look } = props;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = createChart(element, newest);
    chart.current = made;
    const observer = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [look]);
  return (
    <div ref={place} aria-hidden="true" className={styles['chart']}>
      <span className={styles['barInk']} />
      <span className={styles['textInk']} />
      <span className={styles['lineInk']} />
      <span className={styles['gapInk']} />
      <span className={styles['shadeInk']} />
    </div>
  );
}

function show(chart: uPlot, { bars, frame }: ChartData): void {
  chart.batch(() => {
    chart.setData([bars.map(({ from }) => from), bars.map(({ count }) => count)], false);
    chart.setScale('x', { min: frame.from, max: frame.to });
    const highest = Math.max(1, ...bars.map(({ count }) => count ?? 0));
    chart.setScale('y', { min: 0, max: highest * HEADROOM });
  });
}

function createChart(element: HTMLElement, newest: RefObject<HistogramChartProps>): uPlot {
  const palette = paletteOf(element, {
    bar: styles['barInk'],
    text: styles['textInk'],
    line: styles['lineInk'],
    gap: styles['gapInk'],
    shade: styles['shadeInk'],
  });
  const chart = new uPlot(optionsOf(element.clientWidth, palette, newest), [[], []], element);
  show(chart, newest.current);
  return chart;
}

function optionsOf(width: number, palette: Palette, newest: RefObject<HistogramChartProps>): uPlot.Options {
  const axis = {
    stroke: palette.text,
    font: `${String(FONT_PX)}px ${palette.fontFamily}`,
    grid: { show: false },
  } as const;
  return {
    ...{ width, height: HEIGHT, ms: 1, legend: { show: false }, padding: [6, 20, 0, 0] },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 4 } },
    scales: { x: { time: true, auto: false }, y: { auto: false } },
    axes: [
      {
        ...{ ...axis, size: 22, gap: 2, space: 72 },
        ticks: { stroke: palette.line, size: 4, width: 1 },
        values: (_, splits) => splits.map(axisText),
      },
      {
        ...{ ...axis, size: 44, gap: 4, space: 24 },
        ticks: { show: false },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7],
      },
    ],
    series: [{}, { ...barSeries(palette), points: { show: false } }],
    hooks: {
      drawClear: [
        (chart) => {
          drawGround(chart, newest.current, palette);
        },
      ],
      draw: [
        (chart) => {
          drawGapMarks(chart, newest.current, palette);
        },
      ],
      setCursor: [
        (chart) => {
          newest.current.onPoint(barUnder(chart, newest.current.bars));
        },
      ],
      setSelect: [
        (chart) => {
          brush(chart, newest.current);
        },
      ],
    },
  };
}

function barSeries({ bar }: Palette): Partial<uPlot.Series> {
  const paths = uPlot.paths.bars?.({ size: [0.9, Infinity], align: 1 });
  return { fill: bar, stroke: bar, width: 0, ...(paths === undefined ? {} : { paths }) };
}

function barUnder(chart: uPlot, bars: readonly Bar[]): Bar | null {
  const { left = -1 } = chart.cursor;
  if (left < 0) return null;
  const at = chart.posToVal(left, 'x');
  return bars.find(({ from, to }) => at >= from && at < to) ?? null;
}

/** What was swept over, once; the mark of it is taken away, as the list is what shows it then. */
function brush(chart: uPlot, { onBrush }: HistogramChartProps): void {
  const { left, width } = chart.select;
  if (width <= 0) return;
  onBrush({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') });
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}
