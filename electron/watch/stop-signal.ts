import type { Clock } from '../main/base/clock.ts';

export interface StopSources {
  readonly clock: Clock;
  /** Ends the run by itself after this time; null never does. */
  readonly forMs: number | null;
  /** Where SIGINT and SIGTERM come from; a second one of a kind ends the process at once. */
  readonly signals: Pick<NodeJS.EventEmitter, 'once'>;
  /** What the records are written to. It breaks when whoever read them is gone, as when they were piped into `head`. */
  readonly output: Pick<NodeJS.EventEmitter, 'on'>;
}

/** Aborts once when the run is to end in order, whatever says so first. */
export function stopSignal({ clock, forMs, signals, output }: StopSources): AbortSignal {
  const stop = new AbortController();
  let cancelTimer = (): void => undefined;
  const end = (): void => {
    cancelTimer();
    stop.abort();
  };
  signals.once('SIGINT', end);
  signals.once('SIGTERM', end);
  output.on('error', end);
  if (forMs !== null) waitUntil(clock.monotonic() + forMs);
  return stop.signal;

  // No timer waits for more than some weeks, so the time that is left is looked at whenever one has fired.
  function waitUntil(endsAt: number): void {
    const leftMs = endsAt - clock.monotonic();
    if (leftMs <= 0) end();
    else {
      cancelTimer = clock.schedule(leftMs, () => {
        waitUntil(endsAt);
      });
    }
  }
}
