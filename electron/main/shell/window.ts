import { BrowserWindow } from 'electron';
import { systemClock } from '../base/clock.ts';
import { thrownFields, type Logger } from '../base/logger.ts';
import { PAGE_URL } from './app-protocol.ts';
import { createPageRevival } from './page-revival.ts';
import { windowOptions } from './window-options.ts';

/** The only place where a window is made. It shows itself when its page has drawn. */
export function openWindow({ preloadPath, log }: { preloadPath: string; log: Logger }): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preloadPath));
  let isClosing = false;
  window.once('close', () => {
    isClosing = true;
  });
  const load = (): void => {
    if (isClosing) return;
    window.loadURL(PAGE_URL).catch((thrown: unknown) => {
      // Closed before it had loaded: nobody misses the page.
      if (isClosing) return;
      log('error', 'The page did not load', thrownFields(thrown));
    });
  };
  window.once('ready-to-show', () => {
    window.show();
  });
  const { pageDied } = createPageRevival({ clock: systemClock, load, log });
  window.webContents.on('render-process-gone', (_event, death) => {
    pageDied(death);
  });
  load();
  return window;
}
