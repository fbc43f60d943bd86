import { describe, expect, it } from 'vitest';
import { fastClock } from '../testing/fast-clock.ts';
import { eventually, practiceRun, stream, type PracticeRun } from '../testing/practice-run.ts';

/** Compares with what the org knows that it sent: every event once, none twice, none that it did not send. */
function expectNothingLostNorDoubled({ simulator, seen }: PracticeRun): void {
  const sent = simulator.received.events.map(({ correlationId }) => correlationId);
  const arrived = seen.events.map(({ correlationId }) => correlationId ?? '');
  expect(new Set(arrived).size).toBe(arrived.length);
  expect([...arrived].sort()).toEqual([...sent].sort());
  expect(seen.ofType('gap')).toEqual([]);
}

const renewalsOf = ({ seen }: PracticeRun): readonly string[] =>
  seen.ofType('renewal').map(({ kind, phase }) => `${kind} ${phase}`);

/** What happens is sent to somebody as long as a socket is open, and it is all the time. */
async function untilAllArrived({ simulator, seen }: PracticeRun): Promise<void> {
  await seen.until('every event', () => seen.events.length >= simulator.received.events.length);
}

/** A monitor that lives ten times as fast, so that its socket has soon served for a while. */
const tenfold = (): { readonly clock: ReturnType<typeof fastClock> } => ({ clock: fastClock(10) });

/** Five of the monitor's seconds: until then an announced close is not answered at once. */
async function untilStable({ seen, simulator }: PracticeRun): Promise<void> {
  const livedMs = (): number => Date.now() - (simulator.received.sockets[0]?.openedAtMs ?? Infinity);
  await seen.untilStatus('live');
  await eventually('a while of life', () => livedMs() > 700);
}

async function liveRun(options: Parameters<typeof practiceRun>[0] = {}): Promise<PracticeRun> {
  const run = await practiceRun({ topicsOf: { aspect: 'presence', count: 5 }, ...options });
  await run.monitor.start();
  await run.seen.untilStatus('live');
  return run;
}

describe('a planned renewal', () => {
  it.concurrent(
    'answers an announced close: nothing is lost, nothing doubled, and the state stays live',
    async ({ onTestFinished }) => {
      const run = await liveRun({ onTestFinished, world: tenfold() });
      const { simulator, seen } = run;
      const streaming = stream(simulator, { count: 1_000, perSecond: 500 });
      await untilStable(run);
      simulator.levers.pull({ lever: 'socket-closing', graceMs: 400 });
      await seen.until('the end of the renewal', () => renewalsOf(run).includes('socket done'));
      await streaming;
      await untilAllArrived(run);
      await eventually('the planned close', () => simulator.received.sockets[0]?.closedAtMs !== undefined);
      expect(renewalsOf(run)).toEqual(['socket started', 'socket done']);
      expectNothingLostNorDoubled(run);
      const since = seen.reports.findIndex(({ state }) => state.status === 'live');
      expect(new Set(seen.reports.slice(since).map(({ state }) => state.status))).toEqual(new Set(['live']));
      // The two sockets did overlap, else this would prove nothing.
      expect(seen.reports.at(-1)?.duplicatesFolded).toBeGreaterThan(0);
    },
  );

  it.concurrent('replaces the token before it expires, again and again', async ({ onTestFinished }) => {
    const run = await liveRun({
      onTestFinished,
      // A fifth of it is left for a renewal, also on a busy computer.
      simulator: { tokenLifetimeSeconds: 5, requestsPerMinute: 10_000 },
    });
    const { simulator, seen } = run;
    const streaming = stream(simulator, { count: 3_600, perSecond: 400 });
    await seen.until('two renewals', () => renewalsOf(run).filter((one) => one === 'token done').length >= 2);
    await streaming;
    await untilAllArrived(run);
    expectNothingLostNorDoubled(run);
    expect(seen.status).toBe('live');
    expect(seen.reports.at(-1)?.token?.renewals).toBeGreaterThanOrEqual(2);
    expect(simulator.received.requests.filter(({ token }) => token.standing === 'expired')).toEqual([]);
    // One request for each token, and never a poll.
    expect(simulator.received.tokenRequests.length).toBeLessThanOrEqual(
      renewalsOf(run).filter((one) => one === 'token started').length + 1,
    );
  });

  it.concurrent(
    'replaces the channel before it expires, and takes the topics along',
    async ({ onTestFinished }) => {
      const run = await liveRun({
        onTestFinished,
        simulator: { channelLifetimeMs: 30_000 },
        world: tenfold(),
      });
      const { simulator, seen } = run;
      const streaming = stream(simulator, { count: 1_600, perSecond: 400 });
      await seen.until('a renewal', () => renewalsOf(run).includes('channel done'));
      await streaming;
      await untilAllArrived(run);
      expectNothingLostNorDoubled(run);
      expect(simulator.received.channels.length).toBeGreaterThanOrEqual(2);
      expect(seen.ofType('subscription')).toHaveLength(5);
    },
  );

  it.concurrent(
    'takes a change of topics along that comes while it is under way',
    async ({ onTestFinished }) => {
      const run = await liveRun({ onTestFinished, world: tenfold() });
      const { simulator, monitor, seen, topicsOf } = run;
      const wanted = topicsOf('routingStatus', 3);
      await untilStable(run);
      simulator.levers.pull({ lever: 'slow', delayMs: 100, durationMs: 60_000 });
      simulator.levers.pull({ lever: 'socket-closing', graceMs: 5_000 });
      await seen.until('the renewal to begin', () => renewalsOf(run).includes('socket started'));
      await monitor.handlers.setTopics({ topics: wanted });
      await seen.until('the end of the renewal', () => renewalsOf(run).includes('socket done'));
      await seen.untilSubscribed();
      simulator.levers.pull({ lever: 'restore' });
      await stream(simulator, { count: 30, perSecond: 1_000 });
      await untilAllArrived(run);
      expect(new Set(seen.events.map(({ topic }) => topic))).toEqual(new Set(wanted));
      expectNothingLostNorDoubled(run);
    },
  );

  it.concurrent('that fails leaves the old socket alone and is tried again', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished, world: { ...tenfold(), random: () => 0 } });
    const { simulator, seen } = run;
    await untilStable(run);
    simulator.levers.pull({ lever: 'answer', part: 'api', status: 503, durationMs: 60_000 });
    simulator.levers.pull({ lever: 'socket-closing', graceMs: 10_000 });
    await seen.until('a failed renewal', () => renewalsOf(run).includes('socket failed'));
    await stream(simulator, { count: 50, perSecond: 1_000 });
    await untilAllArrived(run);
    expect(seen.status).toBe('live');
    simulator.levers.pull({ lever: 'restore' });
    await seen.until('the end of the renewal', () => renewalsOf(run).includes('socket done'));
    const failed = seen.ofType('renewal').find(({ phase }) => phase === 'failed');
    expect(failed?.cause).toMatchObject({ code: 'server/unavailable', httpStatus: 503 });
    expectNothingLostNorDoubled(run);
  });
});

describe('events that come twice', () => {
  it.concurrent('are folded and counted', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished });
    const { simulator, monitor } = run;
    simulator.levers.pull({ lever: 'duplicate', durationMs: 60_000 });
    await stream(simulator, { count: 100, perSecond: 2_000 });
    await untilAllArrived(run);
    expectNothingLostNorDoubled(run);
    const { connection } = await monitor.handlers.getSnapshot(null);
    expect(connection.duplicatesFolded).toBe(simulator.received.events.length);
    expect(connection.duplicatesFolded).toBeGreaterThan(50);
  });
});
