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
import type { SettingsView } from '../../../shared/model/snapshot.ts';
import { spokenLanguage, type LanguageChoice } from '../../../shared/text/t.ts';
import { thrownFields, type Logger } from '../base/logger.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { menuTemplate } from './app-menu.ts';
import { APP_ORIGIN, PAGE_URL, serveApp } from './app-protocol.ts';
import { printEntries } from './console.ts';
import { openExternalLink } from './external-link.ts';
import { guardAllContents, guardSession } from './guard.ts';
import { serveRequests } from './ipc-server.ts';
import { followLink } from './link.ts';
import type { LoginItems } from './login-item.ts';
import { showNotifications } from './notifier.ts';
import { forwardPushes } from './pushes.ts';
import { saveScreenshotWhenLive } from './screenshot.ts';
import { watchSystem } from './system-hints.ts';
import { openTray } from './tray.ts';
import { keepTrayCurrent } from './tray-facts.ts';
import { openVigilWindow } from './vigil-window.ts';

export interface OpenedShell {
  /** Brings the window to the front, also when it was closed into the tray. */
  readonly bringUp: () => void;
  /** Shows the place that a link leads to, or says why not. */
  readonly follow: (link: string) => void;
  /** Stops listening to the monitor and to the system. */
  readonly close: () => void;
}

/** Puts a window and the desktop around a monitor. Electron must be ready. */
export function openShell(options: {
  readonly monitor: Monitor;
  /** What the user has chosen, at any moment. */
  readonly settings: () => Pick<
    SettingsView,
    'theme' | 'language' | 'onClose' | 'profiles' | 'activeProfileId' | 'connectedProfileIds'
  >;
  readonly speakChosen: (choice: LanguageChoice) => void;
  readonly loginItems: LoginItems;
  /** Whether the app has been told to quit. */
  readonly isQuitting: () => boolean;
  readonly startsHidden: boolean;
  /** Shows the log in the folder where it is kept. */
  readonly showLog: () => void;
  readonly pageFolder: string;
  readonly preloadPath: string;
  readonly printsEvents: boolean;
  readonly screenshotPath: string | null;
  readonly log: Logger;
}): OpenedShell {
  const { monitor, settings, showLog, log } = options;
  const clock = systemClock;
  const openLink = (url: string): void => {
    openExternalLink(url, { open: (allowed) => shell.openExternal(allowed), log });
  };

  nativeTheme.themeSource = settings().theme;
  guardAllContents(app, openLink);
  guardSession(session.defaultSession, PAGE_URL);
  serveApp(protocol, options.pageFolder);
  const { platform } = process;
  const showAbout = (): void => {
    app.showAboutPanel();
  };
  const drawMenu = (): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform, showAbout, showLog, openLink })));
  };
  drawMenu();
  const speak = (choice: LanguageChoice): void => {
    const former = spokenLanguage();
    options.speakChosen(choice);
    if (spokenLanguage() !== former) drawMenu();
  };

  const { showProfile } = monitor.handlers;
  const window = openVigilWindow({ ...options, showProfile });
  const { contents } = window;
  const pauseAlerts = (forMs: number | null): void => {
    monitor.handlers.pauseAlerts({ forMs }).catch((thrown: unknown) => {
      log('warn', 'Alerts could not be paused', thrownFields(thrown));
    });
  };
  const tray = openTray({ openWindow: window.bringUp, pauseAlerts, log });
  const trayFacts = keepTrayCurrent({ monitor, settings, show: tray.show });
  serveRequests({
    door: ipcMain,
    handlers: {
      ...monitor.handlers,
      getSnapshot: async () => {
        const snapshot = await monitor.handlers.getSnapshot(null);
        window.pageIsReady();
        return snapshot;
      },
      closeWindow: () => {
        window.close();
        return Promise.resolve(null);
      },
      setLanguage: async ({ language }) => {
        // First, so that what is told of the new settings is said in the new language already.
        speak(language);
        try {
          return await monitor.handlers.setLanguage({ language });
        } finally {
          speak(settings().language);
        }
      },
      countOverLimit: ({ agents }) => {
        trayFacts.countOverLimit(agents);
        return Promise.resolve(null);
      },
      getLoginItem: options.loginItems.read,
      setLoginItem: ({ isOn }) => options.loginItems.set(isOn),
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
    monitor.on('settings', ({ theme }) => {
      nativeTheme.themeSource = theme;
    }),
    tray.close,
    showNotifications({
      monitor,
      open: (place) => {
        window.showPlace(place);
        window.bringUp();
      },
    }),
    trayFacts.stop,
    forwardPushes({ monitor, target: contents, clock }),
    watchSystem({
      power: powerMonitor,
      network: { isOnline: () => net.isOnline(), interfaces: networkInterfaces },
      clock,
      tell: monitor.hint,
    }),
    ...(options.printsEvents ? [printEntries(monitor, print)] : []),
    ...(path === null ? [] : [saveScreenshotWhenLive({ monitor, clock, capture, path, print, log })]),
  ];
  return {
    bringUp: window.bringUp,
    follow: (link) => {
      followLink(link, { organisations: settings, reveal: window.showPlace, tell: monitor.tell });
      window.bringUp();
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}
