import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { VirtualSession } from '../../../electron/main/connection/virtual-session.ts';
import { numberOption, type Target } from '../target.ts';

const RECONNECTS = 1_000_000;
/** So many more come first: what is compiled and cached then is no leak. */
const WARM_UP = 5_000;
const BYTES_A_RECONNECT = 50;
/** The records of the doubles are dropped after so many reconnects. */
const ROUND = 500;

const FoundSchema = v.object({
  reconnects: v.number(),
  heapBefore: v.number(),
  heapAfter: v.number(),
  bytesAReconnect: v.number(),
  left: v.array(v.string()),
});

export type LeaksFound = v.InferOutput<typeof FoundSchema>;

/** R19, P5: what so many reconnects leave in the heap, and what is left of everything after the stop. */
export async function playReconnects(
  reconnects: number,
  heapUsed: () => number,
  warmUp = WARM_UP,
): Promise<LeaksFound> {
  const session = await new VirtualSession().goLive();
  await reconnect(session, warmUp);
  const heapBefore = heapUsed();
  await reconnect(session, reconnects);
  const heapAfter = heapUsed();
  const left = [...(await session.end())];
  const { pendingTimers } = session.clock;
  if (pendingTimers > 0) left.push(`${String(pendingTimers)} timers of client or network are left`);
  if (session.network.pending > 0) left.push('a request is left');
  const bytesAReconnect = Math.round(((heapAfter - heapBefore) / reconnects) * 100) / 100;
  return { reconnects, heapBefore, heapAfter, bytesAReconnect, left };
}

async function reconnect(session: VirtualSession, times: number): Promise<void> {
  const { network, clock } = session;
  for (let time = 0; time < times; time += 1) {
    network.socket.close(1006);
    // The wait is at most two seconds after a first failure, and five seconds of life forgive it.
    await clock.advance(8_000);
    // One that met a renewal takes longer.
    if (session.status !== 'live') await session.untilStatus('live', 180_000, 1_000);
    if (time % ROUND === 0) {
      network.forgetPast();
      for (const record of [session.states, session.gaps, session.renewals, session.subscriptions]) {
        record.length = 0;
      }
    }
  }
}

/** P5, T18: the heap grows by at most 50 bytes a reconnect, over `--reconnects` of them in a process of their own. */
export const runLeaks: Target = (args) => {
  const reconnects = numberOption(args, 'reconnects', RECONNECTS);
  const child = join(import.meta.dirname, 'leaks-child.ts');
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', child, String(reconnects)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const figures = v.parse(FoundSchema, JSON.parse(stdout));
  return Promise.resolve({
    isMet: figures.bytesAReconnect <= BYTES_A_RECONNECT && figures.left.length === 0,
    bar: { bytesAReconnect: BYTES_A_RECONNECT, reconnects },
    figures,
  });
};
