import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { RetentionPolicy } from '../../../shared/model/history.ts';

/** Once a history is too large, so much of its limit is made free at once: deleting a little each hour tells of nothing else. */
const HEADROOM = 0.05;

/** A history as a decision about retention sees it. */
export interface Survey {
  /** Position of the oldest entry; 0 when there is none. */
  readonly first: number;
  readonly last: number;
  /** Of the oldest entry; null when there is none. */
  readonly since: EpochMs | null;
  /** So many of the oldest entries are past the age that was asked about. */
  readonly tooOld: number;
  /** What the entries take on disk, without room that is free for later ones. */
  readonly usedBytes: number;
}

/** What would be deleted: the oldest `count` entries, up to and with the position `through`. */
export interface Deletion {
  readonly through: number;
  readonly count: number;
  readonly why: 'age' | 'size';
}

/** What is known of a deletion up to a position beside its size. */
export interface Cut {
  /** Of the oldest entry that stays; null when none does. */
  readonly keptSince: EpochMs | null;
  /** How many of the entries to be deleted are pinned or have a note. */
  readonly marked: number;
}

/** Entries before this moment are past their age. */
export const oldestKept = (policy: RetentionPolicy, now: EpochMs): EpochMs => now - policy.maxAgeMs;

/**
 * What a policy asks to delete of a history, or null. The newest entry always stays, so that a history never forgets
 * how far its numbers have come. Sizes are judged by the mean of all entries.
 */
export function decideRetention(survey: Survey, policy: RetentionPolicy): Deletion | null {
  const total = survey.first === 0 ? 0 : survey.last - survey.first + 1;
  const deletable = Math.max(0, total - 1);
  const byAge = Math.min(survey.tooOld, deletable);
  const bySize = Math.min(tooMany(survey.usedBytes, total, policy.maxBytes), deletable);
  const count = Math.max(byAge, bySize);
  if (count === 0) return null;
  return { through: survey.first + count - 1, count, why: bySize > byAge ? 'size' : 'age' };
}

function tooMany(usedBytes: number, total: number, maxBytes: number): number {
  if (usedBytes <= maxBytes) return 0;
  const excessBytes = usedBytes - maxBytes * (1 - HEADROOM);
  return Math.ceil((excessBytes / usedBytes) * total);
}
