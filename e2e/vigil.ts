import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright/test';
import { readSandboxSituation, sandboxAdvice } from '../scripts/desktop/sandbox.mjs';

export const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** The Electron that runs the tests: the one that `ELECTRON_OVERRIDE_DIST_PATH` names, else the installed one. */
export function electronPath(): string {
  const path: unknown = createRequire(import.meta.url)('electron');
  if (typeof path !== 'string') throw new Error('There is no Electron to run. Run: npm test');
  return path;
}

/**
 * Chromium's sandbox is on wherever it can be: not for root, and not where the system forbids it. There the tests run
 * without it rather than not at all, and the one that looks at the sandbox says so.
 */
export function sandboxSwitches(): readonly string[] {
  if (process.platform !== 'linux') return [];
  const isForbidden = sandboxAdvice(readSandboxSituation(dirname(electronPath()))) !== undefined;
  return process.getuid?.() === 0 || isForbidden ? ['--no-sandbox'] : [];
}

/** A running Vigil, and everything that it said. */
export interface Vigil {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
  /** What it printed so far, to either stream. */
  readonly printed: () => string;
  /** Errors and violations that the page reported so far. */
  readonly pageProblems: () => readonly string[];
  /** Quits as a person does, and waits until the process has ended. */
  readonly quit: () => Promise<void>;
  /** Ends the process at once, as a crash or the system does; resolves when it has ended. */
  readonly kill: () => Promise<void>;
}

/** Starts the built app on a data folder of its own and waits for its window. */
export async function startVigil(
  dataDir: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Vigil> {
  const app = await _electron.launch({
    args: [...sandboxSwitches(), PROJECT_FOLDER, `--data-dir=${dataDir}`, ...args],
    // Playwright would switch the sandbox off for everybody.
    chromiumSandbox: true,
    // Tests read English, whatever language the system is in.
    env: { ...definedEnv(), LANGUAGE: 'en', LC_ALL: 'C.UTF-8', ...env },
  });
  const printed = recordOutput(app.process());
  const page = await app.firstWindow();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.waitForLoadState();
  return {
    app,
    page,
    dataDir,
    printed,
    pageProblems: () => problems,
    quit: () => app.close(),
    kill: async () => {
      const gone = once(app.process(), 'exit');
      app.process().kill('SIGKILL');
      await gone;
    },
  };
}

/** Starts Vigil from a terminal, with nothing of Playwright in it. */
export function startFromTerminal(args: readonly string[]) {
  const child = spawn(electronPath(), [...sandboxSwitches(), '--log-level=3', PROJECT_FOLDER, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = recordOutput(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, printed, ended };
}

export function recordOutput({ stdout, stderr }: Pick<ChildProcess, 'stdout' | 'stderr'>): () => string {
  let text = '';
  const record = (chunk: Buffer | string): void => {
    text += String(chunk);
  };
  stdout?.on('data', record);
  stderr?.on('data', record);
  return () => text;
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
