import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronSwitches } from '../scripts/desktop/choice.mjs';
import { withTestDesktop } from '../scripts/desktop/desktop.mjs';
import { setup } from '../scripts/setup.mjs';
import { median, rounded } from './median.ts';

const ROUNDS = 5;
const START_LIMIT_MS = 60_000;

/** The least an Electron app can do: one window with one line of text. */
const BARE_MAIN = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false });
  window.once('ready-to-show', () => { window.show(); console.log('shown'); });
  window.loadURL('data:text/html,<h1>Bare</h1>');
});
`;

/**
 * From the start of the process to a live connection on the practice org, against a bare window that is shown,
 * launched in turn on the same desktop.
 */
export async function measureStartup(): Promise<
  { readonly ratio: number } & Readonly<Record<string, number | string>>
> {
  const { runtime, projectFolder, env } = await setup({ purpose: 'test' });
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }));
    await writeFile(join(folder, 'main.cjs'), BARE_MAIN);
    return await withTestDesktop(env, async (desktopEnv) => {
      const { platform } = process;
      const switches = electronSwitches({ platform, isRoot: process.getuid?.() === 0, env: desktopEnv });
      const launch = (args: readonly string[], sign: RegExp): Promise<number> =>
        timeTo(runtime.executable, [...switches, '--log-level=3', ...args], desktopEnv, sign);
      const bare: number[] = [];
      const live: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        bare.push(await launch([folder], /^shown$/m));
        const dataDir = join(folder, `data-${String(round)}`);
        live.push(await launch([projectFolder, '--console', `--data-dir=${dataDir}`], /connection +live/));
        process.stderr.write(`round ${String(round)} of ${String(ROUNDS)}\n`);
      }
      return {
        ratio: rounded(median(live) / median(bare)),
        liveMs: Math.round(median(live)),
        bareWindowMs: Math.round(median(bare)),
        electron: runtime.version,
        rounds: ROUNDS,
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds from the start of a process to a line on its standard output; ends the process then. */
async function timeTo(
  executable: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  sign: RegExp,
): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(executable, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  try {
    return await new Promise<number>((resolve, reject) => {
      const limit = setTimeout(() => {
        reject(new Error(`No ${String(sign)} within ${String(START_LIMIT_MS)} ms.`));
      }, START_LIMIT_MS);
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (!sign.test(output)) return;
        clearTimeout(limit);
        resolve(performance.now() - startedAt);
      });
      child.once('exit', () => {
        clearTimeout(limit);
        reject(new Error('The app ended before it was ready.'));
      });
    });
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}
