import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { linkIn } from './link.ts';

/** How to run the app. */
export interface RunOptions {
  /** Where settings and history are kept; null for the usual place. */
  readonly dataDir: string | null;
  /** Whether rows of the timeline are printed to standard output. */
  readonly printsEvents: boolean;
  /** Where to save a picture of the live window; null for none. */
  readonly screenshotPath: string | null;
  /** Whether the window stays out of sight until somebody asks for it. */
  readonly startsHidden: boolean;
  /** A link into Vigil that somebody followed, as it was given; null for none. */
  readonly link: string | null;
}

/** What the user asked for: to run, or for an answer with which the program ends. */
export type CommandLine =
  | { readonly kind: 'answer'; readonly text: string; readonly status: number }
  | ({ readonly kind: 'run' } & RunOptions);

const HELP = `Vigil watches the Genesys Cloud Notification API and shows where it could not.

Usage: vigil [options] [LINK]

  --data-dir=DIR     Keep settings and history in DIR. Each folder is a Vigil of its own,
                     and one Vigil at a time uses a folder.
  --console          Print every connection state and one line per event.
  --screenshot=FILE  Save a picture of the window as PNG once it is live and shows events.
  --hidden           Start out of sight, in the tray.
  --version          Print the version.
  --help             Print this text.

A LINK such as vigil://view/timeline shows that place in the window.

Without a saved organisation Vigil opens on the practice org, which runs on this computer.
Client secrets are kept in the system's keychain and are never taken from the command line.
`;

/**
 * Reads the arguments behind the program's name. Options that are not Vigil's are left to Electron and Chromium,
 * which read the same line.
 *
 * @param around What relative paths start from, and what `--version` says.
 */
export function readCommandLine(
  args: readonly string[],
  around: { readonly folder: string; readonly version: string },
): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      help: { type: 'boolean' },
      version: { type: 'boolean' },
      console: { type: 'boolean' },
      hidden: { type: 'boolean' },
      'data-dir': { type: 'string' },
      screenshot: { type: 'string' },
    },
  });
  if (values.help === true) return { kind: 'answer', text: HELP, status: 0 };
  if (values.version === true) return { kind: 'answer', text: `${around.version}\n`, status: 0 };
  const dataDir = values['data-dir'];
  const screenshot = values.screenshot;
  if (isMissing(dataDir)) return mistake('--data-dir needs a folder: --data-dir=DIR');
  if (isMissing(screenshot)) return mistake('--screenshot needs a file: --screenshot=FILE');
  return {
    kind: 'run',
    dataDir: absolute(dataDir, around.folder),
    printsEvents: values.console === true,
    screenshotPath: absolute(screenshot, around.folder),
    startsHidden: values.hidden === true,
    link: linkIn(positionals),
  };
}

/** `parseArgs` reads an option at the end of the line as `true`, and takes the next option for the value of one. */
function isMissing(value: string | boolean | undefined): value is boolean {
  return typeof value === 'boolean' || value === '' || value?.startsWith('-') === true;
}

function absolute(path: string | undefined, folder: string): string | null {
  if (path === undefined) return null;
  return isAbsolute(path) ? path : resolve(folder, path);
}

function mistake(message: string): CommandLine {
  return { kind: 'answer', text: `${message}\n`, status: 2 };
}
