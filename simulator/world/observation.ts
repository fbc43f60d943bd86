import type { Media } from './roster.ts';
import type { ServiceQueue, World } from './state.ts';

/** Statistics are sent when they change, at most about once a second. */
const OBSERVE_EVERY_MS = 1000;

/** Has a queue's statistics reported, now or as soon as a second has passed since the last report. */
export function lookAtQueue(world: World, queue: ServiceQueue, media: Media): void {
  queue.changedMedia.add(media);
  if (queue.isObservationDue) return;
  queue.isObservationDue = true;
  const atMs = Math.max(world.nowMs, queue.lastObservedMs + OBSERVE_EVERY_MS);
  world.agenda.add(atMs, () => {
    queue.isObservationDue = false;
    queue.lastObservedMs = world.nowMs;
    world.tell({ kind: 'queue-observed', queue, media: [...queue.changedMedia] });
    queue.changedMedia.clear();
  });
}
