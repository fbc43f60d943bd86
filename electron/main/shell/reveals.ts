import type { Reveal } from '../../../shared/model/reveal.ts';

/** Sends the window to places, as soon as it has drawn itself: what is sent to a page that loads is lost. */
export interface Reveals {
  readonly reveal: (place: Reveal) => void;
  /** The page has asked for its first picture, and listens. */
  readonly pageIsReady: () => void;
  readonly isPageThere: () => boolean;
  /** The page is loaded anew. */
  readonly pageIsGone: () => void;
}

/** Of several places that wait only the last one is shown. */
export function createReveals(send: (place: Reveal) => void): Reveals {
  let isReady = false;
  let waiting: Reveal | null = null;
  const sendWaiting = (): void => {
    if (!isReady || waiting === null) return;
    const place = waiting;
    waiting = null;
    send(place);
  };
  return {
    reveal: (place) => {
      waiting = place;
      sendWaiting();
    },
    pageIsReady: () => {
      isReady = true;
      sendWaiting();
    },
    isPageThere: () => isReady,
    pageIsGone: () => {
      isReady = false;
    },
  };
}
