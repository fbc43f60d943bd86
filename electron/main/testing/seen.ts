import { PUSH_NAMES, type PushName, type Pushes } from '../../../shared/ipc/contract.ts';
import type { ConnectionReport } from '../../../shared/model/connection-state.ts';
import type { MonitorEvent, TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Stored } from '../history/timeline-store.ts';
import type { Monitor } from '../monitor/monitor.ts';

/** Nothing on loopback takes this long; who waits longer waits in vain. */
const PATIENCE_MS = 12_000;

type EntryOf<Type extends TimelineEntry['type']> = Extract<TimelineEntry, { readonly type: Type }>;

interface Waiter {
  readonly check: () => boolean;
}

/** Everything a monitor has pushed, and a way to wait for something among it. */
export class Seen {
  readonly pushes: { readonly name: PushName; readonly payload: Pushes[PushName] }[] = [];
  readonly entries: TimelineEntry[] = [];
  readonly stored: Stored[] = [];
  readonly reports: ConnectionReport[] = [];
  readonly #waiters = new Set<Waiter>();

  constructor(monitor: Monitor) {
    for (const name of PUSH_NAMES) {
      monitor.on(name, (payload) => {
        this.pushes.push({ name, payload });
      });
    }
    monitor.onStored((stored) => {
      this.stored.push(...stored);
      this.entries.push(...stored.map(({ entry }) => entry));
    });
    monitor.on('connection', (report) => this.reports.push(report));
    for (const name of PUSH_NAMES) {
      monitor.on(name, () => {
        for (const waiter of [...this.#waiters]) if (waiter.check()) this.#waiters.delete(waiter);
      });
    }
  }

  last<Name extends PushName>(name: Name): Pushes[Name] | undefined {
    const isOfName = (push: { readonly name: PushName }): push is { name: Name; payload: Pushes[Name] } =>
      push.name === name;
    return this.pushes.filter(isOfName).at(-1)?.payload;
  }

  ofType<Type extends TimelineEntry['type']>(type: Type): readonly EntryOf<Type>[] {
    const isOfType = (entry: TimelineEntry): entry is EntryOf<Type> => entry.type === type;
    return this.entries.filter(isOfType);
  }

  get events(): readonly MonitorEvent[] {
    return this.ofType('event').map(({ event }) => event);
  }

  get status(): string | undefined {
    return this.reports.at(-1)?.state.status;
  }

  /** Resolves with what `find` answers once that is something; looks again at every push, never by time. */
  until<T>(what: string, find: () => T | null | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#waiters.delete(waiter);
        const state = JSON.stringify(this.reports.at(-1)?.state);
        reject(new Error(`Waited in vain for ${what}. ${String(this.entries.length)} entries; ${state}`));
      }, PATIENCE_MS);
      const waiter: Waiter = {
        check: () => {
          const found = find();
          if (found === null || found === undefined || found === false) return false;
          clearTimeout(patience);
          resolve(found);
          return true;
        },
      };
      if (!waiter.check()) this.#waiters.add(waiter);
    });
  }

  untilStatus(status: ConnectionReport['state']['status']): Promise<ConnectionReport> {
    return this.until(`the status ${status}`, () => {
      const report = this.reports.at(-1);
      return report?.state.status === status && report;
    });
  }

  /** Waits until every wanted topic, at least one, has an answer. */
  untilSubscribed(): Promise<unknown> {
    return this.until('answers to all topics', () => {
      const subscriptions = this.last('subscriptions') ?? [];
      return subscriptions.length > 0 && subscriptions.every(({ status }) => status !== 'pending');
    });
  }
}
