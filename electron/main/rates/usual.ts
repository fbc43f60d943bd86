/** Fewer intervals than this say nothing. */
export const FEWEST_INTERVALS = 5;
/** Nothing is called silent that was quiet for less. */
const SHORTEST_SILENCE_MS = 10_000;
const TIMES_THE_USUAL = 5;
const TIMES_THE_LONG = 2;

/** How long it usually takes from one event to the next, and how long it takes now and then. */
export interface Usual {
  /** Half of the intervals are no longer. */
  readonly usualMs: number;
  /** Nine of ten intervals are no longer. */
  readonly longMs: number;
}

/** Null while there are too few intervals to say anything. One that was out of the ordinary changes nothing. */
export function usualOf(intervalsMs: readonly number[]): Usual | null {
  if (intervalsMs.length < FEWEST_INTERVALS) return null;
  const sorted = [...intervalsMs].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { usualMs: at(0.5), longMs: at(0.9) };
}

/** Several topics as one: their events come as often as those of all of them together. */
export function usualTogether(each: readonly Usual[]): Usual | null {
  if (each.length === 0) return null;
  const together = (pick: (usual: Usual) => number): number =>
    1 / each.reduce((perMs, usual) => perMs + 1 / pick(usual), 0);
  return { usualMs: together(({ usualMs }) => usualMs), longMs: together(({ longMs }) => longMs) };
}

/** How long nothing must have come before that is out of the ordinary. */
export function silenceAfterMs({ usualMs, longMs }: Usual): number {
  return Math.max(SHORTEST_SILENCE_MS, TIMES_THE_USUAL * usualMs, TIMES_THE_LONG * longMs);
}
