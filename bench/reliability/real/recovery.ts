import { setTimeout as sleep } from 'node:timers/promises';
import { numberOption, type Target } from '../target.ts';
import { crowd, type Member } from './crowd.ts';
import { geometric, spread } from './percentile.ts';

const BAR = { p50Ms: 30_000, maxMs: 65_000, afterAskingMs: 2_000 } as const;
const PATIENCE_MS = 120_000;
/** So long are the outages that are ended by asking: the back-off has grown by then. */
const ASKED_OUTAGE_MS = 20_000;

/** Cuts everything off, waits, lets everything through again; answers with the time from then to being live. */
async function outage(
  { vigil, proxy }: Member,
  ms: number,
  ask?: (vigil: Member['vigil']) => void,
): Promise<number> {
  proxy.goDown();
  await vigil.until('the loss', () => vigil.status !== 'live');
  await sleep(ms);
  proxy.comeBack();
  const backAt = performance.timeOrigin + performance.now();
  ask?.(vigil);
  await vigil.untilStatus('live', PATIENCE_MS);
  return (vigil.statuses.at(-1)?.atMs ?? NaN) - backAt;
}

/** R11: how soon is Vigil live again when the service is back, by itself and when it is asked to try now? */
export const measureRecovery: Target = async (args) => {
  const runs = numberOption(args, 'runs', 100);
  const longestMs = numberOption(args, 'longest-seconds', 90) * 1000;
  const { members, close } = await crowd(runs);
  try {
    await Promise.all(members.map(({ vigil }) => vigil.monitor.start()));
    await Promise.all(members.map(({ vigil }) => vigil.untilStatus('live')));
    const outagesMs = geometric(2_000, longestMs, runs);
    const byItself = await Promise.all(
      members.map((member, index) => outage(member, outagesMs[index] ?? NaN)),
    );
    process.stderr.write('By itself: done.\n');
    const asked = await Promise.all(
      members.map((member, index) =>
        outage(member, ASKED_OUTAGE_MS, ({ monitor }) => {
          if (index % 2 === 0) void monitor.handlers.tryNow(null);
          else monitor.hint('network-changed');
        }),
      ),
    );
    const figures = { byItself: spread(byItself), afterAsking: spread(asked) };
    const isMet =
      figures.byItself.p50Ms <= BAR.p50Ms &&
      figures.byItself.maxMs <= BAR.maxMs &&
      figures.afterAsking.maxMs <= BAR.afterAskingMs;
    return { isMet, bar: BAR, figures: { runs, longestOutageMs: longestMs, ...figures } };
  } finally {
    await close();
  }
};
