import { writeFile } from 'node:fs/promises';
import type { Clock } from '../base/clock.ts';
import { thrownFields, type Logger } from '../base/logger.ts';
import type { Monitor } from '../monitor/monitor.ts';

/** A picture should show something: this many events, or what there is after this time of being live. */
const ENOUGH_EVENTS = 10;
const LIVE_LONG_ENOUGH_MS = 15_000;

/** Time for the page to draw what was just pushed to it. */
const DRAWING_MS = 500;

/** Saves one picture of the window as PNG, once the connection is live and there is something to see. */
export function saveScreenshotWhenLive(options: {
  readonly monitor: Pick<Monitor, 'on' | 'onStored'>;
  readonly clock: Pick<Clock, 'schedule'>;
  /** Takes the picture, as PNG. */
  readonly capture: () => Promise<Uint8Array>;
  readonly path: string;
  readonly print: (line: string) => void;
  readonly log: Logger;
}): () => void {
  const { monitor, clock, capture, path, print, log } = options;
  let events = 0;
  let isLive = false;
  let isTaken = false;
  let cancelTimer = (): void => undefined;

  const save = async (): Promise<void> => {
    try {
      await writeFile(path, await capture());
      print(`Saved a picture of the window: ${path}`);
    } catch (thrown) {
      print(`Could not save a picture of the window as ${path}.`);
      log('error', 'Could not save the screenshot', thrownFields(thrown));
    }
  };
  const takeIn = (delayMs: number): void => {
    cancelTimer();
    cancelTimer = clock.schedule(delayMs, () => {
      isTaken = true;
      stop();
      void save();
    });
  };
  const consider = (): void => {
    if (isLive && events >= ENOUGH_EVENTS) takeIn(DRAWING_MS);
  };

  const stops = [
    monitor.on('connection', ({ state }) => {
      if (isTaken || isLive === (state.status === 'live')) return;
      isLive = !isLive;
      if (isLive) takeIn(LIVE_LONG_ENOUGH_MS);
      else cancelTimer();
      consider();
    }),
    monitor.onStored((stored) => {
      const had = events;
      events += stored.filter(({ entry }) => entry.type === 'event').length;
      if (had < ENOUGH_EVENTS) consider();
    }),
  ];
  const stop = (): void => {
    cancelTimer();
    for (const stopListening of stops) stopListening();
  };
  return stop;
}
