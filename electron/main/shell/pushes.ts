import {
  PUSH_NAMES,
  pushChannel,
  type NewEntries,
  type PushName,
  type Pushes,
} from '../../../shared/ipc/contract.ts';
import type { AgentsChanged } from '../../../shared/model/board.ts';
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

/** What is told in parts, as one with what waits of it; of anything else only the latest is sent. */
const JOINED: {
  readonly [P in PushName]?: (waiting: Pushes[P] | undefined, more: Pushes[P]) => Pushes[P];
} = {
  entries: (waiting, more) => (waiting === undefined ? bounded(more) : joined(waiting, more)),
  updated: (waiting = [], more) => latestBy(({ position }) => position, [...waiting, ...more]),
  board: (waiting = [], more) => latestBy(({ profileId }) => profileId, [...waiting, ...more]),
  agents: (waiting = [], more) => more.reduce(joinedAgents, waiting),
};

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
  let waiting = new Map<PushName, unknown>();
  let lastSentAt = -Infinity;
  let cancelTimer: (() => void) | null = null;

  const sendWaiting = (): void => {
    cancelTimer = null;
    lastSentAt = clock.monotonic();
    const due = waiting;
    // Not emptied, which would keep alive what was sent: docs/adr/0027.
    waiting = new Map();
    // Entries first: with the settings the window may turn to another timeline, and they belong to the one before.
    for (const name of new Set<PushName>(['entries', 'updated', ...due.keys()])) {
      if (due.has(name) && !target.isDestroyed()) target.send(pushChannel(name), due.get(name));
    }
  };
  const sendSoon = (): void => {
    cancelTimer ??= clock.schedule(lastSentAt + FRAME_MS - clock.monotonic(), sendWaiting);
  };
  const put = <P extends PushName>(name: P, more: Pushes[P]): void => {
    const former = waiting.get(name) as Pushes[P] | undefined;
    waiting.set(name, JOINED[name]?.(former, more) ?? more);
  };

  const stops = PUSH_NAMES.map((name) =>
    monitor.on(name, (more) => {
      put(name, more);
      if (name !== 'settings') {
        sendSoon();
        return;
      }
      // At once, with what waits: what comes after it may be about another organisation.
      cancelTimer?.();
      sendWaiting();
    }),
  );
  return () => {
    for (const stop of stops) stop();
    cancelTimer?.();
  };
}

/** Of each agent only the latest. */
function joinedAgents(
  waiting: readonly AgentsChanged[],
  { profileId, agents }: AgentsChanged,
): readonly AgentsChanged[] {
  const former = waiting.find((one) => one.profileId === profileId)?.agents ?? [];
  const latest = latestBy(({ userId }) => userId, [...former, ...agents]);
  return [...waiting.filter((one) => one.profileId !== profileId), { profileId, agents: latest }];
}

function latestBy<T>(keyOf: (one: T) => unknown, all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/**
 * Two stretches as one, as far as the newest entries of both have room; what has none is a hole before it. Of another
 * filter than the newer one nothing is of use any more.
 */
function joined(former: NewEntries, more: NewEntries): NewEntries {
  if (former.filter !== more.filter) return bounded(more);
  const matched = former.matched + more.matched;
  const newestEvent = more.newestEvent ?? former.newestEvent;
  if (former.upTo !== more.after) return bounded({ ...more, matched, newestEvent });
  const entries = [...former.entries, ...more.entries];
  return bounded({ ...more, after: former.after, entries, matched, newestEvent });
}

function bounded(entries: NewEntries): NewEntries {
  const kept = entries.entries.slice(-MAX_ENTRIES_PER_PUSH);
  const dropped = entries.entries[entries.entries.length - kept.length - 1];
  return dropped === undefined ? entries : { ...entries, after: dropped.position, entries: kept };
}
