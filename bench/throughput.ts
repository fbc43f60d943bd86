import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createBenchMonitor, startFirehose } from './bench-monitor.ts';
import { median, rounded } from './median.ts';

const EVENTS = 120_000;
/** Rounds that do not count: the engine compiles what runs often only after some hundred thousand events. */
const WARM_UP_ROUNDS = 4;
const FRAME_BYTES = 1_200;
const ROUNDS = 7;

/**
 * Events a second through the whole main side (socket, decode, dedupe, change, store on disk, batch, publish), against a
 * bare `ws` client that only parses the same frames, sent by the same process in the same run. Each side is
 * counted from the moment it asks for the frames to the moment it has dealt with the last one. Both run some
 * rounds before it counts, so that neither is measured while it is being compiled; the ratio is that of each round, in the middle.
 */
export async function measureThroughput(): Promise<
  { readonly ratio: number } & Readonly<Record<string, number>>
> {
  const { child, url } = await startFirehose(EVENTS, FRAME_BYTES);
  try {
    for (let round = 1; round <= WARM_UP_ROUNDS; round += 1) {
      await runRaw(url);
      await runVigil(url);
    }
    const raw: number[] = [];
    const vigil: number[] = [];
    const ratios: number[] = [];
    const delays: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const baseline = await runRaw(url);
      const { eventsPerSecond, loopDelayP99Ms } = await runVigil(url);
      raw.push(baseline);
      vigil.push(eventsPerSecond);
      ratios.push(eventsPerSecond / baseline);
      delays.push(loopDelayP99Ms);
      process.stderr.write(`round ${String(round)} of ${String(ROUNDS)}\n`);
    }
    return {
      ratio: rounded(median(ratios)),
      eventsPerSecond: Math.round(median(vigil)),
      baselineEventsPerSecond: Math.round(median(raw)),
      loopDelayP99Ms: rounded(median(delays), 1),
      frameBytes: FRAME_BYTES,
      events: EVENTS,
      rounds: ROUNDS,
    };
  } finally {
    child.disconnect();
  }
}

async function fire(url: string): Promise<number> {
  const startedAt = performance.now();
  await fetch(`${url}/fire`, { method: 'POST' });
  return startedAt;
}

const perSecond = (startedAt: number): number => EVENTS / ((performance.now() - startedAt) / 1000);

async function runRaw(url: string): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/channels/bench`, { perMessageDeflate: false });
  await new Promise((resolve) => socket.once('open', resolve));
  let received = 0;
  const done = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      JSON.parse(data.toString());
      received += 1;
      if (received === EVENTS) resolve();
    });
  });
  const startedAt = await fire(url);
  await done;
  const rate = perSecond(startedAt);
  socket.terminate();
  return rate;
}

async function runVigil(
  url: string,
): Promise<{ readonly eventsPerSecond: number; readonly loopDelayP99Ms: number }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const monitor = await createBenchMonitor(url, dataDir);
  const live = new Promise<void>((resolve) => {
    monitor.on('connection', ({ state }) => {
      if (state.status === 'live') resolve();
    });
  });
  let received = 0;
  const done = new Promise<void>((resolve) => {
    monitor.onStored((stored) => {
      for (const { entry } of stored) if (entry.type === 'event') received += 1;
      if (received === EVENTS) resolve();
    });
  });
  await monitor.start();
  await live;
  // What was stored so far is read back: the history is open, and its thread has loaded what it runs.
  await monitor.handlers.getSnapshot(null);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAt = await fire(url);
  await done;
  const eventsPerSecond = perSecond(startedAt);
  delay.disable();
  await monitor.stop();
  await rm(dataDir, { recursive: true });
  return { eventsPerSecond, loopDelayP99Ms: delay.percentile(99) / 1e6 };
}
