/** A filter of the timeline that the user gave a name. The name tells it apart from others, whatever its case. */
export interface SavedView {
  readonly name: string;
  /** In the filter language, as it was applied. */
  readonly filter: string;
}

export const MAX_VIEWS = 100;
export const MAX_VIEW_NAME_LENGTH = 60;

/** Whether two names are those of one view. */
export const isSameView = (name: string, other: string): boolean =>
  name.trim().toLowerCase() === other.trim().toLowerCase();

/** Views that are always there and cannot be changed. */
export const BUILT_IN_VIEWS = [
  { name: 'All', filter: '' },
  { name: 'Changes', filter: 'changed:yes' },
  { name: 'Errors and gaps', filter: 'gap:yes OR error:yes OR refused:yes' },
  { name: 'Connection', filter: '-type:event' },
  { name: 'Pinned and noted', filter: 'pinned:yes OR note:yes' },
] as const satisfies readonly SavedView[];
