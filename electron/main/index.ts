/**
 * The entry of the desktop app: reads the command line, claims the data folder, builds the monitor, and puts a
 * window around it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, net, protocol } from 'electron';
import { systemClock } from './base/clock.ts';
import { toMonitorError } from './base/failure.ts';
import { createLogger, thrownFields } from './base/logger.ts';
import { createMonitor } from './create-monitor.ts';
import { openCoverageLog } from './history/coverage-log.ts';
import { openSecretStore } from './secrets/open-secret-store.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { APP_SCHEME } from './shell/app-protocol.ts';
import { HELP, readCommandLine, type RunOptions } from './shell/command-line.ts';
import { openShell } from './shell/open-shell.ts';
import { stopBeforeQuit } from './shell/quit.ts';

const log = createLogger({
  write: (line) => process.stderr.write(`${line}\n`),
  now: systemClock.now,
  lowestLevel: 'info',
});

// Whoever reads the output may stop reading; that is no reason to stop.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (thrown) => {
  log('error', 'Something unexpected happened', thrownFields(thrown));
});

// Chromium refuses a sandbox to root, and whoever starts Vigil as root has said so by the switch. Each window asks
// for the sandbox by its own preferences all the same.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([APP_SCHEME]);

const commandLine = readCommandLine(process.argv.slice(1), process.cwd());
switch (commandLine.kind) {
  case 'help':
    leave(HELP, 0);
    break;
  case 'version':
    leave(`Vigil ${app.getVersion()} on Electron ${process.versions.electron}\n`, 0);
    break;
  case 'mistake':
    leave(`${commandLine.message}\n`, 2);
    break;
  case 'run':
    claimDataFolder(commandLine);
    break;
}

/** Ends before a window was opened. */
function leave(text: string, status: number): void {
  (status === 0 ? process.stdout : process.stderr).write(text);
  app.exit(status);
}

/** Two instances on one folder would overwrite each other's settings, so the second one steps back. */
function claimDataFolder(options: RunOptions): void {
  const dataDir = options.dataDir ?? app.getPath('userData');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    app.setPath('userData', dataDir);
    app.setPath('sessionData', join(dataDir, 'browser'));
  } catch {
    leave(`Vigil cannot use the folder ${dataDir}. Choose another one with --data-dir=DIR.\n`, 1);
    return;
  }
  if (!app.requestSingleInstanceLock()) {
    leave(`Vigil is already running with the folder ${dataDir}; its window was brought to the front.\n`, 0);
    return;
  }
  // Electron is not ready before this file has been run, so nothing here may wait for it.
  app
    .whenReady()
    .then(() => start(dataDir, options))
    .catch((thrown: unknown) => {
      failToStart(thrown, options);
    });
}

async function start(dataDir: string, options: RunOptions): Promise<void> {
  const opened = await openSettingsFile({ dataDir, now: systemClock.now });
  const vault = await openSecretStore({ clock: systemClock, platform: process.platform });
  const notices = [...opened.notices, ...vault.notices];
  for (const { message } of notices) process.stderr.write(`${message}\n`);
  const monitor = createMonitor({
    settings: opened.settings,
    secrets: vault.secrets,
    notices,
    coverageLog: await openCoverageLog(dataDir),
    // Loaded only when it is wanted: most runs never need it.
    startPracticeOrg: async () => (await import('../../simulator/practice-org.ts')).startPracticeOrg(),
    log,
    isOnline: () => net.isOnline(),
  });
  const desktop = openShell({
    ...options,
    monitor,
    theme: opened.settings.current().theme,
    pageFolder: join(import.meta.dirname, '../renderer'),
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    log,
  });
  app.on('second-instance', desktop.focus);
  app.on('window-all-closed', () => {
    app.quit();
  });
  stopBeforeQuit({
    app,
    clock: systemClock,
    stop: () => {
      desktop.close();
      return monitor.stop();
    },
    isKeychainBlocked: vault.isKeychainBlocked,
    kill: () => process.kill(process.pid, 'SIGKILL'),
    log,
  });
  await monitor.start();
}

function failToStart(thrown: unknown, { printsEvents }: RunOptions): void {
  log('error', 'Vigil could not start', thrownFields(thrown));
  const { message } = toMonitorError(thrown);
  // A run that prints is watched in a terminal; a box might wait there for somebody who is not looking.
  if (!printsEvents) dialog.showErrorBox('Vigil could not start', message);
  leave(`${message}\n`, 1);
}
