import { setTimeout as sleep } from 'node:timers/promises';
import { rounded } from '../median.ts';
import type { Feed } from './feed.ts';
import { figuresOf, type RateFigures } from './figures.ts';
import type { WatchedWindow } from './watched-window.ts';

const KEY_EVERY_MS = 100;
const MEGABYTE = 1024 ** 2;

export interface RateRun extends RateFigures {
  /** How much of the time the main thread of the page was busy. */
  readonly busyShare: number;
  /** After a collection, when the flood is over. */
  readonly heapMb: number;
  readonly heapPeakMb: number;
  readonly loopDelayP99Ms: number;
  /** Shares of one core that the processes took: the app's own, the page's, and that which draws. */
  readonly mainShare: number;
  readonly pageShare: number;
  readonly drawingShare: number;
}

/**
 * Floods a window at one rate while somebody presses a key ten times a second.
 *
 * @param arrivalsSince Tells when each event of the run came to the app, in order, given when the run began.
 */
export async function runAtRate(
  window: WatchedWindow,
  feed: Feed,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  arrivalsSince: (startedAt: number) => Promise<readonly number[]>,
): Promise<RateRun> {
  await window.heapAfterCollection();
  await window.startMeter();
  await Promise.all([window.shares(), window.loopDelayP99Ms()]);
  const before = await window.counts();
  const startedAt = Date.now();
  let heapPeak = 0;
  const flood = new AbortController();
  const sent = feed.pace(perSecond, seconds).finally(() => {
    flood.abort();
  });
  while (!flood.signal.aborted) {
    // A key that no view has a use for: what is measured is the wait, not the work.
    await window.page.keyboard.press('Shift');
    heapPeak = Math.max(heapPeak, (await window.counts()).heapBytes);
    await sleep(KEY_EVERY_MS);
  }
  await sent;
  const tookSeconds = (Date.now() - startedAt) / 1000;
  const after = await window.counts();
  const [shares, loopDelayP99Ms] = await Promise.all([window.shares(), window.loopDelayP99Ms()]);
  await window.settled();
  const endedAt = Date.now();
  const metered = await window.stopMeter();
  const heapMb = (await window.heapAfterCollection()) / MEGABYTE;
  const arrivals = await arrivalsSince(startedAt);
  return {
    ...figuresOf(metered, arrivals, { endedAt, seconds: tookSeconds }),
    busyShare: rounded((after.busySeconds - before.busySeconds) / tookSeconds),
    heapMb: rounded(heapMb, 1),
    heapPeakMb: rounded(heapPeak / MEGABYTE, 1),
    loopDelayP99Ms: rounded(loopDelayP99Ms, 1),
    mainShare: rounded(shares.main, 2),
    pageShare: rounded(shares.page, 2),
    drawingShare: rounded(shares.drawing, 2),
  };
}
