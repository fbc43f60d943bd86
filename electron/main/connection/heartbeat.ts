/**
 * When an open socket counts as dead. Silence is failure: a half-open connection never says that it is one, and
 * sending into it succeeds. The verdict is a pure function of timestamps, so no timer is re-armed per frame.
 */
export const HEARTBEAT = {
  /** Ping after this much silence. */
  pingAfterMs: 12_000,
  /** Time for the answer; any frame is one. */
  answerWithinMs: 6_000,
  /** The same when the computer woke up or the network changed, and an answer is wanted at once. */
  probeWithinMs: 3_000,
  /** A service that does not answer pings still sends a heartbeat about every 30 s. */
  passiveLimitMs: 40_000,
  /** A timer this late was held back by sleep or a blocked loop: frames may lie unread behind it. */
  lateMs: 1_000,
  /** What they get to be read in. */
  graceMs: 1_000,
  /** The same for a timer that is late by less: a turn of the loop. */
  turnMs: 50,
} as const;

export interface Liveness {
  readonly lastFrameAt: number;
  /** When the unanswered ping was sent, and how long its answer may take; null when none is out. */
  readonly ping: { readonly sentAt: number; readonly withinMs: number } | null;
  /** False until a ping has been answered, when silence for an answer's time proves nothing. */
  readonly answersPings: boolean;
  /** True when a grace turn was already given to the deadline at hand. */
  readonly hadGrace: boolean;
}

export type Verdict =
  | { readonly do: 'sleep'; readonly forMs: number }
  | { readonly do: 'ping' }
  | { readonly do: 'grace'; readonly forMs: number }
  | { readonly do: 'give-up' };

/**
 * What to do now. `now` and the timestamps are monotonic milliseconds; `lateMs` says how much later than asked
 * the timer behind this call fired.
 */
export function judge(liveness: Liveness, now: number, lateMs: number): Verdict {
  const { lastFrameAt, ping, answersPings, hadGrace } = liveness;
  if (ping === null) {
    const remainingMs = lastFrameAt + HEARTBEAT.pingAfterMs - now;
    return remainingMs > 0 ? { do: 'sleep', forMs: remainingMs } : { do: 'ping' };
  }
  const answerDueAt = ping.sentAt + ping.withinMs;
  const deadline = answersPings ? answerDueAt : Math.max(answerDueAt, lastFrameAt + HEARTBEAT.passiveLimitMs);
  if (now < deadline) return { do: 'sleep', forMs: deadline - now };
  // What came in time may lie unread behind a timer that is only a little late.
  if (lateMs > 0 && !hadGrace) {
    return { do: 'grace', forMs: lateMs >= HEARTBEAT.lateMs ? HEARTBEAT.graceMs : HEARTBEAT.turnMs };
  }
  return { do: 'give-up' };
}
