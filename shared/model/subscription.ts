/** A topic that the user wants, and what the service said of it. */
export interface Subscription {
  readonly topic: string;
  readonly status: 'pending' | 'confirmed' | 'refused';
  /** Why it was refused, in the service's words. */
  readonly reason?: string;
  readonly missingPermissions?: readonly string[];
  /** The board needs it; absent for what the user chose. */
  readonly isOfBoard?: true;
}

/** One channel carries at most this many topics. Source: "Usage limitations" of the Notifications API. */
export const TOPICS_PER_CHANNEL = 1000;

/** Topics are spread over at most so many channels: over a renewal each has two, and twenty are shared by all installs. */
export const MOST_SHARDS = 5;
