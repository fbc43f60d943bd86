/**
 * The entry of the desktop app: reads the command line, claims the data folder, builds the monitor, and puts a
 * window around it.
 */
import { join } from 'node:path';
import { app, dialog, net, protocol, session } from 'electron';
import { systemClock } from './base/clock.ts';
import { toMonitorError } from './base/failure.ts';
import { createLogger, thrownFields } from './base/logger.ts';
import { createMonitor } from './create-monitor.ts';
import { routesFromSystem } from './network/system-routes.ts';
import { readExtraCertificates } from './network/trust.ts';
import { createKeychainCalls } from './secrets/keychain-secret-store.ts';
import { openSecretStore } from './secrets/open-secret-store.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { APP_SCHEME } from './shell/app-protocol.ts';
import { claimDataFolder } from './shell/claim-data-folder.ts';
import { readCommandLine, type RunOptions } from './shell/command-line.ts';
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
  const refusal = claimDataFolder(app, dataDir);
  if (refusal !== null) {
    leave(`${refusal.text}\n`, refusal.status);
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
  const calls = createKeychainCalls(systemClock);
  let stop = (): Promise<void> => Promise.resolve();
  stopBeforeQuit({
    app,
    clock: systemClock,
    stop: () => stop(),
    isKeychainBusy: calls.isBusy,
    kill: () => process.kill(process.pid, 'SIGKILL'),
    log,
  });
  const opened = await openSettingsFile({ dataDir, now: systemClock.now });
  const vault = await openSecretStore({ calls, platform: process.platform });
  const extra = await readExtraCertificates(process.env['NODE_EXTRA_CA_CERTS']);
  const notices = [...opened.notices, ...vault.notices, ...extra.notices];
  for (const { message } of notices) process.stderr.write(`${message}\n`);
  const monitor = createMonitor({
    settings: opened.settings,
    secrets: vault.secrets,
    notices,
    dataDir,
    // Loaded only when it is wanted: most runs never need it.
    startPracticeOrg: async () => (await import('../../simulator/practice-org.ts')).startPracticeOrg(),
    log,
    isOnline: () => net.isOnline(),
    findRoute: routesFromSystem((url) => session.defaultSession.resolveProxy(url)),
    extraCertificates: extra.certificates,
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
  if (!printsEvents) dialog.showErrorBox('Vigil could not start', message);
  leave(`${message}\n`, 1);
}
