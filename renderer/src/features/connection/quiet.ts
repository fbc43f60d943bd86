import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';

/** Shorter silences are never worth a word. */
const MIN_QUIET_MS = 5 * 60_000;
/** A silence counts when it is so many times as long as usual. */
const FACTOR = 5;
/** The pace is judged by so many of the newest events. */
const SAMPLE = 50;

/**
 * How long no event has come although they usually do, or null. Silence on a live connection is no fault, but a
 * reader who waits for an event wants to know that there was none.
 */
export function quietMs(entries: readonly TimelineEntry[], now: EpochMs): number | null {
  const times: EpochMs[] = [];
  for (let index = entries.length - 1; index >= 0 && times.length < SAMPLE; index -= 1) {
    const entry = entries[index];
    if (entry?.type === 'event') times.push(entry.at);
  }
  const [newest] = times;
  const oldest = times.at(-1);
  if (newest === undefined || oldest === undefined || times.length < 2) return null;
  const usualMs = (newest - oldest) / (times.length - 1);
  const silentMs = now - newest;
  return silentMs > Math.max(MIN_QUIET_MS, FACTOR * usualMs) ? silentMs : null;
}
