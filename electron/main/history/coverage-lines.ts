import * as v from 'valibot';
import type { Stretch } from '../../../shared/model/coverage.ts';
import { isErrorCode } from '../../../shared/model/gap-category.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';

const Moment = v.pipe(v.number(), v.finite());
const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const span = { id: v.pipe(v.string(), v.nonEmpty()), from: Moment, to: Moment };

/** What is kept of an error, wherever it is kept. */
export const CauseSchema = v.object({
  // Another version may know causes that this one does not.
  code: v.pipe(
    v.string(),
    v.transform((code): MonitorError['code'] => (isErrorCode(code) ? code : 'internal/unexpected')),
  ),
  message: v.string(),
  httpStatus: v.exactOptional(Whole),
  closeCode: v.exactOptional(Whole),
  retryAfterMs: v.exactOptional(Moment),
});

const StretchSchema = v.variant('kind', [
  v.object({ kind: v.literal('heard'), ...span }),
  v.object({ kind: v.literal('idle'), ...span }),
  v.object({
    kind: v.literal('lost'),
    ...span,
    cause: CauseSchema,
    attempts: Whole,
    topics: v.nullable(v.array(v.string())),
    share: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
    gapId: v.nullable(v.string()),
  }),
]);

/**
 * A line brings its own beginning: one that was cut off by a crash or a full disk does not spoil the next. Every line
 * holds a stretch as a whole, so that losing one costs no more than the seconds until the next.
 */
export const lineOf = (stretch: Stretch): string => `\n${JSON.stringify(stretch)}`;

export interface ReadLines {
  /** In the order in which they were put down first; of each the last word. The last one is the latest. */
  readonly stretches: readonly Stretch[];
  readonly lineCount: number;
  /** Lines that cannot be read, but for the last: that one may have been cut off, which is no damage. */
  readonly damaged: number;
}

/** Reads what can be read. */
export function readLines(text: string): ReadLines {
  const lines = text.split('\n').filter((line) => line !== '');
  const byId = new Map<string, Stretch>();
  let latest: string | null = null;
  let damaged = 0;
  for (const [index, line] of lines.entries()) {
    const stretch = readLine(line);
    if (stretch !== null) {
      byId.set(stretch.id, stretch);
      latest = stretch.id;
    } else if (index < lines.length - 1) damaged += 1;
  }
  return { stretches: withLast(byId, latest), lineCount: lines.length, damaged };
}

/** The one that was put down last stands last, wherever it began. */
function withLast(byId: ReadonlyMap<string, Stretch>, latest: string | null): readonly Stretch[] {
  const last = latest === null ? undefined : byId.get(latest);
  if (last === undefined) return [];
  return [...[...byId.values()].filter((stretch) => stretch !== last), last];
}

function readLine(line: string): Stretch | null {
  try {
    const parsed = v.safeParse(StretchSchema, JSON.parse(line));
    return parsed.success && parsed.output.to >= parsed.output.from ? parsed.output : null;
  } catch {
    return null;
  }
}
