import type { WebContents } from 'electron';
import { pushChannel, type PushName, type Pushes } from '../../../shared/ipc/contract.ts';
import type { Reveal } from '../../../shared/model/reveal.ts';
import type { SettingsView } from '../../../shared/model/snapshot.ts';
import { thrownFields, type Logger } from '../base/logger.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { closingAct } from './closing.ts';
import { createReveals } from './reveals.ts';
import { bringUp, openWindow, putAway } from './window.ts';

/** The one window of Vigil, and what the shell does with it beside passing on what the monitor tells. */
export interface VigilWindow {
  readonly contents: WebContents;
  /** Brings it to the front, from wherever it is. */
  readonly bringUp: () => void;
  /** Closes it as its button does: it may ask, or go on out of sight. */
  readonly close: () => void;
  /** Shows a place, and its organisation. */
  readonly showPlace: (place: Reveal) => void;
  /** The page has asked for its first picture, and listens. */
  readonly pageIsReady: () => void;
}

export function openVigilWindow(options: {
  readonly preloadPath: string;
  readonly startsHidden: boolean;
  readonly settings: () => Pick<SettingsView, 'onClose' | 'activeProfileId'>;
  readonly isQuitting: () => boolean;
  readonly showProfile: Monitor['handlers']['showProfile'];
  readonly log: Logger;
}): VigilWindow {
  const { settings, log } = options;
  const window = openWindow({
    preloadPath: options.preloadPath,
    startsHidden: options.startsHidden,
    mayClose: () => {
      const { onClose } = settings();
      const act = closingAct({ isQuitting: options.isQuitting(), onClose, canAsk: reveals.isPageThere() });
      if (act === 'hide') putAway(window);
      if (act === 'ask') push('closing', null);
      return act === 'close';
    },
    log,
  });
  const contents = window.webContents;
  const push = <P extends PushName>(name: P, payload: Pushes[P]): void => {
    if (!contents.isDestroyed()) contents.send(pushChannel(name), payload);
  };
  const reveals = createReveals((place) => {
    push('reveal', place);
  });
  contents.on('render-process-gone', reveals.pageIsGone);
  return {
    contents,
    bringUp: () => {
      bringUp(window);
    },
    close: () => {
      window.close();
    },
    showPlace: (place) => {
      reveals.reveal(place);
      const { profileId } = place;
      if (profileId === null || profileId === settings().activeProfileId) return;
      options.showProfile({ profileId }).catch((thrown: unknown) => {
        log('warn', 'The organisation of a place could not be shown', thrownFields(thrown));
      });
    },
    pageIsReady: reveals.pageIsReady,
  };
}
