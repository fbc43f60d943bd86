import type { RetentionPolicy } from '../../../shared/model/history.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Clock } from '../base/clock.ts';
import { deletedNotice } from './history-notices.ts';
import type { HistoryWriter } from './history-thread.ts';
import { decideRetention, oldestKept } from './retention.ts';

export const RETENTION_EVERY_MS = 3_600_000;
/** So many rows are deleted at once: what is to be stored in the meantime waits no longer than that takes. */
const ROWS_AT_ONCE = 2_000;

/** Deletes what a policy asks for, when a history was opened and every hour; each time it says so. */
export interface Retention {
  readonly begin: (disk: HistoryWriter) => void;
  /** Looks at once, as when the policy has changed. */
  readonly lookNow: () => void;
  readonly end: () => void;
}

export function createRetention(options: {
  readonly clock: Clock;
  /** Asked each time: it may change. */
  readonly policy: () => RetentionPolicy;
  readonly say: (notice: Notice) => void;
  readonly onTrouble: (thrown: unknown) => void;
}): Retention {
  const { clock } = options;
  let disk: HistoryWriter | null = null;
  let cancel: (() => void) | null = null;
  /** Raised by whatever voids a run that is under way: the next one, a policy that has changed, the end. */
  let turn = 0;
  let deleted = 0;
  let deletedMarks = 0;

  async function run(on: HistoryWriter, mine: number): Promise<void> {
    const policy = options.policy();
    const now = clock.now();
    const deletion = decideRetention(await on.survey(oldestKept(policy, now), now), policy);
    if (deletion === null) return;
    const { marked } = await on.cut(deletion.through);
    let count = 0;
    try {
      for (let step = 1; step > 0 && turn === mine; count += step) {
        step = await on.trim(deletion.through, ROWS_AT_ONCE);
      }
    } finally {
      deleted += count;
      if (count === deletion.count) deletedMarks += marked;
      if (count > 0) options.say(deletedNotice(deletion, { count: deleted, marked: deletedMarks }, policy));
    }
  }

  function runAndRepeat(on: HistoryWriter): void {
    cancel?.();
    cancel = clock.schedule(RETENTION_EVERY_MS, () => {
      runAndRepeat(on);
    });
    turn += 1;
    run(on, turn).catch((thrown: unknown) => {
      // One that was closed in the meantime goes on next time.
      if (disk === on) options.onTrouble(thrown);
    });
  }

  return {
    begin: (opened) => {
      disk = opened;
      runAndRepeat(opened);
    },
    lookNow: () => {
      if (disk !== null) runAndRepeat(disk);
    },
    end: () => {
      cancel?.();
      cancel = null;
      turn += 1;
      disk = null;
    },
  };
}
