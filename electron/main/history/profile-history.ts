import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import type { ProfileStores } from './profile-stores.ts';
import type { TimelineStore } from './timeline-store.ts';

/** The timeline of one profile: what one organisation sent never stands among another's. */
export interface ProfileHistory extends TimelineStore {
  /** Erases it and begins another one in its place; what arrives meanwhile goes into that. */
  readonly startAnew: () => Promise<void>;
}

export function openProfileHistory(profileId: string, { open, erase }: ProfileStores): ProfileHistory {
  let current = open(profileId);
  let known = EMPTY_DIRECTORY;

  return {
    startAnew: async () => {
      const erased = current.close().then(() => erase(profileId));
      current = open(profileId, erased);
      current.learn(known);
      await erased;
    },
    append: (records) => current.append(records),
    countDeliveries: (positions) => current.countDeliveries(positions),
    page: (query) => current.page(query),
    count: (filter) => current.count(filter),
    countByTime: (query) => current.countByTime(query),
    positionAt: (at) => current.positionAt(at),
    runRules: (query) => current.runRules(query),
    entry: (position) => current.entry(position),
    neighbours: (position) => current.neighbours(position),
    mark: (position, mark) => current.mark(position, mark),
    learn: (names) => {
      known = names;
      current.learn(names);
    },
    whereabouts: () => current.whereabouts(),
    get keeping() {
      return current.keeping;
    },
    close: () => current.close(),
  };
}
