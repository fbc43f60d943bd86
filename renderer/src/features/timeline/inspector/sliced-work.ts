import { useMemo, useSyncExternalStore } from 'react';

/** A piece of work that is done in short slices, so that the window never stands still for it. */
export interface SlicedWork<T> {
  /** What came out of it; null until it is done. */
  readonly result: () => T | null;
  /** It goes on while somebody listens, who is told when it is done. */
  readonly subscribe: (onDone: () => void) => () => void;
}

/** Half a frame: the other half belongs to those who look at it. */
const SLICE_MS = 8;

export interface SliceClock {
  readonly now: () => number;
  /** Calls back after everybody else had a turn; the returned function takes it back. */
  readonly later: (work: () => void) => () => void;
}

const pageClock: SliceClock = {
  now: () => performance.now(),
  later: (work) => {
    const timer = setTimeout(work);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** The first slice is done at once: small work is never seen to take time. */
export function createSlicedWork<T>(
  steps: Generator<undefined, T>,
  clock: SliceClock = pageClock,
): SlicedWork<T> {
  let done: { readonly result: T } | null = null;
  let cancel: (() => void) | null = null;

  function slice(): void {
    const until = clock.now() + SLICE_MS;
    while (done === null && clock.now() < until) {
      const step = steps.next();
      if (step.done === true) done = { result: step.value };
    }
  }

  function goOn(onDone: () => void): void {
    if (done !== null) return;
    cancel = clock.later(() => {
      slice();
      if (done === null) goOn(onDone);
      else onDone();
    });
  }

  slice();
  return {
    result: () => done?.result ?? null,
    subscribe: (onDone) => {
      goOn(onDone);
      return () => {
        cancel?.();
        cancel = null;
      };
    },
  };
}

/** Does work in slices for as long as the view is shown; null until it is done. `begin` must be stable: a new one begins anew. */
export function useSlicedWork<T>(begin: () => Generator<undefined, T>): T | null {
  const work = useMemo(() => createSlicedWork(begin()), [begin]);
  return useSyncExternalStore(work.subscribe, work.result);
}
