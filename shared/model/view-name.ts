/** The views of the window, in the order in which they are listed. */
export const VIEW_NAMES = [
  'board',
  'timeline',
  'topics',
  'connection',
  'alerts',
  'sessions',
  'settings',
] as const;

export type ViewName = (typeof VIEW_NAMES)[number];
