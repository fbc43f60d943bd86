/**
 * Full jitter: a delay drawn evenly between a floor and an exponentially growing ceiling, so that a thousand
 * clients cut off at once do not come back at once. The floor keeps a lucky draw from becoming a hot loop; draws
 * are stretched over it, not lifted onto it, where they would all meet.
 * Source: M. Brooker, "Exponential Backoff And Jitter" (2015).
 */
export const BASE_MS = 1_000;
export const FLOOR_MS = 500;
/** Ceiling for anything on an existing channel, and for the first failures of everything else. */
export const CAP_MS = 60_000;
/**
 * Ceiling for new channels after many failures: they are scarce, and shared by every install. The same for a connection
 * that another one goes ahead of, which it hears from when the way is clear.
 */
export const SCARCE_CAP_MS = 600_000;
export const FAILURES_BEFORE_SCARCE_CAP = 10;

export interface BackoffInput {
  /** Failures in a row, the one just seen included: 1, 2, 3… */
  readonly failures: number;
  /** A draw from [0, 1). */
  readonly random: number;
  /** True when the failed step asked for a new channel. */
  readonly isScarce: boolean;
  /** The service's own `Retry-After`: a lower bound, never undercut. */
  readonly retryAfterMs?: number | undefined;
  /** Connections of this session that are cut off together, while another goes ahead; usually 1. */
  readonly crowd?: number;
}

/** Milliseconds to wait before the next attempt. */
export function backoffMs(input: BackoffInput): number {
  const { failures, random, isScarce, retryAfterMs = 0, crowd = 1 } = input;
  const isSlow = crowd > 1 || (isScarce && failures > FAILURES_BEFORE_SCARCE_CAP);
  const cap = isSlow ? SCARCE_CAP_MS : CAP_MS;
  // The exponent is bounded so that years of failures do not overflow into Infinity.
  const ceiling = Math.min(cap, BASE_MS * (2 * crowd) ** Math.min(failures, 31));
  const jittered = FLOOR_MS + random * (ceiling - FLOOR_MS);
  // Everybody is told the same moment, so the jitter comes on top of it.
  const patient = Math.max(FLOOR_MS, retryAfterMs + random * Math.min(ceiling, 1_000));
  return retryAfterMs > 0 ? patient : jittered;
}
