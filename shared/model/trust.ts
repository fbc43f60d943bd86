import type { Coverage, LostStretch, Stretch } from './coverage.ts';
import type { EpochMs } from './connection-state.ts';
import { gapCategory, type GapCategory } from './gap-category.ts';

/** A shift is no longer than this: what lies further back does not count. */
export const SHIFT_MS = 12 * 3_600_000;

/** How much of a shift was heard. All of it is in milliseconds of the shift's own clock. */
export interface Trust {
  /** When the shift began: when Vigil first listened within the last twelve hours. Null before it ever did. */
  readonly since: EpochMs | null;
  readonly until: EpochMs;
  /** Time that was heard. Where only some topics were lost, their share of the time is not. */
  readonly coveredMs: number;
  /** Time that was wanted and not heard. */
  readonly gapMs: number;
  /** How many times coverage was lost; losses that touch are one. */
  readonly gaps: number;
  readonly longestMs: number;
  /** Covered time of the wanted time, from 0 to 1; null while there is none. */
  readonly share: number | null;
  readonly causes: readonly CauseShare[];
}

export interface CauseShare {
  readonly category: GapCategory;
  readonly gapMs: number;
  readonly gaps: number;
}

/**
 * Judges the shift that ends now. Only time that is proven heard counts as covered, and only time in which something
 * was wanted counts at all. Stretches may overlap, lie in the future or run backwards, as they do on a clock that was
 * set: a lost one is believed before a heard one, and nothing counts twice.
 */
export function judgeTrust({ stretches, ongoing }: Coverage, now: EpochMs): Trust {
  const goesOn = new Set(ongoing);
  const inShift = stretches.flatMap((stretch) => within(stretch, goesOn.has(stretch.id), now));
  const lost = inShift.filter((stretch) => stretch.kind === 'lost');
  const pieces = piecesOf(inShift.filter(({ kind }) => kind !== 'idle'));
  const gapMs = sum(pieces.map(({ gapMs: ms }) => ms));
  const wantedMs = sum(pieces.map(({ from, to }) => to - from));
  const coveredMs = wantedMs - gapMs;
  const losses = merged(lost);
  return {
    since: pieces[0]?.from ?? null,
    until: now,
    coveredMs,
    gapMs,
    gaps: losses.length,
    longestMs: Math.max(0, ...losses.map(({ from, to }) => to - from)),
    share: wantedMs === 0 ? null : coveredMs / wantedMs,
    causes: causesOf(pieces, lost),
  };
}

interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The part of a stretch that lies in the shift: none for one that is over before it, or lies in the future. */
function within(stretch: Stretch, goesOn: boolean, now: EpochMs): readonly Stretch[] {
  const from = Math.max(stretch.from, now - SHIFT_MS);
  const to = goesOn ? now : Math.min(stretch.to, now);
  return to > from ? [{ ...stretch, from, to }] : [];
}

/** A piece of time in which nothing begins or ends. */
interface Piece extends Span {
  readonly gapMs: number;
  readonly category: GapCategory | null;
}

/** Cuts the time at every beginning and end, and keeps what was heard or lost. */
function piecesOf(stretches: readonly Stretch[]): readonly Piece[] {
  const cuts = [...new Set(stretches.flatMap(({ from, to }) => [from, to]))].sort(
    (one, other) => one - other,
  );
  const waiting = [...stretches].sort((one, other) => other.from - one.from);
  let running: Stretch[] = [];
  return cuts.flatMap((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined) return [];
    running = running.filter((stretch) => stretch.to > from);
    for (let next = waiting.at(-1); next !== undefined && next.from <= from; next = waiting.at(-1)) {
      running.push(next);
      waiting.pop();
    }
    if (running.length === 0) return [];
    const worst = worstOf(running);
    const category = worst === null ? null : gapCategory(worst.cause);
    return [{ from, to, gapMs: (to - from) * (worst?.share ?? 0), category }];
  });
}

/** Of several losses at a time, the one that lost the most; of equal ones the first. */
function worstOf(stretches: readonly Stretch[]): LostStretch | null {
  let worst: LostStretch | null = null;
  for (const stretch of stretches) {
    if (stretch.kind === 'lost' && stretch.share > (worst?.share ?? 0)) worst = stretch;
  }
  return worst;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = all.at(-1);
    if (last === undefined || span.from > last.to) all.push(span);
    else all.splice(-1, 1, { from: last.from, to: Math.max(last.to, span.to) });
  }
  return all;
}

/** What each cause cost, the dearest first. */
function causesOf(pieces: readonly Piece[], lost: readonly LostStretch[]): readonly CauseShare[] {
  const categories = new Set(lost.map(({ cause }) => gapCategory(cause)));
  return [...categories]
    .map((category) => ({
      category,
      gapMs: sum(pieces.filter((piece) => piece.category === category).map(({ gapMs }) => gapMs)),
      gaps: merged(lost.filter(({ cause }) => gapCategory(cause) === category)).length,
    }))
    .sort((one, other) => other.gapMs - one.gapMs);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
