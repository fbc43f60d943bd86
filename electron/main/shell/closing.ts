import type { OnClose } from '../../../shared/model/desktop.ts';

/** What a window does that the user closes. */
export type ClosingAct = 'close' | 'hide' | 'ask';

/** @param around `canAsk` is false when the page is gone, or not there yet, and nobody could answer. */
export function closingAct(around: {
  readonly isQuitting: boolean;
  readonly onClose: OnClose;
  readonly canAsk: boolean;
}): ClosingAct {
  if (around.isQuitting) return 'close';
  switch (around.onClose) {
    case 'keep-watching':
      return 'hide';
    case 'quit':
      return 'close';
    case 'ask':
      return around.canAsk ? 'ask' : 'close';
  }
}
