import { describe, expect, it } from 'vitest';
import type { OpenGap } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { CLOSED, coverageRuns } from '../testing/coverage-run.ts';

const REFUSED: MonitorError = { code: 'server/unavailable', message: 'The second channel is refused.' };

/** A run that was killed for a minute, and the next one, of two channels. */
async function afterKill() {
  const { clock, run, ledgers } = coverageRuns();
  const killed = run();
  killed.coverage.begin(true);
  await killed.liveFor(30);
  const proven = clock.now();
  await clock.advance(60_000);
  const next = run();
  next.coverage.begin(true);
  /** One channel hears; the other waits. */
  const waitFor = async (seconds: number, gap: OpenGap | null = null): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      next.wait(REFUSED, gap);
      await clock.advance(1_000);
    }
  };
  const firstIsLost = (): OpenGap => ({ from: clock.now(), cause: CLOSED, attempts: 1, topics: ['a.one'] });
  const firstIsBack = (gap: OpenGap): void => {
    next.coverage.record({
      at: clock.now(),
      type: 'gap',
      gap: { ...gap, id: 'gap-of-first', to: clock.now() },
    });
  };
  return { clock, next, ledgers, proven, waitFor, firstIsLost, firstIsBack };
}

describe('of two channels, one of which was never heard in this run', () => {
  it('what the other one loses meanwhile is a gap of its own, and ends nothing', async () => {
    const { clock, next, proven, waitFor, firstIsLost, firstIsBack } = await afterKill();
    const started = clock.now();
    await waitFor(60);
    const gap = firstIsLost();
    await waitFor(10, gap);
    firstIsBack(gap);
    await waitFor(60);
    const heardAt = clock.now();
    await next.liveFor(10);
    const everything = next.gaps().filter(({ topics }) => topics === null);
    expect(everything[0]?.from).toBeLessThanOrEqual(proven);
    expect(everything.map(({ to, cause }) => [to, cause.code])).toEqual([
      [started, 'app/not-running'],
      [heardAt, 'server/unavailable'],
    ]);
    expect(everything[1]?.from).toBe(started);
    expect(next.gaps().filter(({ topics }) => topics !== null)).toMatchObject([
      { id: 'gap-of-first', from: gap.from, topics: ['a.one'] },
    ]);
    expect(next.resumed.map(({ to }) => to)).toContain(heardAt);
  });

  it('nothing counts as heard before both are', async () => {
    const { clock, next, ledgers, waitFor, firstIsLost, firstIsBack } = await afterKill();
    const gap = firstIsLost();
    await waitFor(20, gap);
    firstIsBack(gap);
    await waitFor(20);
    const heardAt = clock.now();
    await next.liveFor(10);
    const heard = ledgers
      .of('acme')
      .stretches()
      .filter(({ kind, to }) => kind === 'heard' && to > heardAt);
    expect(heard.map(({ from }) => from)).toEqual([heardAt]);
  });

  it('the other one may be back with a part of its topics: from then on only that part is lost', async () => {
    const { clock, next, waitFor } = await afterKill();
    await waitFor(30);
    const heardAt = clock.now();
    const part: OpenGap = { from: heardAt, cause: CLOSED, attempts: 0, topics: ['a.one'] };
    next.live(true, heardAt, part);
    await clock.advance(5_000);
    next.close(part);
    expect(next.gaps().map(({ to, topics }) => [to, topics])).toContainEqual([heardAt, null]);
    expect(next.gaps().map(({ from, to, topics }) => [from, to, topics])).toContainEqual([
      heardAt,
      clock.now(),
      ['a.one'],
    ]);
    expect(next.resumed).toHaveLength(1);
  });
});
