/** Has work done when the page draws next; the returned function takes it back. */
export type OnFrame = (work: () => void) => () => void;

/** Work in the order in which it came, all that is due at once. */
export interface FrameQueue {
  readonly add: (work: () => void) => void;
  /** Does what waits now. */
  readonly flush: () => void;
  /** Drops what waits. */
  readonly stop: () => void;
}

/**
 * Collects what is to change the picture until it is drawn. Pushes come as often as a screen can be drawn, and when drawing
 * takes longer than that, each would be drawn for nobody to see while the next ones wait.
 */
export function createFrameQueue(onFrame: OnFrame): FrameQueue {
  let waiting: (() => void)[] = [];
  let cancel: (() => void) | null = null;

  function flush(): void {
    cancel?.();
    cancel = null;
    const due = waiting;
    waiting = [];
    for (const work of due) work();
  }

  return {
    add: (work) => {
      waiting.push(work);
      if (waiting.length === 1) cancel = onFrame(flush);
    },
    flush,
    stop: () => {
      cancel?.();
      waiting = [];
    },
  };
}

/** A page that is not to be seen draws no frames, and is kept up to date all the same. */
const HIDDEN_MS = 250;

export const nextFrame: OnFrame = (work) => {
  const cancel = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = (): void => {
    cancel();
    work();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_MS);
  return cancel;
};
