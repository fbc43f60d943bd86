import type { MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { EntryCount } from '../../../../shared/model/snapshot.ts';
import type { Stores } from '../../stores/stores.ts';
import type { Arrived } from '../../stores/timeline.ts';

/** How many entries match a filter: what the history counted, and what was pushed after that. */
export interface MatchCounter {
  /** Counts anew; what was counted before is told until then. Returns how to stop. */
  readonly ask: () => () => void;
  /** Null before the first answer. */
  readonly read: () => Pick<EntryCount, 'matching' | 'isWhole'> | null;
}

interface Counted extends EntryCount {
  /** The newest position that was counted. */
  readonly upTo: number;
  /** What had been pushed, push by push, since the question. */
  readonly pushes: readonly Arrived[];
}

/** Entries are stored before they are pushed: what was counted may be pushed after the answer, and is not added twice. */
export function createMatchCounter(
  bridge: Pick<MonitorBridge, 'countEntries'>,
  { timeline }: Pick<Stores, 'timeline'>,
  filter: string,
): MatchCounter {
  let counted: Counted | null = null;
  return {
    ask: () => {
      let isWanted = true;
      const pushes = [timeline.getState().arrived];
      const stopListening = timeline.subscribe(({ arrived }, former) => {
        if (arrived === former.arrived) return;
        if (counted?.pushes === pushes && arrived.upTo > counted.upTo) stopListening();
        else pushes.push(arrived);
      });
      void bridge.countEntries({ filter }).then((answer) => {
        if (!isWanted || !answer.ok) return;
        const { oldest } = timeline.getState().range;
        counted = { ...answer.value, upTo: oldest + answer.value.total - 1, pushes };
      });
      return () => {
        isWanted = false;
        stopListening();
      };
    },
    read: () => {
      if (counted === null) return null;
      const { matching, isWhole, upTo, pushes } = counted;
      const within = pushes.findLast((push) => push.upTo <= upTo) ?? pushes[0];
      const since = timeline.getState().arrived.matches - (within?.matches ?? 0);
      return { matching: matching + Math.max(0, since), isWhole };
    },
  };
}
