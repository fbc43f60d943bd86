import type { ActionId } from '../../../shared/model/shortcuts.ts';

/** What is to be done for an action. */
export type Performers = Readonly<Partial<Record<ActionId, () => void>>>;

/** Who does what at the moment: views offer their actions while they are shown, keys and the palette ask for them. */
export interface Actions {
  /** The returned function takes the offer back. */
  readonly offer: (performers: Performers) => () => void;
  readonly isOffered: (action: ActionId) => boolean;
  /** Does nothing when nobody offers it. */
  readonly perform: (action: ActionId) => void;
}

/** Of two offers of the same action the later one counts. */
export function createActions(): Actions {
  const offers = new Set<Performers>();
  const find = (action: ActionId): (() => void) | undefined =>
    [...offers].findLast((performers) => performers[action] !== undefined)?.[action];
  return {
    offer: (performers) => {
      offers.add(performers);
      return () => {
        offers.delete(performers);
      };
    },
    isOffered: (action) => find(action) !== undefined,
    perform: (action) => find(action)?.(),
  };
}
