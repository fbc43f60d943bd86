import { createStore } from 'zustand/vanilla';
import type { EventMark } from '../../../shared/ipc/contract.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';

/**
 * The pace of the events of a profile, whatever the list shows of them: marks of events at least a second apart,
 * oldest first, and the newest one.
 */
export interface Pulse {
  readonly marks: readonly EventMark[];
}

export const NO_PULSE: Pulse = { marks: [] };

const MOST_MARKS = 60;
const APART_MS = 1000;

/** Takes in the mark of a newer event. Of marks that are close together, the first and the newest are kept. */
export function beaten({ marks }: Pulse, mark: EventMark): Pulse {
  const [last, former] = [marks.at(-1), marks.at(-2)];
  if (last !== undefined && mark.seq <= last.seq) return { marks };
  const isClose = last !== undefined && former !== undefined && last.at - former.at < APART_MS;
  return { marks: [...(isClose ? marks.slice(0, -1) : marks.slice(1 - MOST_MARKS)), mark] };
}

export function pulseOf(entries: readonly TimelineEntry[]): Pulse {
  let pulse = NO_PULSE;
  for (const entry of entries) {
    if (entry.type === 'event') pulse = beaten(pulse, { seq: entry.event.seq, at: entry.at });
  }
  return pulse;
}

/** The number of the newest event, which is how many there were; 0 when there was none. */
export const eventCount = ({ marks }: Pulse): number => marks.at(-1)?.seq ?? 0;

export function createPulseStore() {
  return createStore<Pulse>(() => NO_PULSE);
}
