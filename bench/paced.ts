import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBenchMonitor, startFirehose } from './bench-monitor.ts';
import { median, rounded } from './median.ts';

type Figures = Readonly<Record<string, number>>;
type Monitor = Awaited<ReturnType<typeof createBenchMonitor>>;

interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  readonly frameBytes: number;
}

/** Events are asked for in stretches, so that no request is open for longer than a client waits. */
const STRETCH_SECONDS = 30;
const SAMPLE_MS = 1_000;
/** What comes before is warming up: code is compiled, and caches fill. */
const WARM_UP = 0.2;

/** 5,000 events of 5 KB a second, for so many minutes (10 when it is not said). It takes 1.6 GB of disk a minute. */
export function measureSustained([minutes = '10']: readonly string[]): Promise<Figures> {
  return run({ perSecond: 5_000, seconds: Number(minutes) * 60, frameBytes: 5_000 });
}

/** 20,000 events a second for 5 seconds. */
export function measureBurst(): Promise<Figures> {
  return run({ perSecond: 20_000, seconds: 5, frameBytes: 1_200 });
}

/**
 * What the main side grows by while so many events pass it (10 million when it is not said): the resident memory at the
 * end against that after warming up. It takes 1.2 GB of disk a million.
 */
export function measureMemory([events = '10000000']: readonly string[]): Promise<Figures> {
  const perSecond = 15_000;
  return run({ perSecond, seconds: Number(events) / perSecond, frameBytes: 600 });
}

async function run(load: Load): Promise<Figures> {
  const { child, url } = await startFirehose(0, load.frameBytes);
  const dataDir = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const monitor = await createBenchMonitor(url, dataDir);
  try {
    const live = new Promise<void>((resolve) => {
      monitor.on('connection', ({ state }) => {
        if (state.status === 'live') resolve();
      });
    });
    await monitor.start();
    await live;
    // What was stored so far is read back: the history is open, and its thread has loaded what it runs.
    await monitor.handlers.getSnapshot(null);
    return await measure(monitor, url, load);
  } finally {
    await monitor.stop();
    await rm(dataDir, { recursive: true });
    child.disconnect();
  }
}

async function measure(monitor: Monitor, url: string, load: Load): Promise<Figures> {
  const count = Math.round(load.perSecond * load.seconds);
  let stored = 0;
  let gaps = 0;
  let told: () => void = () => undefined;
  monitor.onStored((batch) => {
    for (const { entry } of batch) {
      if (entry.type === 'event') stored += 1;
      if (entry.type === 'gap') gaps += 1;
    }
    if (stored >= count) told();
  });
  const all = new Promise<void>((resolve) => (told = resolve));
  const memory = sampleMemory();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAt = performance.now();
  await send(url, load.perSecond, count);
  const sentAt = performance.now();
  await all;
  const storedAt = performance.now();
  delay.disable();
  const { page } = await monitor.handlers.getSnapshot(null);
  const newest = page.entries.findLast((entry) => entry.type === 'event');
  return {
    events: count,
    frameBytes: load.frameBytes,
    eventsPerSecond: Math.round(count / ((storedAt - startedAt) / 1000)),
    // By the number of the newest event that is read back from disk.
    lost: count - (newest?.type === 'event' ? newest.event.seq : 0),
    gaps,
    sendSeconds: rounded((sentAt - startedAt) / 1000, 1),
    catchUpMs: Math.round(storedAt - sentAt),
    loopDelayP99Ms: rounded(delay.percentile(99) / 1e6, 1),
    loopDelayMaxMs: rounded(delay.max / 1e6, 1),
    ...memory(),
  };
}

async function send(url: string, perSecond: number, count: number): Promise<void> {
  for (let sent = 0; sent < count;) {
    const next = Math.min(count - sent, perSecond * STRETCH_SECONDS);
    await fetch(`${url}/pace?perSecond=${String(perSecond)}&count=${String(next)}`, { method: 'POST' });
    sent += next;
    process.stderr.write(`${String(sent)} of ${String(count)} events sent\n`);
  }
}

/** Samples memory until it is asked what it grew by: the middle of the last tenth against that of the first one after warming up. */
function sampleMemory(): () => Figures {
  const samples: NodeJS.MemoryUsage[] = [];
  const timer = setInterval(() => samples.push(process.memoryUsage()), SAMPLE_MS);
  return () => {
    clearInterval(timer);
    const window = Math.max(1, Math.floor(samples.length / 10));
    const from = Math.floor(samples.length * WARM_UP);
    const megabytes = (part: readonly NodeJS.MemoryUsage[], of: 'rss' | 'heapUsed'): number =>
      part.length === 0 ? 0 : median(part.map((sample) => sample[of])) / 1024 ** 2;
    const [first, last] = [samples.slice(from, from + window), samples.slice(-window)];
    return {
      rssMb: Math.round(megabytes(last, 'rss')),
      rssGrowthMb: rounded(megabytes(last, 'rss') - megabytes(first, 'rss'), 1),
      heapMb: Math.round(megabytes(last, 'heapUsed')),
    };
  };
}
