import { useSyncExternalStore } from 'react';
import type { EpochMs } from '../../../shared/model/connection-state.ts';

const TICK_MS = 500;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current: EpochMs = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  current = Date.now();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const read = (): EpochMs => current;

/**
 * The wall clock, renewed twice a second, for countdowns and ages. One timer serves every view, so that all of them
 * show the same second.
 */
export const useNow = (): EpochMs => useSyncExternalStore(subscribe, read);

/** What is made of the wall clock, for parts that are drawn anew when that changes and not with each tick. */
export const useFromNow = <T extends string | number | boolean | null>(select: (now: EpochMs) => T): T =>
  useSyncExternalStore(subscribe, () => select(current));

/** The same, thinned out to a step, for parts that need not be drawn twice a second. */
export const useNowEvery = (stepMs: number): EpochMs =>
  useFromNow((now) => Math.floor(now / stepMs) * stepMs);
