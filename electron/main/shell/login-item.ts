import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import type { LoginItem } from '../../../shared/model/desktop.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';

/** Has the system start Vigil, out of sight, when the user signs in to the computer. */
export interface LoginItems {
  readonly read: () => Promise<LoginItem>;
  /** Throws a `Failure` (`settings/unwritable`) when the system does not take it. */
  readonly set: (isOn: boolean) => Promise<LoginItem>;
}

export function createLoginItems(options: {
  readonly app: Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  /** The program that is started, and with what beside `--hidden`. */
  readonly program: string;
  readonly args: readonly string[];
  /** The folder of the user's configuration on Linux. */
  readonly configFolder: string;
}): LoginItems {
  const { app, platform, configFolder } = options;
  const args = [...options.args, '--hidden'];
  // What runs from its source folder is started by other means, and may be gone tomorrow.
  if (!app.isPackaged)
    return unavailable(() =>
      t('This Vigil runs from its source folder. Only an installed one can start by itself.'),
    );
  if (platform === 'linux') return autostartFile(join(configFolder, 'autostart'), [options.program, ...args]);
  if (platform !== 'darwin' && platform !== 'win32') {
    return unavailable(() =>
      t('This system has no way that Vigil knows to start programs when you sign in.'),
    );
  }
  const read = (): LoginItem => ({
    canChange: true,
    isOn: app.getLoginItemSettings({ path: options.program, args }).openAtLogin,
  });
  return {
    read: () => Promise.resolve(read()),
    set: (isOn) => {
      app.setLoginItemSettings({ openAtLogin: isOn, path: options.program, args });
      return Promise.resolve(read());
    },
  };
}

/** The reason is given in the language of the moment in which it is asked for. */
function unavailable(reason: () => string): LoginItems {
  const read = (): Promise<LoginItem> => Promise.resolve({ canChange: false, reason: reason() });
  return { read, set: read };
}

/** A file in the autostart folder, which every desktop of Linux reads when a session begins. */
function autostartFile(folder: string, command: readonly string[]): LoginItems {
  const path = join(folder, 'vigil.desktop');
  async function read(): Promise<LoginItem> {
    const text = await readFile(path, 'utf8').catch(() => null);
    return { canChange: true, isOn: text !== null && !/^Hidden=true$/m.test(text) };
  }
  return {
    read,
    set: async (isOn) => {
      try {
        if (isOn) {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, desktopEntry(command));
        } else await rm(path, { force: true });
      } catch (thrown) {
        const message = t(
          'Vigil cannot change what starts with the session: the folder {folder} refuses it.',
          { folder },
        );
        throw new Failure({ code: 'settings/unwritable', message }, { cause: thrown });
      }
      return read();
    },
  };
}

const desktopEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Vigil',
    `Exec=${command.map(execArgument).join(' ')}`,
    'Terminal=false',
    '',
  ].join('\n');

/**
 * Quotes an argument as the Desktop Entry Specification asks for: within quotes some characters are escaped, and that
 * again in a value; a percent sign stands for itself when it is doubled.
 */
function execArgument(text: string): string {
  const escaped = text.replaceAll(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\');
  return `"${escaped.replaceAll('%', '%%')}"`;
}
