import { BrowserWindow } from 'electron';
import { thrownFields, type Logger } from '../base/logger.ts';
import { PAGE_URL } from './app-protocol.ts';
import { windowOptions } from './window-options.ts';

/** A page that dies more often than this is not brought back again: it would die for ever. */
const MAX_RELOADS = 3;

/** The only place where a window is made. It shows itself when its page has drawn. */
export function openWindow({ preloadPath, log }: { preloadPath: string; log: Logger }): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preloadPath));
  let reloads = 0;
  const load = (): void => {
    window.loadURL(PAGE_URL).catch((thrown: unknown) => {
      // Closed before it had loaded: nobody misses the page.
      if (window.isDestroyed()) return;
      log('error', 'The page did not load', thrownFields(thrown));
    });
  };
  window.once('ready-to-show', () => {
    window.show();
  });
  // The history lives in the main process, so a page that comes back shows everything again.
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('error', 'The page process ended', { reason, exitCode, reloads });
    if (reason === 'clean-exit' || reloads >= MAX_RELOADS) return;
    reloads += 1;
    load();
  });
  load();
  return window;
}
