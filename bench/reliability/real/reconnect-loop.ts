/**
 * Vigils that are dropped whenever they are live, so many times, in a process that holds nothing else. Run with
 * `--expose-gc`. Tells its parent when to drop, and at the end how its heap went and what was left after `stop()`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fastTime } from './fast-time.ts';
import type { LoopMessage, LoopOptions } from './reconnect-messages.ts';
import { Vigil } from './vigil.ts';

/** Waits of half a second in ten milliseconds; deadlines of seconds still leave loopback a tenth of one. */
const FACTOR = 50;

const options = JSON.parse(process.argv[2] ?? '{}') as LoopOptions;
const { gc } = globalThis;
if (gc === undefined) throw new Error('Run this with --expose-gc.');

const tell = (message: LoopMessage): void => {
  process.send?.(message);
};

/** Everything that keeps the process alive or listens to it. */
function held(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const resource of process.getActiveResourcesInfo()) counts[resource] = (counts[resource] ?? 0) + 1;
  for (const name of process.eventNames()) counts[`on ${String(name)}`] = process.listenerCount(name);
  return counts;
}

const heldBefore = held();
const time = fastTime(FACTOR);
const heapBytes: number[] = [];
let cycle = 0;

async function comeAndGo(vigil: Vigil, member: number): Promise<void> {
  while (cycle < options.cycles) {
    await vigil.untilStatus('live', 60_000);
    // Records of a check are no leak of what is checked.
    vigil.statuses.splice(0, vigil.statuses.length - 1);
    vigil.gaps.length = 0;
    cycle += 1;
    if (cycle % options.sampleEvery === 0) {
      gc?.();
      heapBytes.push(process.memoryUsage().heapUsed);
    }
    tell({ what: 'live', member, cycle });
    await vigil.until('the loss', () => vigil.status !== 'live', 60_000);
  }
}

await Promise.all(
  options.urls.map(async (url, member) => {
    const { org, topics } = options;
    const world = { clock: time.ofVigil, random: (): number => 0 };
    const vigil = await Vigil.create({ org, topics, url, world });
    await vigil.monitor.start();
    await comeAndGo(vigil, member);
    await vigil.monitor.stop();
  }),
);
// Handles are gone with the turn of the loop after the one they were closed in.
await sleep(100);
tell({ what: 'done', heapBytes, heldBefore, heldAfter: held() });
process.disconnect();
