import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { Pulse } from '../../stores/pulse.ts';

/** Shorter silences are never worth a word. */
const MIN_QUIET_MS = 5 * 60_000;
/** A silence counts when it is so many times as long as usual. */
const FACTOR = 5;

/**
 * How long no event has come although they usually do, or null. Silence on a live connection is no fault, but a
 * reader who waits for an event wants to know that there was none.
 */
export function quietMs({ marks }: Pulse, now: EpochMs): number | null {
  const [oldest, newest] = [marks[0], marks.at(-1)];
  if (newest === undefined || oldest === undefined || newest.seq === oldest.seq) return null;
  const usualMs = (newest.at - oldest.at) / (newest.seq - oldest.seq);
  const silentMs = now - newest.at;
  return silentMs > Math.max(MIN_QUIET_MS, FACTOR * usualMs) ? silentMs : null;
}
