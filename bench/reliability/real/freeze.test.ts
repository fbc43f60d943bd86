import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, type TestContext } from 'vitest';
import { freezableRun, type FreezableRun } from './frozen.ts';
import { SOCKET_PATH } from './proxy/fault-rule.ts';

async function run(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  options: Parameters<typeof freezableRun>[0] = {},
): Promise<FreezableRun> {
  const made = await freezableRun(options);
  onTestFinished(() => made.close());
  return made;
}

async function freeze({ watch }: FreezableRun, ms: number): Promise<number> {
  watch.freeze();
  await sleep(ms);
  watch.thaw();
  return Date.now();
}

/** Stopped amid events; half a second later the line dies, and it is let go when events were missed. */
async function cutWhileFrozen(
  context: Pick<TestContext, 'onTestFinished'>,
): Promise<FreezableRun & { readonly thawedAt: number }> {
  const made = await run(context, { perSecond: 20 });
  const { watch } = made;
  await watch.until('the stream', () => watch.eventIds.length > 10);
  watch.freeze();
  await sleep(500);
  made.proxy.strike({ do: 'rst' });
  await sleep(1_500);
  watch.thaw();
  const thawedAt = Date.now();
  await watch.until('the gap', () => watch.gaps.length === 1);
  const before = watch.eventIds.length;
  await watch.until('events after it', () => watch.eventIds.length > before + 10);
  return { ...made, thawedAt };
}

describe('a process that was stopped', () => {
  it.concurrent.for([1_500, 4_000])(
    'for %i ms on a healthy link goes on without a verdict, and misses nothing (R3, T22)',
    async (ms, context) => {
      const made = await run(context, { perSecond: 20 });
      await made.watch.until('the stream', () => made.watch.eventIds.length > 10);
      await freeze(made, ms);
      const before = made.watch.eventIds.length;
      await made.watch.until('events after it', () => made.watch.eventIds.length > before + 20);
      expect(await made.settle()).toMatchObject({ lost: [], doubled: 0, declaredMissing: 0, sockets: 1 });
      expect(made.watch.gaps).toEqual([]);
    },
  );

  it.concurrent('while the line was cut notices at once (R2)', async (context) => {
    const { watch, thawedAt } = await cutWhileFrozen(context);
    const noticedAt = watch.statuses.findLast(({ status }) => status === 'waiting')?.atMs ?? NaN;
    expect(noticedAt - thawedAt).toBeLessThan(3_000);
  });

  it.concurrent('while the line was cut owns up to all that was missed (R8)', async (context) => {
    const { settle } = await cutWhileFrozen(context);
    const coverage = await settle();
    expect(coverage).toMatchObject({ lost: [], doubled: 0 });
    expect(coverage.declaredMissing).toBeGreaterThan(10);
  });
});

describe('a loop that was blocked', () => {
  it.concurrent('for seconds amid events gives no verdict (T23)', async (context) => {
    const made = await run(context);
    made.org.stream(20);
    made.watch.blockLoop(3_000);
    await made.watch.until('events after it', () => made.watch.eventIds.length > 20);
    expect(await made.settle()).toMatchObject({ lost: [], doubled: 0, sockets: 1 });
    expect(made.proxy.requests(SOCKET_PATH)).toHaveLength(1);
  });
});
