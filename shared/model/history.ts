import type { EpochMs } from './connection-state.ts';

/** How much of a history is kept. What exceeds either limit is deleted, the oldest entries first. */
export interface RetentionPolicy {
  /** Entries older than this are deleted. */
  readonly maxAgeMs: number;
  /** The oldest entries are deleted when a history takes more than this on disk. */
  readonly maxBytes: number;
}

const DAY_MS = 86_400_000;

export const DEFAULT_RETENTION: RetentionPolicy = { maxAgeMs: 30 * DAY_MS, maxBytes: 2 * 1024 ** 3 };

/** What may be chosen: from a day to ten years, and from 10 MB to a terabyte. */
export const RETENTION_BOUNDS = {
  maxAgeMs: { least: DAY_MS, most: 3_650 * DAY_MS },
  maxBytes: { least: 10 * 1024 ** 2, most: 1024 ** 4 },
} as const;

/** What a policy would delete: entries that are older than all others. */
export interface PlannedDeletion {
  readonly count: number;
  /** All of them are from before this moment: the oldest entry that stays is of it. */
  readonly before: EpochMs;
  /** So many of them are pinned or have a note. */
  readonly marked: number;
  /** Which of the two limits asks for it; that which asks for more, where both do. */
  readonly why: 'age' | 'size';
}

/** How the history of a profile is kept, beside what is in it. */
export interface HistoryDescription {
  readonly profileId: string;
  readonly retention: RetentionPolicy;
  /** The file that it is stored in, encrypted; null while it is kept in memory only. */
  readonly path: string | null;
  readonly entries: number;
  /** Of the oldest entry; null when there is none. */
  readonly since: EpochMs | null;
  /** What the entries take on disk; 0 in memory. */
  readonly usedBytes: number;
}
