import type { ActionId } from '../../../shared/model/shortcuts.ts';
import { t } from '../../../shared/text/t.ts';
import type { Scope } from './key-map.ts';

const WORDS: Readonly<Record<ActionId, () => string>> = {
  'view-board': () => t('Show the board'),
  'view-timeline': () => t('Show the timeline'),
  'view-topics': () => t('Show the topics'),
  'view-connection': () => t('Show the connection'),
  'view-alerts': () => t('Show the alerts'),
  'view-sessions': () => t('Show sessions'),
  'view-settings': () => t('Show settings'),
  palette: () => t('Search or command'),
  help: () => t('Keyboard shortcuts'),
  digest: () => t('Say how things stand'),
  'next-pane': () => t('Next part of the window'),
  'previous-pane': () => t('Previous part of the window'),
  'try-now': () => t('Try to connect now'),
  'copy-view-link': () => t('Copy a link to this view'),
  filter: () => t('Filter'),
  pause: () => t('Pause or resume the timeline'),
  follow: () => t('Follow the newest row, or stop following'),
  'next-row': () => t('Next row'),
  'previous-row': () => t('Previous row'),
  'next-page': () => t('Further down'),
  'previous-page': () => t('Further up'),
  'first-row': () => t('First row of the whole history'),
  'last-row': () => t('Last row of the whole history; the newest is followed'),
  inspect: () => t('Inspect the row'),
  'show-json': () => t('Show the JSON of the row, and back to its changes'),
  'close-inspector': () => t('Close the inspector'),
  'next-of-topic': () => t('Next event of the same topic'),
  'previous-of-topic': () => t('Previous event of the same topic'),
  'next-gap': () => t('Next gap'),
  pin: () => t('Pin the row'),
  note: () => t('Write a note on the row'),
  'copy-row-link': () => t('Copy a link to the row'),
  'find-agent': () => t('Find agents by name'),
  'close-agent': () => t('Close what is shown of an agent'),
  wallboard: () => t('Wallboard'),
  'next-wall-page': () => t('Next page of the wallboard'),
  'previous-wall-page': () => t('Previous page of the wallboard'),
  'pause-wall': () => t('Stay on this page of the wallboard, or turn them again'),
  'leave-wallboard': () => t('Leave the wallboard'),
};

/** What an action does, in a few words. */
export const actionText = (action: ActionId): string => WORDS[action]();

export function scopeText(scope: Scope): string {
  switch (scope) {
    case 'window':
      return t('Everywhere');
    case 'timeline':
      return t('In the timeline');
    case 'board':
      return t('On the board');
    case 'wallboard':
      return t('On the wallboard');
  }
}
