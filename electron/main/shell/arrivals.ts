import type { App } from 'electron';
import { linkIn } from './link.ts';

/** Who shows what arrives. */
export interface Receiver {
  readonly bringUp: () => void;
  readonly follow: (link: string) => void;
}

/**
 * Takes what arrives from outside of the window: links, and the wish to see the window again. They come by another
 * start of Vigil, on macOS by events, and the first one by the command line; what comes before there is a window waits.
 */
export function watchArrivals(
  app: Pick<App, 'on'>,
  firstLink: string | null,
): { readonly handTo: (receiver: Receiver) => void } {
  let receiver: Receiver | null = null;
  let waiting = firstLink;
  const arrive = (link: string | null): void => {
    if (receiver === null) waiting = link ?? waiting;
    else if (link === null) receiver.bringUp();
    else receiver.follow(link);
  };
  app.on('second-instance', (_event, args) => {
    arrive(linkIn(args));
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    arrive(link);
  });
  app.on('activate', () => {
    arrive(null);
  });
  return {
    handTo: (next) => {
      receiver = next;
      if (waiting !== null) arrive(waiting);
    },
  };
}
