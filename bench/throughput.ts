import { fork, type ChildProcess } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createLogger } from '../electron/main/base/logger.ts';
import { createMonitor } from '../electron/main/create-monitor.ts';
import { createMemorySecretStore } from '../electron/main/secrets/memory-secret-store.ts';
import { createSettingsStore } from '../electron/main/settings/settings-store.ts';
import { FIRST_SETTINGS, withActiveProfile, withProfile } from '../electron/main/settings/settings.ts';
import { median, rounded } from './median.ts';

const EVENTS = 60_000;
const FRAME_BYTES = 1_200;
const ROUNDS = 7;

/**
 * Events a second through the whole main side (socket, decode, dedupe, change, store, batch, publish), against a
 * bare `ws` client that only parses the same frames, sent by the same process in the same run. Each side is
 * counted from the moment it asks for the frames to the moment it has dealt with the last one. Both run once before
 * it counts, so that neither is measured while it is being compiled; the ratio is that of each round, in the middle.
 */
export async function measureThroughput(): Promise<
  { readonly ratio: number } & Readonly<Record<string, number>>
> {
  const { child, url } = await startFirehose();
  try {
    await runRaw(url);
    await runVigil(url);
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

async function startFirehose(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(join(import.meta.dirname, 'firehose.ts'), [String(EVENTS), String(FRAME_BYTES)]);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { readonly port: number }) => {
      resolve(message.port);
    });
    child.once('exit', () => {
      reject(new Error('The firehose ended before it listened.'));
    });
  });
  return { child, url: `http://127.0.0.1:${String(port)}` };
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
  const monitor = await createBenchMonitor(url);
  const live = new Promise<void>((resolve) => {
    monitor.on('connection', ({ state }) => {
      if (state.status === 'live') resolve();
    });
  });
  let received = 0;
  const done = new Promise<void>((resolve) => {
    monitor.on('entries', (entries) => {
      for (const entry of entries) if (entry.type === 'event') received += 1;
      if (received === EVENTS) resolve();
    });
  });
  await monitor.start();
  await live;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAt = await fire(url);
  await done;
  const eventsPerSecond = perSecond(startedAt);
  delay.disable();
  await monitor.stop();
  return { eventsPerSecond, loopDelayP99Ms: delay.percentile(99) / 1e6 };
}

async function createBenchMonitor(url: string): Promise<ReturnType<typeof createMonitor>> {
  const secrets = createMemorySecretStore('A bench keeps nothing.');
  await secrets.set('bench', 'bench');
  const profile = {
    id: 'bench',
    name: 'Bench',
    target: { kind: 'custom', loginUrl: url, apiUrl: url },
    clientId: 'bench',
    topics: ['v2.users.00000000-0000-4000-8000-000000000000.presence'],
  } as const;
  return createMonitor({
    settings: createSettingsStore({
      initial: withActiveProfile(withProfile(FIRST_SETTINGS, profile), profile.id),
      save: () => Promise.resolve(),
    }),
    secrets,
    startPracticeOrg: () => Promise.reject(new Error('This bench has its own service.')),
    log: createLogger({
      write: (line) => process.stderr.write(`${line}\n`),
      now: Date.now,
      lowestLevel: 'warn',
    }),
  });
}
