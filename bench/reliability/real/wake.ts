import { setTimeout as sleep } from 'node:timers/promises';
import { numberOption, type Target } from '../target.ts';
import { freezableRun, type FreezableRun } from './frozen.ts';
import { percentile } from './percentile.ts';
import type { FaultAction } from './proxy/fault-rule.ts';

/** Three seconds for the answer to the probe, and the time that a busy computer takes to wake a process. */
const NOTICED_BAR_MS = 3_250;
const HALF_OPEN_BAR_MS = 20_000;
const PATIENCE_MS = 60_000;
const EVENTS_PER_SECOND = 20;

interface Outcome {
  readonly noticedMs: number;
  readonly lost: number;
  readonly declaredMissing: number;
}

/** When the status last went from live to something else. */
const noticedAt = ({ watch }: FreezableRun): number =>
  watch.statuses.findLast(({ status }) => status === 'waiting')?.atMs ?? NaN;

async function comeBack(made: FreezableRun, sinceMs: number): Promise<Outcome> {
  const { watch } = made;
  await watch.until('the gap', () => watch.gaps.length > 0 && watch.status === 'live', PATIENCE_MS);
  const before = watch.eventIds.length;
  await watch.until('events after it', () => watch.eventIds.length > before + 20, PATIENCE_MS);
  const { lost, declaredMissing } = await made.settle();
  return { noticedMs: noticedAt(made) - sinceMs, lost: lost.length, declaredMissing };
}

/** R2: the process is stopped for a while, and a second later its link dies in this way. */
async function wakeAfterLoss(action: FaultAction, frozenMs: number): Promise<Outcome> {
  const made = await freezableRun({ perSecond: EVENTS_PER_SECOND });
  try {
    await made.watch.until('the stream', () => made.watch.eventIds.length > 10);
    made.watch.freeze();
    await sleep(1_000);
    made.proxy.strike(action);
    await sleep(frozenMs - 1_000);
    made.watch.thaw();
    return await comeBack(made, Date.now());
  } finally {
    await made.close();
  }
}

/** The org is stopped: the kernel goes on taking bytes, and nobody answers. */
async function halfOpen(idleMs: number): Promise<Outcome> {
  const made = await freezableRun({ perSecond: EVENTS_PER_SECOND });
  try {
    await made.watch.until('the stream', () => made.watch.eventIds.length > 10);
    await sleep(idleMs);
    made.org.freeze();
    const frozenAt = Date.now();
    await made.watch.until('the verdict', () => made.watch.status === 'waiting', PATIENCE_MS);
    made.org.thaw();
    return await comeBack(made, frozenAt);
  } finally {
    await made.close();
  }
}

function figuresOf(outcomes: readonly Outcome[]): {
  readonly runs: number;
  readonly noticedP50Ms: number;
  readonly noticedMaxMs: number;
  readonly lostSilently: number;
  readonly declaredMissing: number;
} {
  const times = outcomes.map(({ noticedMs }) => noticedMs);
  const total = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  return {
    runs: outcomes.length,
    noticedP50Ms: Math.round(percentile(times, 0.5)),
    noticedMaxMs: Math.round(percentile(times, 1)),
    lostSilently: total(({ lost }) => lost),
    declaredMissing: total(({ declaredMissing }) => declaredMissing),
  };
}

/**
 * R2 and R8 over sleep: a process wakes up to a link that died meanwhile, by a reset or silently; and a link whose
 * other side sleeps. How soon is it noticed, and does the gap cover all that was missed?
 */
export const measureWake: Target = async (args) => {
  const each = numberOption(args, 'each', 5);
  const frozenMs = (index: number): number => 22_000 + index * 3_000;
  const many = (run: (index: number) => Promise<Outcome>): Promise<Outcome[]> =>
    Promise.all(Array.from({ length: each }, (_, index) => run(index)));
  const reset = figuresOf(await many((index) => wakeAfterLoss({ do: 'rst' }, frozenMs(index))));
  process.stderr.write('Reset: done.\n');
  const silent = figuresOf(await many((index) => wakeAfterLoss({ do: 'blackhole' }, frozenMs(index))));
  process.stderr.write('Silent: done.\n');
  const brief = figuresOf(await many((index) => wakeAfterLoss({ do: 'blackhole' }, 6_000 + index * 2_000)));
  process.stderr.write('Silent and brief: done.\n');
  const serverFrozen = figuresOf(await many((index) => halfOpen(index * 1_000)));
  const groups = [reset, silent, brief, serverFrozen];
  const isMet =
    groups.every(({ lostSilently }) => lostSilently === 0) &&
    [reset, silent, brief].every(({ noticedMaxMs }) => noticedMaxMs <= NOTICED_BAR_MS) &&
    serverFrozen.noticedMaxMs <= HALF_OPEN_BAR_MS;
  return {
    isMet,
    bar: { noticedAfterWakingMs: NOTICED_BAR_MS, halfOpenNoticedMs: HALF_OPEN_BAR_MS, lostSilently: 0 },
    figures: { reset, silent, silentAfterBriefSleep: brief, serverFrozen },
  };
};
