import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { electronSwitches } from '../../scripts/desktop/choice.mjs';
import { withTestDesktop } from '../../scripts/desktop/desktop.mjs';
import { setup } from '../../scripts/setup.mjs';
import { startFeed, type Feed } from '../flood/feed.ts';
import { openWatchedWindow, type WatchedWindow } from '../flood/watched-window.ts';
import { rounded } from '../median.ts';
import { cardFigures, type CardEvent, type CardFigures, type MeteredCards } from './card-figures.ts';

const SIZES = [100, 1_000] as const;
/** The size that the bars are about. */
const BAR_SIZE = 1_000;
const PER_SECOND = 100;
const SECONDS = 15;
const WARM_UP_SECONDS = 3;
const FRAME_BYTES = 600;

interface SizeRun extends CardFigures {
  /** How much of the time the main thread of the page was busy. */
  readonly busyShare: number;
  /** The same with no event at all: what the clocks of the cards cost. */
  readonly idleShare: number;
  /** What an event costs the main thread of the page beyond that, in milliseconds. */
  readonly msPerEvent: number;
}

type Line = Readonly<Record<string, number | string | Readonly<Record<string, number>>>>;

/**
 * The board with a hundred and with a thousand people, each at a hundred events a second: what an event costs must not
 * depend on how many people there are, which is the baseline of this bench.
 */
export async function measureBoard(): Promise<Line> {
  const { runtime, projectFolder, env } = await setup({ purpose: 'test' });
  return await withTestDesktop(env, async (desktopEnv) => {
    const { platform } = process;
    const switches = electronSwitches({ platform, isRoot: process.getuid?.() === 0, env: desktopEnv });
    const open = (folder: string): Promise<WatchedWindow> =>
      openWatchedWindow({
        executable: runtime.executable,
        args: [...switches, '--log-level=3', projectFolder, `--data-dir=${folder}`],
        env: desktopEnv,
      });
    const runs = new Map<number, SizeRun>();
    for (const people of SIZES) {
      const run = await measureSize(people, open, desktopEnv);
      process.stderr.write(`${String(people)} cards: ${JSON.stringify(run)}\n`);
      runs.set(people, run);
    }
    return { ...lineOf(runs), electron: runtime.version };
  });
}

async function measureSize(
  people: number,
  open: (folder: string) => Promise<WatchedWindow>,
  env: NodeJS.ProcessEnv,
): Promise<SizeRun> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const feed = await startFeed(FRAME_BYTES, people);
  try {
    const script = join(import.meta.dirname, '../history-profile.ts');
    const profile = [script, folder, feed.url, '0', String(FRAME_BYTES), String(people)];
    await promisify(execFile)(process.execPath, profile, { env });
    const window = await open(folder);
    try {
      await showBoard(window, people);
      return await runOn(window, feed);
    } finally {
      await window.close();
    }
  } finally {
    feed.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** By name, so that the same cards stay in sight. */
async function showBoard({ page }: WatchedWindow, people: number): Promise<void> {
  await page.getByRole('button', { name: /^Connection: Live/ }).waitFor();
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Board' }).click();
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByText('Cards', { exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Sort/ }).click();
  await page.getByRole('option', { name: 'Name', exact: true }).click();
  await page
    .getByText(`${people.toLocaleString('en-GB')} agents`)
    .first()
    .waitFor();
}

async function runOn(window: WatchedWindow, feed: Feed): Promise<SizeRun> {
  const { page } = window;
  await feed.pace(PER_SECOND, WARM_UP_SECONDS);
  await window.heapAfterCollection();
  const idleShare = await busyShareDuring(window, () => sleep(SECONDS * 1000));
  await page.evaluate(await readFile(join(import.meta.dirname, 'card-meter.js'), 'utf8'));
  const inSight = new Set(await cardsInSight(window));
  const startedAt = Date.now();
  const busyShare = await busyShareDuring(window, () => feed.pace(PER_SECOND, SECONDS));
  await sleep(1000);
  const endedAt = Date.now();
  const metered = await page.evaluate<MeteredCards>('cardMeter.stop()');
  const events = await eventsSince(window, startedAt);
  return {
    ...cardFigures(metered, events, inSight, endedAt),
    busyShare: rounded(busyShare),
    idleShare: rounded(idleShare),
    msPerEvent: rounded(((busyShare - idleShare) * 1000) / PER_SECOND),
  };
}

async function busyShareDuring(window: WatchedWindow, act: () => Promise<unknown>): Promise<number> {
  const [before, startedAt] = [await window.counts(), performance.now()];
  await act();
  const seconds = (performance.now() - startedAt) / 1000;
  return ((await window.counts()).busySeconds - before.busySeconds) / seconds;
}

const cardsInSight = ({ page }: WatchedWindow): Promise<readonly string[]> =>
  page.evaluate<string[]>(`(() => {
    const cards = [...document.querySelectorAll('[data-user]')];
    const list = cards[0].closest('[data-density]').getBoundingClientRect();
    return cards
      .filter((card) => {
        const { top, bottom } = card.getBoundingClientRect();
        return top >= list.top && bottom <= list.bottom;
      })
      .map((card) => card.dataset.user);
  })()`);

/** The events of a run as the history has them, oldest first. */
function eventsSince({ page }: WatchedWindow, startedAt: number): Promise<readonly CardEvent[]> {
  return page.evaluate<CardEvent[]>(`(async () => {
    const found = [];
    let position = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const query = { from: 'before', position, limit: 1000, filter: 'type:event' };
      const answer = await monitor.queryEntries(query);
      if (!answer.ok) throw new Error(answer.error.message);
      const { entries } = answer.value;
      const events = entries.filter(({ at }) => at >= ${String(startedAt)});
      found.unshift(
        ...events.map(({ at, event }) => ({
          userId: event.subject.id,
          at,
          word: event.changes[0].to.systemPresence === 'AWAY' ? 'Away' : 'Available',
        })),
      );
      if (events.length < entries.length || entries.length === 0) return found;
      position = entries[0].position;
    }
  })()`);
}

/** The figures at the size of the bars by their plain names, and those of every size under it. */
function lineOf(runs: ReadonlyMap<number, SizeRun>): Line {
  const [few, many] = [runs.get(SIZES[0]), runs.get(BAR_SIZE)];
  if (few === undefined || many === undefined) throw new Error('A size was not measured.');
  const { busyShare, longTaskMaxMs, paintP99Ms } = many;
  return {
    ...{ busyShare, longTaskMaxMs, paintP99Ms },
    costRatio: rounded(many.msPerEvent / few.msPerEvent, 2),
    perSecond: PER_SECOND,
    seconds: SECONDS,
    ...Object.fromEntries([...runs].map(([people, run]) => [`at${String(people)}`, { ...run }])),
  };
}
