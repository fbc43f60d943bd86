import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';

/** Being held up for less than this is a hiccup, not a sleep that a connection is lost to. */
const SLEEP_MS = 5_000;

/** Remembers the last sleep, so that what was lost to it is not put down to something else. */
export class SleepMemory {
  #last: { readonly beganBefore: EpochMs; readonly sleptMs: number } | null = null;

  /** The computer slept until now, or the process was held up, for so long. */
  woke(now: EpochMs, sleptMs: number): void {
    if (sleptMs >= SLEEP_MS) this.#last = { beganBefore: now - sleptMs, sleptMs };
  }

  /** A socket that never carried anything after a sleep was lost to the sleep, whatever it looked like at last. */
  causeOf(cause: MonitorError, provenAt: EpochMs | null): MonitorError {
    const last = this.#last;
    if (last === null || provenAt === null || provenAt > last.beganBefore) return cause;
    const { closeCode } = cause;
    return { ...asleep(last.sleptMs), ...(closeCode === undefined ? {} : { closeCode }) };
  }
}

function asleep(sleptMs: number): MonitorError {
  const minutes = Math.round(sleptMs / 60_000);
  return {
    code: 'app/asleep',
    message: t(
      'The computer slept, or Vigil was held up, for {minutes, plural, =0 {a while} one {a minute} other {{minutes} minutes}}, ' +
        'and the connection did not outlive it.',
      { minutes },
    ),
  };
}
