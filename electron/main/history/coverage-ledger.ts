import type { Stretch } from '../../../shared/model/coverage.ts';

/** Stretches older than this are forgotten. */
export const KEPT_MS = 30 * 86_400_000;
/** So many stretches are kept at most, the newest: a line that breaks every minute fills them in a day and a half. */
export const KEPT_STRETCHES = 5_000;

/** What is known of one profile's time, in the order in which it was put down first. */
export interface CoverageLedger {
  readonly stretches: () => readonly Stretch[];
  /** The one that was put down last, new or not: up to its end something is known of the time. */
  readonly latest: () => Stretch | null;
  /**
   * Puts down a stretch, in the place of the one with the same id. It is kept when this returns: nothing that comes
   * after, a crash least of all, can undo it. Throws what the system says when it cannot be written; it is known to
   * this run all the same.
   */
  readonly put: (stretch: Stretch) => void;
}

/** A ledger for each profile: what one organisation sent says nothing of another. */
export interface CoverageLedgers {
  readonly of: (profileId: string) => CoverageLedger;
  /** Forgets what is known of a profile that was removed. */
  readonly forget: (profileId: string) => void;
}

/** What a ledger holds in memory, within its bounds. */
export function createStretchList(initial: readonly Stretch[] = []): CoverageLedger {
  const byId = new Map(initial.map((stretch) => [stretch.id, stretch]));
  let latest = initial.at(-1) ?? null;
  return {
    stretches: () => [...byId.values()],
    latest: () => latest,
    put: (stretch) => {
      latest = stretch;
      byId.set(stretch.id, stretch);
      for (const [id, { to }] of byId) {
        if (byId.size <= KEPT_STRETCHES && to >= stretch.to - KEPT_MS) break;
        byId.delete(id);
      }
    },
  };
}

/** A run that keeps nothing: it knows of no earlier one. */
export function createMemoryLedgers(): CoverageLedgers {
  const ledgers = new Map<string, CoverageLedger>();
  return {
    of: (profileId) => {
      const ledger = ledgers.get(profileId) ?? createStretchList();
      ledgers.set(profileId, ledger);
      return ledger;
    },
    forget: (profileId) => {
      ledgers.delete(profileId);
    },
  };
}
