import { beforeEach, describe, expect, it } from 'vitest';
import {
  bareReport,
  type ConnectionState,
  type Gap,
  type OpenGap,
} from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { settle } from '../base/manual-clock.ts';
import { createMemoryLedgers, type CoverageLedgers } from '../history/coverage-ledger.ts';
import { CLOSED, coverageRuns } from '../testing/coverage-run.ts';

const NO_DNS: MonitorError = { code: 'net/dns', message: 'No such name.' };

let { clock, ledgers, run } = coverageRuns();

beforeEach(() => {
  ({ clock, ledgers, run } = coverageRuns());
});

describe('a first run', () => {
  it('declares nothing, and counts from when it came to hear', async () => {
    const { coverage, gaps, live, trust } = run();
    coverage.begin(true);
    await clock.advance(5_000);
    live();
    await clock.advance(60_000);
    expect(gaps()).toEqual([]);
    expect(trust()).toMatchObject({ share: 1, coveredMs: 60_000 });
  });

  it('that is killed before it heard anything is a gap from its beginning on', () => {
    const first = run();
    const begunAt = clock.now();
    first.coverage.begin(true);
    const second = run();
    clock.block(60_000);
    second.coverage.begin(true);
    second.live();
    expect(second.gaps()).toMatchObject([
      { from: begunAt, to: clock.now(), cause: { code: 'app/not-running' } },
    ]);
  });

  it('wants nothing without topics, so that nothing is missed', async () => {
    const first = run();
    first.coverage.begin(false);
    first.live(false);
    await settle();
    const second = run();
    clock.block(60_000);
    second.coverage.begin(true);
    second.live();
    expect(second.gaps()).toEqual([]);
  });
});

describe('after a kill', () => {
  it('the time that Vigil was not running is declared, from shortly before the last proof of life', async () => {
    const first = run();
    first.coverage.begin(true);
    await first.liveFor(60);
    const killedAt = clock.now();
    clock.block(3_600_000);

    const second = run();
    second.coverage.begin(true);
    expect(second.gaps()).toEqual([]);
    expect(second.trust().gapMs).toBeGreaterThan(3_600_000);
    second.live();
    await settle();
    const [gap, ...others] = second.gaps();
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ to: clock.now(), cause: { code: 'app/not-running' } });
    expect(killedAt - (gap?.from ?? 0)).toBeGreaterThanOrEqual(2_000);
    expect(killedAt - (gap?.from ?? 0)).toBeLessThanOrEqual(9_000);
    expect(second.resumed).toMatchObject([{ id: gap?.id }]);
  });

  it('an open gap keeps its own cause, and Vigil not running is a second one that touches it', async () => {
    const first = run();
    first.coverage.begin(true);
    await first.liveFor(30);
    const { from } = await first.lose(300);
    const killedAt = clock.now();
    clock.block(600_000);

    const second = run();
    second.coverage.begin(true);
    expect(second.gaps()).toMatchObject([{ from, cause: CLOSED, attempts: 2 }]);
    second.live();
    const [own, notRunning, ...others] = second.gaps();
    expect(others).toEqual([]);
    expect(notRunning).toMatchObject({ from: own?.to, to: clock.now(), cause: { code: 'app/not-running' } });
    expect(killedAt - (own?.to ?? 0)).toBeLessThanOrEqual(5_000);
    await settle();
    expect(second.trust().gaps).toBe(1);

    const third = run();
    clock.block(1_000);
    third.coverage.begin(true);
    third.live();
    expect(third.gaps().map(({ cause }) => cause.code)).toEqual(['app/not-running']);
  });

  it('what keeps the next run from hearing is told apart from Vigil not running', async () => {
    const first = run();
    first.coverage.begin(true);
    await first.liveFor(10);
    clock.block(60_000);
    const second = run();
    second.coverage.begin(true);
    await clock.advance(1_000);
    const failedAt = clock.now();
    second.wait(NO_DNS);
    await clock.advance(30_000);
    second.wait(CLOSED);
    second.live();
    expect(second.gaps()).toMatchObject([
      { to: failedAt, cause: { code: 'app/not-running' } },
      { from: failedAt, to: clock.now(), cause: { code: 'net/dns' } },
    ]);
  });

  it('a run that heard nothing at all belongs to the time before it', async () => {
    const first = run();
    first.coverage.begin(true);
    await first.liveFor(10);
    const killedAt = clock.now();
    clock.block(60_000);
    run().coverage.begin(true);
    await clock.advance(20_000);
    clock.block(60_000);
    const third = run();
    third.coverage.begin(true);
    third.live();
    expect(third.gaps()).toHaveLength(1);
    expect(third.gaps()[0]?.from).toBeLessThanOrEqual(killedAt);
  });

  it('each profile has its own time', async () => {
    const first = run();
    first.coverage.begin(true);
    await first.liveFor(10);
    clock.block(60_000);
    const other = run('other');
    other.coverage.begin(true);
    other.live();
    expect(other.gaps()).toEqual([]);
    const second = run();
    second.coverage.begin(true);
    second.live();
    expect(second.gaps()).toMatchObject([{ cause: { code: 'app/not-running' } }]);
  });

  it.each([1, 3_600_000, 86_400_000])(
    'a clock that was set back by %i ms hides neither the gap nor the time before',
    async (backMs) => {
      const first = run();
      first.coverage.begin(true);
      await first.liveFor(600);
      clock.stepWall(-backMs - 10_000);
      const second = run();
      second.coverage.begin(true);
      await clock.advance(3_000);
      second.live();
      await settle();
      expect(second.gaps()).toMatchObject([{ to: clock.now(), cause: { code: 'app/not-running' } }]);
      const { share } = second.trust();
      expect(share === null || (share >= 0 && share < 1)).toBe(true);
    },
  );

  it('nothing is called heard before it is stored', async () => {
    let store = (): void => undefined;
    const first = run(
      'acme',
      () =>
        new Promise<void>((resolve) => {
          store = resolve;
        }),
    );
    first.coverage.begin(true);
    first.live();
    await clock.advance(60_000);
    const ledger = ledgers.of('acme');
    expect(ledger.stretches().every(({ from, to }) => from === to)).toBe(true);
    store();
    await settle();
    expect(ledger.stretches()).toHaveLength(2);
  });
});

describe('within a run', () => {
  it('takes what the connection lost, and goes on after it without a hole', async () => {
    const { coverage, gaps, liveFor, lose, close, trust, views } = run();
    coverage.begin(true);
    await liveFor(90);
    const gap = await lose(10);
    expect(trust()).toMatchObject({ gaps: 1, gapMs: 10_000, share: 0.9 });
    close(gap);
    await liveFor(100);
    expect(gaps()).toHaveLength(1);
    expect(trust()).toMatchObject({ gaps: 1, gapMs: 10_000, share: 0.95 });
    // Four turns: heard, lost, told, heard again; a stretch that goes on is none.
    expect(views.length).toBeLessThanOrEqual(6);
  });

  it('tells a gap once, whether its record or the report after it comes first', async () => {
    const { coverage, gaps, liveFor, lose, close, live, trust, resumed } = run();
    coverage.begin(true);
    await liveFor(10);
    const first = await lose(10);
    live();
    close(first);
    await liveFor(10);
    expect(gaps().map(({ id }) => id)).toEqual([`gap-${String(first.from)}`]);
    expect(trust()).toMatchObject({ gaps: 1, gapMs: 10_000 });
    expect(resumed).toEqual([]);

    // It may have begun earlier than it was first reported to.
    const other = await lose(10);
    close({ ...other, from: other.from - 7 });
    await liveFor(10);
    expect(gaps()).toHaveLength(2);
    expect(coverage.current().stretches.filter(({ kind }) => kind === 'lost')).toHaveLength(2);

    // One that is never recorded is not forgotten.
    const second = await lose(10);
    await liveFor(10);
    expect(gaps()).toHaveLength(3);
    expect(gaps()[2]).toMatchObject({ from: second.from, to: second.from + 10_000 });
    await coverage.end();
    expect(clock.pendingTimers).toBe(0);
  });

  it('counts on while reports come and frames do not', async () => {
    const { coverage, live, trust } = run();
    coverage.begin(true);
    const lastFrameAt = clock.now() - 3;
    for (let second = 0; second < 10; second += 1) {
      live(true, lastFrameAt);
      await clock.advance(1_000);
    }
    expect(trust()).toMatchObject({ share: 1, coveredMs: 10_000 });
    expect(coverage.current().stretches).toHaveLength(2);
  });

  it('takes a gap that was over before anybody saw it open', async () => {
    const { coverage, live, trust, liveFor } = run();
    coverage.begin(true);
    await liveFor(10);
    const gap: Gap = {
      id: 'g',
      from: clock.now() - 2_000,
      to: clock.now(),
      cause: CLOSED,
      attempts: 1,
      topics: null,
    };
    coverage.record({ at: clock.now(), type: 'gap', gap });
    live();
    await settle();
    expect(trust()).toMatchObject({ gaps: 1, gapMs: 2_000 });
  });

  it('weighs a gap by its share of the topics, and hears the others on', async () => {
    const { coverage, liveFor, trust } = run();
    coverage.begin(true);
    await liveFor(10);
    const state: ConnectionState = { status: 'connecting', since: clock.now() };
    const live: ConnectionState = { status: 'live', since: 0, renewal: null, concern: null };
    const shards = [
      { topics: 30, state: live, channel: null },
      { topics: 10, state, channel: null },
    ];
    const topics = Array.from({ length: 10 }, (_, index) => `v2.users.${String(index)}.presence`);
    const openGap: OpenGap = { from: clock.now(), cause: CLOSED, attempts: 1, topics };
    coverage.observe({ ...bareReport(state), shards, openGap, lastFrameAt: clock.now() }, true);
    await clock.advance(10_000);
    expect(trust()).toMatchObject({ gapMs: 2_500, gaps: 1, coveredMs: 17_500 });
  });

  it('declares the time between two sessions as disconnected, also when Vigil is closed meanwhile', async () => {
    const { coverage, gaps, liveFor, live } = run();
    coverage.begin(true);
    await liveFor(60);
    await coverage.end();
    const endedAt = clock.now();
    await clock.advance(10_000);
    coverage.begin(true);
    live();
    const [gap] = gaps();
    expect(gap).toMatchObject({ to: endedAt + 10_000, cause: { code: 'app/disconnected' } });
    expect(endedAt - (gap?.from ?? 0)).toBeLessThanOrEqual(4_000);

    await liveFor(10);
    await coverage.end();
    await clock.advance(30_000);
    const closedAt = clock.now();
    coverage.stop();
    await settle();
    clock.block(60_000);
    const next = run();
    next.coverage.begin(true);
    next.live();
    expect(next.gaps()).toMatchObject([
      { to: closedAt, cause: { code: 'app/disconnected' } },
      { from: closedAt, to: clock.now(), cause: { code: 'app/not-running' } },
    ]);
  });

  it('is one gap of Vigil not running when it is closed in order', async () => {
    const first = run();
    first.coverage.begin(true);
    await first.liveFor(60);
    first.coverage.stop();
    await first.coverage.end();
    clock.block(60_000);
    const next = run();
    next.coverage.begin(true);
    next.live();
    expect(next.gaps().map(({ cause }) => cause.code)).toEqual(['app/not-running']);
  });

  it('leaves out the time in which nothing was wanted', async () => {
    const { coverage, gaps, live, liveFor, trust } = run();
    coverage.begin(true);
    await liveFor(10);
    live(false);
    await clock.advance(50_000);
    await liveFor(10);
    expect(gaps()).toEqual([]);
    expect(trust()).toMatchObject({ share: 1, coveredMs: 20_000 });
  });

  it('misses nothing in the practice org while nobody is there', async () => {
    const { coverage, gaps, liveFor, lose, close, trust } = run('practice');
    coverage.begin(true);
    await liveFor(10);
    await coverage.end();
    await clock.advance(60_000);
    coverage.begin(true);
    await liveFor(10);
    expect(gaps()).toEqual([]);
    expect(trust().share).toBe(1);
    close(await lose(20));
    expect(trust().share).toBe(0.5);
  });

  it('survives a clock that is set in the middle of it', async () => {
    const { coverage, liveFor, trust, lose, close } = run();
    coverage.begin(true);
    for (const stepMs of [-86_400_000, 86_400_000, -3_600_000, 1_000]) {
      await liveFor(20);
      clock.stepWall(stepMs);
      await liveFor(20);
      close(await lose(5));
      const { share } = trust();
      expect(share !== null && share >= 0 && share < 1).toBe(true);
    }
  });

  it('says once that nothing can be written, and leaves no timer', async () => {
    const broken = createMemoryLedgers();
    const refusing: CoverageLedgers = {
      ...broken,
      of: (profileId) => ({
        ...broken.of(profileId),
        put: () => {
          throw new Error('ENOSPC');
        },
      }),
    };
    const runs = coverageRuns(refusing);
    const { coverage, liveFor, problems } = runs.run();
    coverage.begin(true);
    await liveFor(60);
    await coverage.end();
    expect(problems).toHaveLength(1);
    expect(runs.clock.pendingTimers).toBe(0);
  });
});
