import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { RecordSchema, type CheckedRecord } from '../../electron/watch/record-schema.ts';
import { between, chance, pick, seededRandom, type Random } from '../../simulator/base/random.ts';
import { judgeCoverage, type Coverage } from './real/oracle.ts';
import { OrgChild } from './real/org-child.ts';
import { numberOption, type Target } from './target.ts';

/** What the command is doing when it is killed. */
export type Moment = 'starting' | 'at-live' | 'live' | 'gap' | 'renewing' | 'back' | 'stopping';

export const MOMENTS: readonly Moment[] = [
  'starting',
  'at-live',
  'live',
  'gap',
  'renewing',
  'back',
  'stopping',
];

export interface Crash {
  readonly moment: Moment;
  /** Cuts the end off the ledger's file after the kill, as a power cut may. */
  readonly isTorn: boolean;
}

export interface CrashReport {
  readonly coverage: Coverage;
  /** How much longer than needed a gap is on average, for each kill: it begins at the last note, and a little before. */
  readonly excessMs: number;
  /** Gaps by cause, over all runs. */
  readonly causes: Readonly<Record<string, number>>;
  /** Gaps whose beginning was told more than once. */
  readonly toldAgain: number;
  /** The last record of the last run. */
  readonly share: number | null;
  readonly declaredMs: number;
  readonly tookMs: number;
}

const COMMAND = join(import.meta.dirname, '../../electron/watch/main.ts');
const EVENTS_PER_SECOND = 50;
const PATIENCE_MS = 30_000;
const UNDER_WAY_MS = 500;
/** The time between two notes and what may have been under way; a ledger that was torn costs a note more. */
export const MOST_EXCESS_MS = 7_000;

/**
 * Kills the real command, again and again, while events happen, and lets a last run end in order. Then the org's own
 * log says whether every event that was due to it was received by one of the runs or lies in a gap that one declared.
 */
export async function crashAgainAndAgain(seed: number, crashes: readonly Crash[]): Promise<CrashReport> {
  const random = seededRandom(seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'vigil-crash-'));
  const org = await OrgChild.start({ logLimit: 1_000_000 });
  const startedAt = Date.now();
  const records: CheckedRecord[] = [];
  try {
    org.stream(EVENTS_PER_SECOND);
    for (const [index, { moment, isTorn }] of crashes.entries()) {
      const run = startRun(org, dataDir);
      await reach(moment, run, org, random);
      await run.end('SIGKILL');
      records.push(...run.records);
      if (isTorn) await tear(dataDir, random);
      process.stderr.write(`${String(index + 1)} of ${String(crashes.length)}: killed ${moment}\n`);
      await sleep(between(random, 0, 400));
    }
    const last = startRun(org, dataDir);
    await last.untilLive(1);
    await sleep(500);
    org.pull({ lever: 'restore' });
    await sleep(500);
    await last.end('SIGTERM');
    records.push(...last.records);
    const { events } = await org.ledger();
    return report(events, records, crashes.length, Date.now() - startedAt);
  } finally {
    await org.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function report(
  published: Parameters<typeof judgeCoverage>[0],
  records: readonly CheckedRecord[],
  kills: number,
  tookMs: number,
): CrashReport {
  const received = records.flatMap((record) =>
    record.type === 'event' ? [record.correlationId ?? null] : [],
  );
  const gaps = records.flatMap((record) =>
    record.type === 'gap'
      ? [{ from: Date.parse(record.from), to: Date.parse(record.to), cause: record.cause }]
      : [],
  );
  const causes: Record<string, number> = {};
  for (const { cause } of gaps) causes[cause] = (causes[cause] ?? 0) + 1;
  // Nothing was due before Vigil listened for the first time, or had set out to.
  const listened = records.flatMap((record) =>
    record.type === 'connection' && record.state === 'live' ? [Date.parse(record.at)] : [],
  );
  const dueFrom = Math.min(...listened, ...gaps.map(({ from }) => from));
  const due = published.filter(({ atMs }) => atMs >= dueFrom);
  const arrived = new Set(received);
  const isNotRunning = ({ atMs }: { readonly atMs: number }): boolean =>
    gaps.some(({ from, to, cause }) => cause === 'app/not-running' && from <= atMs && atMs <= to);
  const heardInGap = due.filter((event) => arrived.has(event.correlationId) && isNotRunning(event));
  const last = records.at(-1);
  return {
    coverage: judgeCoverage(due, received, gaps.map(widened), 0),
    excessMs: Math.round((1_000 * heardInGap.length) / EVENTS_PER_SECOND / kills),
    causes,
    toldAgain: gaps.length - new Set(gaps.map(({ from }) => from)).size,
    share: last?.type === 'coverage' ? last.share : null,
    declaredMs: gaps.reduce((sum, { from, to }) => sum + to - from, 0),
    tookMs,
  };
}

interface ToldGap {
  readonly from: number;
  readonly to: number;
  readonly cause: string;
}

/**
 * A connection that broke is known to have lived when its last frame was read; what was sent shortly before may have
 * been under way and went down with it. For the process itself, nothing is made up for.
 */
function widened({ from, to, cause }: ToldGap): ToldGap {
  return { from: cause.startsWith('app/') ? from : from - UNDER_WAY_MS, to, cause };
}

interface Run {
  readonly records: CheckedRecord[];
  readonly untilLive: (times: number) => Promise<void>;
  readonly until: (what: string, isSo: () => boolean) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when the process has ended and everything it wrote is read. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
}

function startRun(org: OrgChild, dataDir: string): Run {
  const { loginUrl, apiUrl, clientId, clientSecret } = org.address;
  const args = ['--login-url', loginUrl, '--api-url', apiUrl, '--client-id', clientId, '--data-dir', dataDir];
  for (const topic of org.topics(5)) args.push('--topic', topic);
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, GENESYS_CLIENT_SECRET: clientSecret },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const records: CheckedRecord[] = [];
  const lines = createInterface({ input: child.stdout });
  const allRead = new Promise<void>((resolve) => lines.once('close', resolve));
  lines.on('line', (line) => {
    const record = parsed(line);
    if (record !== null) records.push(record);
  });
  const until: Run['until'] = async (what, isSo) => {
    const patienceEndsAt = performance.now() + PATIENCE_MS;
    while (!isSo()) {
      if (performance.now() > patienceEndsAt) throw new Error(`Waited in vain for ${what}.`);
      await sleep(2);
    }
  };
  const kill = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  return {
    records,
    until,
    untilLive: (times) => until('live', () => liveCount(records) >= times),
    kill,
    end: async (signal) => {
      kill(signal);
      await allRead;
    },
  };
}

/** A line that the kill cut off is no record. */
function parsed(line: string): CheckedRecord | null {
  try {
    return v.parse(RecordSchema, JSON.parse(line));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

function liveCount(records: readonly CheckedRecord[]): number {
  return records.filter((record) => record.type === 'connection' && record.state === 'live').length;
}

/** Lets a run come to the moment in which it is to be killed, and to a random point within it. */
async function reach(moment: Moment, run: Run, org: OrgChild, random: Random): Promise<void> {
  const within = (mostMs: number): Promise<void> => sleep(between(random, 0, mostMs));
  if (moment === 'starting') return within(1_500);
  await run.untilLive(1);
  switch (moment) {
    case 'at-live':
      return;
    case 'live':
      // Long enough for notes of what goes on.
      return within(12_000);
    case 'gap':
      org.pull({ lever: 'outage', durationMs: 20_000 });
      await run.until('the loss', () => run.records.some(isWaiting));
      await within(6_000);
      org.pull({ lever: 'restore' });
      org.stream(EVENTS_PER_SECOND);
      return;
    case 'renewing':
      org.pull({ lever: 'socket-closing', graceMs: 3_000 });
      return within(1_000);
    case 'back':
      org.pull({ lever: 'drop' });
      await run.untilLive(2);
      return within(50);
    case 'stopping':
      run.kill('SIGTERM');
      return within(60);
  }
}

const isWaiting = (record: CheckedRecord): boolean =>
  record.type === 'connection' && (record.state === 'waiting' || record.state === 'offline');

async function tear(dataDir: string, random: Random): Promise<void> {
  const folder = join(dataDir, 'coverage');
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { size } = await stat(path);
    await truncate(path, Math.max(0, size - between(random, 1, 200)));
  }
}

/** R8 over kills: `--kills N --seed N`. */
export const crash: Target = async (args) => {
  const kills = numberOption(args, 'kills', 60);
  const seed = numberOption(args, 'seed', 1);
  const random = seededRandom(seed);
  const crashes = Array.from({ length: kills }, () => ({
    moment: pick(random, MOMENTS),
    isTorn: chance(random, 0.2),
  }));
  const { coverage, ...figures } = await crashAgainAndAgain(seed, crashes);
  const { published, received, declaredMissing, doubled, lost } = coverage;
  const bar = { lost: 0, doubled: 0, excessMs: MOST_EXCESS_MS };
  return {
    isMet: lost.length === 0 && doubled === 0 && declaredMissing > 0 && figures.excessMs <= MOST_EXCESS_MS,
    bar,
    figures: {
      kills,
      seed,
      torn: crashes.filter(({ isTorn }) => isTorn).length,
      published,
      received,
      declaredMissing,
      lost: lost.length,
      doubled,
      ...figures,
    },
  };
};
