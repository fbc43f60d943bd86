import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { electronSwitches } from '../../scripts/desktop/choice.mjs';
import { withTestDesktop } from '../../scripts/desktop/desktop.mjs';
import { setup } from '../../scripts/setup.mjs';
import { rounded } from '../median.ts';
import { startFeed, type Feed } from './feed.ts';
import { runAtRate, type RateRun } from './rate-run.ts';
import { openWatchedWindow, type WatchedWindow } from './watched-window.ts';

const RATES = [200, 1_000, 5_000] as const;
/** The rate that the bars are about. */
const BAR_RATE = 1_000;
const SECONDS = 10;
const FRAME_BYTES = 600;
const HISTORY_EVENTS = 1_000_000;
const WARM_UP = { perSecond: 500, seconds: 3 };

type Line = Readonly<Record<string, number | string | Readonly<Record<string, number>>>>;

/**
 * Vigil's window with a million events behind its list, flooded at three rates, against a bare window that appends lines
 * of the same events: both are real windows of the same Electron on the same desktop, measured in the same way in the same run.
 *
 *     npm run --silent bench -- flood [EVENTS_BEHIND]
 */
export async function measureFlood([behind = String(HISTORY_EVENTS)]: readonly string[]): Promise<Line> {
  const { runtime, projectFolder, env } = await setup({ purpose: 'test' });
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const feed = await startFeed(FRAME_BYTES);
  try {
    return await withTestDesktop(env, async (desktopEnv) => {
      const switches = electronSwitches({
        platform: process.platform,
        isRoot: process.getuid?.() === 0,
        env: desktopEnv,
      });
      const open = (...args: string[]): Promise<WatchedWindow> =>
        openWatchedWindow({
          executable: runtime.executable,
          args: [...switches, '--log-level=3', ...args],
          env: desktopEnv,
        });
      await fillHistory(folder, feed, Number(behind), desktopEnv);
      const bare = await measureBare(
        () => open(join(projectFolder, 'bench/flood/bare-window'), `${feed.url.replace('http', 'ws')}/bare`),
        feed,
      );
      const vigil = await measureVigil(
        () => open(projectFolder, `--data-dir=${folder}`),
        feed,
        Number(behind),
      );
      return lineOf(vigil, bare, Number(behind));
    });
  } finally {
    feed.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** In a process of its own, because the keychain is that of the desktop. */
async function fillHistory(
  dataDir: string,
  feed: Feed,
  events: number,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  process.stderr.write(`storing ${String(events)} events\n`);
  const script = join(import.meta.dirname, '../history-profile.ts');
  await promisify(execFile)(
    process.execPath,
    [script, dataDir, feed.url, String(events), String(FRAME_BYTES)],
    { env },
  );
}

type Runs = ReadonlyMap<number, RateRun>;

async function runAll(
  name: string,
  window: WatchedWindow,
  feed: Feed,
  arrivalsSince: (startedAt: number) => Promise<readonly number[]>,
): Promise<Runs> {
  await feed.pace(WARM_UP.perSecond, WARM_UP.seconds);
  const runs = new Map<number, RateRun>();
  for (const perSecond of RATES) {
    const run = await runAtRate(window, feed, { perSecond, seconds: SECONDS }, arrivalsSince);
    process.stderr.write(`${name} at ${String(perSecond)}/s: ${JSON.stringify(run)}\n`);
    runs.set(perSecond, run);
  }
  return runs;
}

async function measureBare(open: () => Promise<WatchedWindow>, feed: Feed): Promise<Runs> {
  const window = await open();
  try {
    return await runAll('bare window', window, feed, (startedAt) =>
      window.page.evaluate<number[]>(`arrivals.filter((at) => at >= ${String(startedAt)})`),
    );
  } finally {
    await window.close();
  }
}

interface MeasuredVigil {
  readonly runs: Runs;
  readonly electron: string;
}

async function measureVigil(
  open: () => Promise<WatchedWindow>,
  feed: Feed,
  behind: number,
): Promise<MeasuredVigil> {
  const window = await open();
  try {
    const { page, electron } = window;
    await page.getByRole('button', { name: /^Connection: Live/ }).waitFor();
    const rows = Number(await page.getByRole('grid', { name: 'Timeline' }).getAttribute('aria-rowcount'));
    if (rows < behind) throw new Error(`Only ${String(rows)} rows are behind the list.`);
    return {
      electron,
      runs: await runAll('Vigil', window, feed, (startedAt) => arrivalsOf(window, startedAt)),
    };
  } finally {
    await window.close();
  }
}

/** The moments of the newest events in the history, back to the start of a run. */
function arrivalsOf({ page }: WatchedWindow, startedAt: number): Promise<readonly number[]> {
  return page.evaluate<number[]>(`(async () => {
    const found = [];
    let position = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const answer = await monitor.queryEntries({ from: 'before', position, limit: 1000, filter: '' });
      if (!answer.ok) throw new Error(answer.error.message);
      const { entries } = answer.value;
      const events = entries.filter((entry) => entry.type === 'event' && entry.at >= ${String(startedAt)});
      found.unshift(...events.map(({ at }) => at));
      if (entries.length === 0 || entries[0].at < ${String(startedAt)}) return found;
      position = entries[0].position;
    }
  })()`);
}

/** The figures at the rate of the bars by their plain names, and those of every rate under it. */
function lineOf({ runs, electron }: MeasuredVigil, bare: Runs, behind: number): Line {
  const bars = runs.get(BAR_RATE);
  const bareBars = bare.get(BAR_RATE);
  if (bars === undefined || bareBars === undefined) throw new Error('The rate of the bars was not measured.');
  const { paintP99Ms, longTaskMaxMs, heapMb, inputDelayMs, busyShare } = bars;
  const rates = [...runs].flatMap(([rate, run]) => [
    [`at${String(rate)}`, { ...run }],
    [`bareAt${String(rate)}`, { ...bare.get(rate) }],
  ]);
  return {
    ...{ paintP99Ms, longTaskMaxMs, heapMb, inputDelayMs, busyShare },
    paintRatio: rounded(paintP99Ms / bareBars.paintP99Ms, 2),
    busyRatio: rounded(busyShare / bareBars.busyShare, 2),
    eventsBehind: behind,
    seconds: SECONDS,
    frameBytes: FRAME_BYTES,
    electron,
    ...(Object.fromEntries(rates) as Record<string, Record<string, number>>),
  };
}
