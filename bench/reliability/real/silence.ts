import { setTimeout as sleep } from 'node:timers/promises';
import { numberOption, type Target } from '../target.ts';
import { crowd, type Member } from './crowd.ts';
import { spread } from './percentile.ts';

const BAR_MS = 20_000;
/** Verdicts are reached well within this, or not at all. */
const PATIENCE_MS = 60_000;
/** Longer than the time between two signs of life, so that the line goes dark at any point between them. */
const PHASE_MS = 14_000;

/** When the line of one Vigil went dark, and how long it took to notice. */
async function noticedAfterMs({ vigil, proxy }: Member, isAtOnce: boolean, phaseMs: number): Promise<number> {
  if (isAtOnce) proxy.add({ when: { on: 'opened' }, action: { do: 'blackhole' }, times: 1 });
  await vigil.monitor.start();
  if (!isAtOnce) {
    await vigil.untilStatus('live');
    await sleep(phaseMs);
    proxy.strike({ do: 'blackhole' });
  }
  await vigil.until('the verdict', () => vigil.status === 'waiting', PATIENCE_MS);
  const noticedAt = vigil.statuses.at(-1)?.atMs ?? NaN;
  const struckAt = proxy.ofKind('fault')[0]?.atMs ?? NaN;
  return noticedAt - struckAt;
}

/**
 * R1 and T20: a line goes dark both ways, half of the times right after it opened, half of the times at any point of
 * an idle connection. How long until Vigil notices?
 */
export const measureSilence: Target = async (args) => {
  const runs = numberOption(args, 'runs', 200);
  const { members, close } = await crowd(runs);
  const isAtOnce = (index: number): boolean => index % 2 === 0;
  try {
    const times = await Promise.all(
      members.map((member, index) => noticedAfterMs(member, isAtOnce(index), (PHASE_MS * index) / runs)),
    );
    const figures = spread(times);
    return {
      isMet: figures.p99Ms <= BAR_MS,
      bar: { p99Ms: BAR_MS },
      figures: {
        runs,
        ...figures,
        rightAfterOpening: spread(times.filter((_, index) => isAtOnce(index))),
        idle: spread(times.filter((_, index) => !isAtOnce(index))),
      },
    };
  } finally {
    await close();
  }
};
