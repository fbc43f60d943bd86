import { PUSH_NAMES, pushChannel, type PushName } from '../../../shared/ipc/contract.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Clock } from '../base/clock.ts';
import type { Monitor } from '../monitor/monitor.ts';

/** One frame of a 60 Hz screen: more often than that nobody sees. */
export const FRAME_MS = 16;

/** The most entries in one push. Of more, only the newest are sent; the window asks for the rest. */
export const MAX_ENTRIES_PER_PUSH = 500;

/** The part of Electron's `webContents` that is used. */
export interface PushTarget {
  readonly isDestroyed: () => boolean;
  readonly send: (channel: string, payload: unknown) => void;
}

/**
 * Forwards what the monitor tells to the window, each kind at most once a frame: of a state only the latest,
 * entries together. The returned function stops it and drops what waits.
 */
export function forwardPushes(options: {
  readonly monitor: Pick<Monitor, 'on'>;
  readonly target: PushTarget;
  readonly clock: Pick<Clock, 'monotonic' | 'schedule'>;
}): () => void {
  const { monitor, target, clock } = options;
  const states = new Map<PushName, unknown>();
  let entries: readonly TimelineEntry[] = [];
  let lastSentAt = -Infinity;
  let cancelTimer: (() => void) | null = null;

  const sendWaiting = (): void => {
    cancelTimer = null;
    lastSentAt = clock.monotonic();
    const waiting: [PushName, unknown][] = [...states];
    if (entries.length > 0) waiting.push(['entries', entries]);
    states.clear();
    entries = [];
    for (const [name, payload] of waiting) {
      if (!target.isDestroyed()) target.send(pushChannel(name), payload);
    }
  };
  const sendSoon = (): void => {
    cancelTimer ??= clock.schedule(lastSentAt + FRAME_MS - clock.monotonic(), sendWaiting);
  };

  const stops = PUSH_NAMES.map((name) =>
    name === 'entries'
      ? monitor.on(name, (added) => {
          entries = [...entries, ...added].slice(-MAX_ENTRIES_PER_PUSH);
          sendSoon();
        })
      : monitor.on(name, (state) => {
          states.set(name, state);
          sendSoon();
        }),
  );
  return () => {
    for (const stop of stops) stop();
    cancelTimer?.();
  };
}
