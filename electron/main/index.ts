/**
 * The entry of the desktop app: reads the command line, claims the data folder, builds the monitor, and puts a
 * window around it.
 */
import { join } from 'node:path';
import { app, dialog, net, protocol, session, shell } from 'electron';
import { languageOf, speakLanguage } from '../../shared/text/languages.ts';
import { t, type LanguageChoice } from '../../shared/text/t.ts';
import { systemClock } from './base/clock.ts';
import { toMonitorError } from './base/failure.ts';
import { openLogFile } from './base/log-file.ts';
import { createLogger, thrownFields } from './base/logger.ts';
import { isReadOfDestroyedSocket } from './base/node-read.ts';
import { createMonitor } from './create-monitor.ts';
import { routesFromSystem } from './network/system-routes.ts';
import { readExtraCertificates } from './network/trust.ts';
import { createKeychainCalls } from './secrets/keychain-secret-store.ts';
import { openSecretStore } from './secrets/open-secret-store.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { APP_SCHEME } from './shell/app-protocol.ts';
import { watchArrivals, type Receiver } from './shell/arrivals.ts';
import { chooseFile } from './shell/choose-file.ts';
import { claimDataFolder } from './shell/claim-data-folder.ts';
import { readCommandLine, type RunOptions } from './shell/command-line.ts';
import { createLoginItems } from './shell/login-item.ts';
import { openShell } from './shell/open-shell.ts';
import { stopBeforeQuit } from './shell/quit.ts';

/** In the data folder. */
const LOG_NAME = 'vigil.log';

/** Keeps a line of the log for later, once there is a place for it. */
let keepLine: (line: string) => void = () => undefined;
const log = createLogger({
  write: (line) => {
    process.stderr.write(`${line}\n`);
    keepLine(line);
  },
  now: systemClock.now,
  lowestLevel: 'info',
});

// Whoever reads the output may stop reading; that is no reason to stop.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (thrown) => {
  if (isReadOfDestroyedSocket(thrown)) log('info', 'A socket was read after its end');
  else log('error', 'Something unexpected happened', thrownFields(thrown));
});

// Chromium refuses a sandbox to root, and whoever starts Vigil as root has said so by the switch. Each window asks
// for the sandbox by its own preferences all the same.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([APP_SCHEME]);

const commandLine = readCommandLine(process.argv.slice(1), {
  folder: process.cwd(),
  version: `Vigil ${app.getVersion()} on Electron ${process.versions.electron}`,
});
if (commandLine.kind === 'run') run(commandLine);
else leave(commandLine.text, commandLine.status);

/** Ends before a window was opened. */
function leave(text: string, status: number): void {
  (status === 0 ? process.stdout : process.stderr).write(text);
  app.exit(status);
}

function run(options: RunOptions): void {
  const dataDir = options.dataDir ?? app.getPath('userData');
  const claim = claimDataFolder(app, dataDir);
  if (claim === 'taken') {
    leave(`Vigil is already running with the folder ${dataDir}; its window was brought to the front.\n`, 0);
    return;
  }
  if (claim === 'ours') {
    keepLine = openLogFile(join(dataDir, LOG_NAME), (thrown) => {
      log('warn', 'The log cannot be kept in its file', thrownFields(thrown));
    });
    const { platform, arch, versions } = process;
    log('info', 'Vigil was started', {
      version: app.getVersion(),
      electron: versions.electron,
      platform,
      arch,
    });
  }
  const { handTo } = watchArrivals(app, options.link);
  // What follows `--` is never read as an option, whatever a link holds.
  if (app.isPackaged) app.setAsDefaultProtocolClient('vigil', process.execPath, ['--']);
  // Electron is not ready before this file has been run, so nothing here may wait for it.
  app
    .whenReady()
    .then(() => start(dataDir, options, handTo))
    .catch((thrown: unknown) => {
      failToStart(thrown, options);
    });
}

/** On macOS a start at login says so by this; elsewhere by `--hidden`. */
const wasOpenedAtLogin = (): boolean =>
  process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;

async function start(
  dataDir: string,
  options: RunOptions,
  handTo: (receiver: Receiver) => void,
): Promise<void> {
  const calls = createKeychainCalls(systemClock);
  let stop = (): Promise<void> => Promise.resolve();
  const { isQuitting } = stopBeforeQuit({
    app,
    clock: systemClock,
    stop: () => stop(),
    isKeychainBusy: calls.isBusy,
    kill: () => process.kill(process.pid, 'SIGKILL'),
    log,
  });
  const speakChosen = (choice: LanguageChoice): void => {
    speakLanguage(languageOf(choice, app.getLocale()));
  };
  speakChosen('system');
  const opened = await openSettingsFile({ dataDir, now: systemClock.now });
  speakChosen(opened.settings.current().language);
  const vault = await openSecretStore({ calls, platform: process.platform });
  const extra = await readExtraCertificates(process.env['NODE_EXTRA_CA_CERTS']);
  const notices = [...opened.notices, ...vault.notices, ...extra.notices];
  for (const { message } of notices) process.stderr.write(`${message}\n`);
  const monitor = createMonitor({
    settings: opened.settings,
    secrets: vault.secrets,
    notices,
    dataDir,
    historyWorkerPath: join(import.meta.dirname, 'history-worker.js'),
    searchWorkerPath: join(import.meta.dirname, 'search-worker.js'),
    recordingWorkerPath: join(import.meta.dirname, 'recording-worker.js'),
    appVersion: app.getVersion(),
    chooseFile,
    // Loaded only when it is wanted: most runs never need it.
    startPracticeOrg: async () => (await import('../../simulator/practice-org.ts')).startPracticeOrg(),
    log,
    isOnline: () => net.isOnline(),
    showFile: (path) => {
      shell.showItemInFolder(path);
    },
    findRoute: routesFromSystem((url) => session.defaultSession.resolveProxy(url), systemClock),
    extraCertificates: extra.certificates,
  });
  const desktop = openShell({
    ...options,
    monitor,
    settings: opened.settings.current,
    loginItems: createLoginItems({
      app,
      platform: process.platform,
      // What an AppImage runs from is a folder that is gone when it ends.
      program: process.env['APPIMAGE'] ?? process.execPath,
      args: options.dataDir === null ? [] : [`--data-dir=${options.dataDir}`],
      configFolder: app.getPath('appData'),
    }),
    speakChosen,
    isQuitting,
    startsHidden: options.startsHidden || wasOpenedAtLogin(),
    showLog: () => {
      shell.showItemInFolder(join(dataDir, LOG_NAME));
    },
    pageFolder: join(import.meta.dirname, '../renderer'),
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    log,
  });
  handTo(desktop);
  app.on('window-all-closed', () => {
    app.quit();
  });
  stop = () => {
    desktop.close();
    return monitor.stop();
  };
  await monitor.start();
}

function failToStart(thrown: unknown, { printsEvents }: RunOptions): void {
  log('error', 'Vigil could not start', thrownFields(thrown));
  const { message } = toMonitorError(thrown);
  // A run that prints is watched in a terminal; a box might wait there for somebody who is not looking.
  if (!printsEvents) dialog.showErrorBox(t('Vigil could not start'), message);
  leave(`${message}\n`, 1);
}
