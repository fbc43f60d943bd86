import type { ConnectionReport } from '../../../shared/model/connection-state.ts';
import type { Rates, RatesQuery } from '../../../shared/model/rates.ts';
import type { Clock } from '../base/clock.ts';
import type { Stored } from '../history/timeline-store.ts';
import { RateBook } from '../rates/rate-book.ts';

/** How often events of one organisation come. */
export interface Pace {
  /** What the connection says of itself, whenever that changes. */
  readonly observe: (report: ConnectionReport) => void;
  readonly take: (stored: readonly Stored[]) => void;
  readonly read: (query: RatesQuery) => Rates;
}

export function createPace(deps: {
  readonly clock: Clock;
  /** The connection as of now. */
  readonly report: () => ConnectionReport;
}): Pace {
  const { clock } = deps;
  const book = new RateBook(clock.now());
  return {
    observe: (report) => {
      book.observe(report, clock.now());
    },
    take: (stored) => {
      for (const { entry } of stored) book.take(entry);
    },
    read: (query) => book.read(query, deps.report(), clock.now()),
  };
}
