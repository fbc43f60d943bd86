import { BrowserWindow } from 'electron';
import { systemClock } from '../base/clock.ts';
import { thrownFields, type Logger } from '../base/logger.ts';
import { PAGE_URL } from './app-protocol.ts';
import { createPageRevival } from './page-revival.ts';
import { windowOptions } from './window-options.ts';

/** The only place where a window is made. It shows itself when its page has drawn, unless it starts hidden. */
export function openWindow(options: {
  readonly preloadPath: string;
  readonly startsHidden: boolean;
  /** Whether the window may close when somebody closes it. */
  readonly mayClose: () => boolean;
  readonly log: Logger;
}): BrowserWindow {
  const { log } = options;
  const window = new BrowserWindow(windowOptions(options.preloadPath));
  let isClosing = false;
  window.on('close', (event) => {
    if (options.mayClose()) isClosing = true;
    else event.preventDefault();
  });
  const load = (): void => {
    if (isClosing) return;
    window.loadURL(PAGE_URL).catch((thrown: unknown) => {
      // Closed before it had loaded: nobody misses the page.
      if (isClosing) return;
      log('error', 'The page did not load', thrownFields(thrown));
    });
  };
  if (!options.startsHidden) {
    window.once('ready-to-show', () => {
      window.show();
    });
  }
  const { pageDied } = createPageRevival({ clock: systemClock, load, log });
  window.webContents.on('render-process-gone', (_event, death) => {
    pageDied(death);
  });
  load();
  return window;
}

/** Takes a window out of sight. On macOS one that fills the screen would leave it black. */
export function putAway(window: BrowserWindow): void {
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once('leave-full-screen', () => {
    window.hide();
  });
  window.setFullScreen(false);
}

/** Brings a window to the front, from wherever it is. */
export function bringUp(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
