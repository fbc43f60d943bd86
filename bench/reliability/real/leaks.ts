import { fork } from 'node:child_process';
import { join } from 'node:path';
import { numberOption, type Target } from '../target.ts';
import { OrgChild } from './org-child.ts';
import { FaultProxy } from './proxy/fault-proxy.ts';
import type { LoopDone, LoopMessage, LoopOptions } from './reconnect-messages.ts';

const BAR_BYTES = 50;

interface ReconnectRun extends Pick<LoopDone, 'heldBefore' | 'heldAfter' | 'heapBytes'> {
  readonly socketsEver: number;
  readonly socketsLeft: number;
}

/** Vigils connect, come to life and are cut off, so many times in all; each side is a process of its own. */
export async function reconnectRun(
  cycles: number,
  sampleEvery: number,
  vigils: number,
): Promise<ReconnectRun> {
  const org = await OrgChild.start({ logLimit: 2 * cycles });
  const proxies = await Promise.all(
    Array.from({ length: vigils }, () => FaultProxy.start(org.address.apiUrl)),
  );
  try {
    const urls = proxies.map(({ url }) => url);
    const options: LoopOptions = { org: org.address, urls, topics: org.topics(1), cycles, sampleEvery };
    const done = await loop(options, (member) => proxies[member]?.strike({ do: 'rst' }));
    const { sockets } = await org.ledger();
    const socketsLeft = sockets.filter(({ closedAtMs }) => closedAtMs === undefined).length;
    return { ...done, socketsEver: sockets.length, socketsLeft };
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await org.close();
  }
}

function loop(options: LoopOptions, cut: (member: number) => void): Promise<LoopDone> {
  const child = fork(join(import.meta.dirname, 'reconnect-loop.ts'), [JSON.stringify(options)], {
    execArgv: ['--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    let done: LoopDone | null = null;
    child.on('message', (message: LoopMessage) => {
      if (message.what === 'done') {
        done = message;
        return;
      }
      cut(message.member);
      if (message.cycle % 1_000 === 0) {
        process.stderr.write(`cycle ${String(message.cycle)} of ${String(options.cycles)}\n`);
      }
    });
    child.on('exit', (code) => {
      // It ends by itself, without `exit()`: whatever had been left behind would have kept it.
      if (done !== null && code === 0) resolve(done);
      else reject(new Error(`The reconnecting process ended with ${String(code)}.`));
    });
  });
}

/** Growth a cycle between the third and the last quarter: by then the timeline is as full as it gets. */
function growthPerCycle(heapBytes: readonly number[], sampleEvery: number): number {
  const quarter = Math.floor(heapBytes.length / 4);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const later = mean(heapBytes.slice(-quarter));
  const earlier = mean(heapBytes.slice(-2 * quarter, -quarter));
  return (later - earlier) / (quarter * sampleEvery);
}

/** T18 on real sockets: does anything stay behind of a connection that comes and goes, or of one that was stopped? */
export const measureLeaks: Target = async (args) => {
  const cycles = numberOption(args, 'cycles', 40_000);
  // Each timeline is full, and grows no more, after five thousand cycles: before half of all are over.
  const vigils = numberOption(args, 'vigils', 2);
  const sampleEvery = Math.max(1, Math.round(cycles / 800));
  const { heapBytes, heldBefore, heldAfter, socketsEver, socketsLeft } = await reconnectRun(
    cycles,
    sampleEvery,
    vigils,
  );
  const bytesPerReconnect = Math.round(growthPerCycle(heapBytes, sampleEvery) * 10) / 10;
  const isClean = JSON.stringify(heldBefore) === JSON.stringify(heldAfter) && socketsLeft === 0;
  return {
    isMet: bytesPerReconnect <= BAR_BYTES && isClean,
    bar: { bytesPerReconnect: BAR_BYTES, heldAfterStop: 'as before the start' },
    figures: {
      cycles,
      vigils,
      bytesPerReconnect,
      heapMbAtHalf: Math.round((heapBytes[Math.floor(heapBytes.length / 2)] ?? NaN) / 1e5) / 10,
      heapMbAtEnd: Math.round((heapBytes.at(-1) ?? NaN) / 1e5) / 10,
      socketsEver,
      socketsLeft,
      heldBefore,
      heldAfter,
    },
  };
};
