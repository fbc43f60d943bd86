import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type CDPSession, type ElectronApplication, type Page } from 'playwright';
import type { Metered } from './figures.ts';

/** What the debugger counts of a page, since it was opened. */
export interface PageCounts {
  /** Time that the main thread of the page was busy, in seconds. */
  readonly busySeconds: number;
  readonly heapBytes: number;
}

/** Time that a process was busy, as shares of one core, since it was last asked for. */
export interface ProcessShares {
  readonly main: number;
  readonly page: number;
  /** Where nothing draws but software, this is where it draws. */
  readonly drawing: number;
}

/** A window of a running app, and what measures it from outside. */
export interface WatchedWindow {
  readonly page: Page;
  readonly electron: string;
  readonly counts: () => Promise<PageCounts>;
  readonly heapAfterCollection: () => Promise<number>;
  readonly shares: () => Promise<ProcessShares>;
  /** The 99th percentile of the delay of the main process's loop since it was last asked for, in milliseconds. */
  readonly loopDelayP99Ms: () => Promise<number>;
  readonly startMeter: () => Promise<void>;
  readonly stopMeter: () => Promise<Metered>;
  /** Resolves when no newer line was painted for a while: everything that came is shown. */
  readonly settled: () => Promise<void>;
  readonly cdp: CDPSession;
  readonly close: () => Promise<void>;
}

const CALM_MS = 500;

export async function openWatchedWindow(launch: {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}): Promise<WatchedWindow> {
  const env = Object.entries(launch.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const app = await _electron.launch({
    executablePath: launch.executable,
    args: [...launch.args],
    // Playwright would switch the sandbox off for everybody.
    chromiumSandbox: true,
    env: Object.fromEntries(env),
  });
  const page = await app.firstWindow();
  await page.waitForLoadState();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const counts = (): Promise<PageCounts> => readCounts(cdp);
  await watchLoop(app);
  const meter = await readFile(join(import.meta.dirname, 'page-meter.js'), 'utf8');
  const newest = (): Promise<number> => page.evaluate<number>('meter.newest()');
  return {
    page,
    cdp,
    electron: await app.evaluate(() => process.versions.electron),
    counts,
    heapAfterCollection: async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      return (await counts()).heapBytes;
    },
    shares: () => readShares(app),
    loopDelayP99Ms: () => app.evaluate(() => globalThis.loopDelayP99Ms()),
    startMeter: () => page.evaluate(meter),
    stopMeter: () => page.evaluate<Metered>('meter.stop()'),
    settled: async () => {
      let seen = -1;
      for (let now = await newest(); now !== seen; now = await newest()) {
        seen = now;
        await sleep(CALM_MS);
      }
    },
    close: () => app.close(),
  };
}

declare global {
  var loopDelayP99Ms: () => number;
}

async function watchLoop(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const histogram = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 });
    histogram.enable();
    globalThis.loopDelayP99Ms = () => {
      const delayMs = histogram.percentile(99) / 1e6;
      histogram.reset();
      return delayMs;
    };
  });
}

async function readCounts(cdp: CDPSession): Promise<PageCounts> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const valueOf = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { busySeconds: valueOf('TaskDuration'), heapBytes: valueOf('JSHeapUsedSize') };
}

async function readShares(app: ElectronApplication): Promise<ProcessShares> {
  const metrics = await app.evaluate(({ app: running }) =>
    running.getAppMetrics().map(({ type, cpu }) => ({ type, share: cpu.percentCPUUsage / 100 })),
  );
  const shareOf = (wanted: string): number =>
    metrics.filter(({ type }) => type === wanted).reduce((sum, { share }) => sum + share, 0);
  return { main: shareOf('Browser'), page: shareOf('Tab'), drawing: shareOf('GPU') };
}
