/** The value that so much of all values do not exceed, by the nearest rank; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(sorted.length * share));
  return sorted[rank - 1] ?? NaN;
}

/** For the report: p50, p99 and the most, in whole milliseconds. */
export function spread(valuesMs: readonly number[]): {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
} {
  const at = (share: number): number => Math.round(percentile(valuesMs, share));
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

/** `count` values from `low` to `high`, each the same factor more than the one before. */
export function geometric(low: number, high: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => low * (high / low) ** (index / Math.max(1, count - 1)));
}
