import type { ViewName } from '../../stores/shell.ts';

/** The views in the order of their keys. */
export const VIEW_TABS: readonly { readonly view: ViewName; readonly label: string; readonly key: string }[] =
  [
    { view: 'timeline', label: 'Timeline', key: '1' },
    { view: 'topics', label: 'Topics', key: '2' },
    { view: 'connection', label: 'Connection', key: '3' },
  ];
