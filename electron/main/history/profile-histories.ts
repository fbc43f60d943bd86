import type { TimelineStore } from './timeline-store.ts';

/** A timeline for each profile, one of them in use: what one organisation sent never stands among another's. */
export interface ProfileHistories extends TimelineStore {
  /** From now on, this profile's timeline is the one that is written and read. */
  readonly turnTo: (profileId: string) => void;
  /** Forgets the timeline of a profile that was removed. */
  readonly forget: (profileId: string) => Promise<void>;
}

/** `open` makes a timeline that is still empty. */
export function createProfileHistories(open: () => TimelineStore): ProfileHistories {
  const stores = new Map<string, TimelineStore>();
  let current = open();

  return {
    turnTo: (profileId) => {
      current = stores.get(profileId) ?? open();
      stores.set(profileId, current);
    },
    forget: async (profileId) => {
      const store = stores.get(profileId);
      stores.delete(profileId);
      await store?.close();
    },
    append: (records) => current.append(records),
    page: (query) => current.page(query),
    close: async () => {
      await Promise.all([...stores.values()].map((store) => store.close()));
    },
  };
}
