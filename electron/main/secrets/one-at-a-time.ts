import type { Clock } from '../base/clock.ts';

/** Runs work one piece after another, and gives up waiting for a piece after a time. */
export interface OneAtATime {
  /** Rejects with the work's own error, or with a `TimedOut`. Work that timed out before it began never runs. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** Whether a piece of work has begun and has not come back, timed out or not. */
  readonly isBusy: () => boolean;
}

export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/**
 * For calls into the system that cannot be cancelled and may block, such as a keychain waiting for its owner to
 * unlock it. Each blocked call holds a thread of the pool that all file access shares, so there is never more than one.
 */
export function createOneAtATime(options: {
  readonly clock: Pick<Clock, 'schedule'>;
  readonly limitMs: number;
}): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  let isBusy = false;

  const begin = async <T>(work: () => Promise<T>): Promise<T> => {
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  };

  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    let isGivenUp = false;
    let cancelLimit = (): void => undefined;
    const limit = new Promise<never>((_, reject) => {
      cancelLimit = options.clock.schedule(options.limitMs, () => {
        isGivenUp = true;
        reject(new TimedOut());
      });
    });
    const turn = last.then(() => {
      if (isGivenUp) throw new TimedOut();
      return begin(work);
    });
    last = turn.catch(() => undefined);
    try {
      return await Promise.race([turn, limit]);
    } finally {
      cancelLimit();
    }
  };

  return { run, isBusy: () => isBusy };
}
