import { networkInterfaces } from 'node:os';
import {
  app,
  clipboard,
  ipcMain,
  Menu,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron';
import { systemClock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { menuTemplate } from './app-menu.ts';
import { APP_ORIGIN, PAGE_URL, serveApp } from './app-protocol.ts';
import { printEntries } from './console.ts';
import { openExternalLink } from './external-link.ts';
import { guardAllContents, guardSession } from './guard.ts';
import { serveRequests } from './ipc-server.ts';
import { forwardPushes } from './pushes.ts';
import { saveScreenshotWhenLive } from './screenshot.ts';
import { watchSystem } from './system-hints.ts';
import { openWindow } from './window.ts';

export interface OpenedShell {
  /** Brings the window to the front. */
  readonly focus: () => void;
  /** Stops listening to the monitor and to the system. */
  readonly close: () => void;
}

/** Puts a window and the desktop around a monitor. Electron must be ready. */
export function openShell(options: {
  readonly monitor: Monitor;
  readonly theme: typeof nativeTheme.themeSource;
  readonly pageFolder: string;
  readonly preloadPath: string;
  readonly printsEvents: boolean;
  readonly screenshotPath: string | null;
  readonly log: Logger;
}): OpenedShell {
  const { monitor, log } = options;
  const clock = systemClock;
  const openLink = (url: string): void => {
    openExternalLink(url, { open: (allowed) => shell.openExternal(allowed), log });
  };

  nativeTheme.themeSource = options.theme;
  guardAllContents(app, openLink);
  guardSession(session.defaultSession, PAGE_URL);
  serveApp(protocol, options.pageFolder);
  const { platform } = process;
  const showAbout = (): void => {
    app.showAboutPanel();
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform, showAbout, openLink })));

  const window = openWindow({ preloadPath: options.preloadPath, log });
  const contents = window.webContents;
  serveRequests({
    door: ipcMain,
    handlers: {
      ...monitor.handlers,
      copyText: async ({ text }) => {
        await clipboard.writeText(text);
        return null;
      },
    },
    trusted: {
      isOwnWindow: (webContentsId) => !contents.isDestroyed() && contents.id === webContentsId,
      origin: APP_ORIGIN,
    },
    log,
  });

  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const capture = async (): Promise<Uint8Array> => (await contents.capturePage()).toPNG();
  const { screenshotPath: path } = options;
  const stops = [
    forwardPushes({ monitor, target: contents, clock }),
    watchSystem({
      power: powerMonitor,
      network: { isOnline: () => net.isOnline(), interfaces: networkInterfaces },
      clock,
      tell: monitor.hint,
    }),
    monitor.on('settings', ({ theme }) => {
      nativeTheme.themeSource = theme;
    }),
    ...(options.printsEvents ? [printEntries(monitor, print)] : []),
    ...(path === null ? [] : [saveScreenshotWhenLive({ monitor, clock, capture, path, print, log })]),
  ];
  return {
    focus: () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}
