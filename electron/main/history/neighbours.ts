import { MOST_COUNTED, type Counted, type Neighbours } from '../../../shared/model/snapshot.ts';
import type { MonitorEvent, TimelineEntry } from '../../../shared/model/timeline.ts';

/** Nothing says that the service keeps the case of a topic. */
export const isSameTopic = (one: MonitorEvent, other: MonitorEvent): boolean =>
  one.topic.toLowerCase() === other.topic.toLowerCase();

/** Whether two events of one topic are about the same thing, so that one can be compared with the other. */
export const isAboutTheSame = (one: MonitorEvent, other: MonitorEvent): boolean =>
  one.entity === other.entity;

/** As far as anybody reads. */
export const countedUpTo = (count: number, isWhole = true): Counted => ({
  count: Math.min(count, MOST_COUNTED),
  isWhole: isWhole && count <= MOST_COUNTED,
});

/** Where an event stands among those of its topic that are held, oldest first; null for what is no event. */
export function neighboursAmong(entry: TimelineEntry, held: readonly TimelineEntry[]): Neighbours | null {
  if (entry.type !== 'event') return null;
  const { event, position } = entry;
  const others = held.flatMap((other) =>
    other.type === 'event' && other.position !== position && isSameTopic(other.event, event) ? [other] : [],
  );
  const earlier = others.filter((other) => other.position < position);
  const later = others.filter((other) => other.position > position);
  return {
    previous: earlier.at(-1)?.position ?? null,
    next: later[0]?.position ?? null,
    former: earlier.findLast((other) => isAboutTheSame(other.event, event))?.position ?? null,
    earlier: countedUpTo(earlier.length),
    later: countedUpTo(later.length),
  };
}

/** Of an entry that stands before or among those that are held in memory: what is on disk, and what waits behind it. */
export function neighboursOfBoth(onDisk: Neighbours | null, held: Neighbours | null): Neighbours | null {
  if (onDisk === null || held === null) return onDisk ?? held;
  return {
    previous: held.previous ?? onDisk.previous,
    next: onDisk.next ?? held.next,
    former: held.former ?? onDisk.former,
    earlier: sum(onDisk.earlier, held.earlier),
    later: sum(onDisk.later, held.later),
  };
}

const sum = (one: Counted, other: Counted): Counted =>
  countedUpTo(one.count + other.count, one.isWhole && other.isWhole);
