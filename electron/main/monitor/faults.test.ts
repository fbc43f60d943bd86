import { describe, expect, it } from 'vitest';
import type { Gap } from '../../../shared/model/connection-state.ts';
import type { Lever } from '../../../shared/practice/levers.ts';
import { endlessStream, practiceRun, stream, type PracticeRun } from '../testing/practice-run.ts';

/** Draws the shortest waits: half a second. */
const quick = { random: () => 0 };

async function liveRun(options: Parameters<typeof practiceRun>[0] = {}): Promise<PracticeRun> {
  const run = await practiceRun({ topicsOf: { aspect: 'presence', count: 5 }, world: quick, ...options });
  await run.monitor.start();
  await run.seen.untilStatus('live');
  return run;
}

/** A frame that is read some milliseconds after it was sent shifts the ends of a gap by as much. */
const SLACK_MS = 100;
const covers = (gap: Gap, atMs: number): boolean => gap.from - SLACK_MS <= atMs && atMs <= gap.to + SLACK_MS;

/** What the org knows that it did not bring through lies in a declared gap, and nothing came twice. */
function expectEveryHoleDeclared({ simulator, seen }: PracticeRun): void {
  const arrived = new Set(seen.events.map(({ correlationId }) => correlationId));
  expect(arrived.size).toBe(seen.events.length);
  const gaps = seen.ofType('gap').map(({ gap }) => gap);
  const missing = simulator.received.events.filter(({ correlationId }) => !arrived.has(correlationId));
  expect(missing.filter(({ atMs }) => !gaps.some((gap) => covers(gap, atMs)))).toEqual([]);
}

/** Pulls a lever amid a stream of events and waits until the monitor has come back by itself. */
async function comeBackAfter(run: PracticeRun, lever: Lever): Promise<Gap> {
  const { simulator, seen } = run;
  const streaming = endlessStream(simulator);
  await seen.until('the stream to begin', () => seen.events.length > 10);
  simulator.levers.pull(lever);
  const { gap } = await seen.until('the gap', () => seen.ofType('gap')[0]);
  await seen.untilStatus('live');
  const before = seen.events.length;
  await seen.until('events after it', () => seen.events.length > before + 10);
  await streaming.end();
  const last = simulator.received.events.at(-1)?.correlationId;
  await seen.until('the last event', () => seen.events.at(-1)?.correlationId === last);
  expect(seen.ofType('gap')).toHaveLength(1);
  const pulledAt = simulator.received.levers.find((pulled) => pulled.lever === lever.lever)?.atMs ?? NaN;
  expect(covers(gap, pulledAt)).toBe(true);
  expect(gap.to).toBeGreaterThan(gap.from);
  expectEveryHoleDeclared(run);
  return gap;
}

describe('a loss of the connection', () => {
  it.concurrent(
    'by a dead line is one gap around the moment, and the same channel serves again',
    async ({ onTestFinished }) => {
      const run = await liveRun({ onTestFinished });
      const gap = await comeBackAfter(run, { lever: 'drop' });
      expect(gap).toMatchObject({ cause: { code: 'socket/closed', closeCode: 1006 }, attempts: 1 });
      expect(run.simulator.received.channels).toHaveLength(1);
      expect(run.simulator.received.tokenRequests).toHaveLength(1);
      expect(run.seen.ofType('connection').map(({ state }) => state.status)).toEqual([
        'authorizing',
        'opening-channel',
        'connecting',
        'live',
        'waiting',
        'authorizing',
        'connecting',
        'live',
      ]);
    },
  );

  it.concurrent.for([1000, 1001, 4000])(
    'by a close with the code %i is the same',
    async (closeCode, { onTestFinished }) => {
      const run = await liveRun({ onTestFinished });
      const gap = await comeBackAfter(run, { lever: 'drop', closeCode });
      expect(gap).toMatchObject({ cause: { code: 'socket/closed', closeCode }, attempts: 1 });
      expect(run.simulator.received.channels).toHaveLength(1);
    },
  );

  it.concurrent(
    'by the end of the token fetches one new token, and never sends the old one once it was refused',
    async ({ onTestFinished }) => {
      const run = await liveRun({ onTestFinished });
      await comeBackAfter(run, { lever: 'expire-token' });
      const { tokenRequests, requests, channels } = run.simulator.received;
      expect(tokenRequests.map(({ status }) => status)).toEqual([200, 200]);
      expect(channels).toHaveLength(2);
      const refused = requests.filter(({ token, status }) => token.standing === 'expired' && status === 401);
      expect(refused.length).toBeLessThanOrEqual(1);
    },
  );

  it.concurrent('by an announced revocation does not even try the token', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished });
    await comeBackAfter(run, { lever: 'revoke-token' });
    const { tokenRequests, requests } = run.simulator.received;
    expect(tokenRequests).toHaveLength(2);
    expect(requests.filter(({ token }) => token.standing === 'revoked')).toEqual([]);
  });

  it.concurrent('by another install that took the channel makes a new one', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished });
    const gap = await comeBackAfter(run, { lever: 'evict-channel' });
    expect(gap.cause.code).toBe('channel/evicted');
    expect(run.simulator.received.channels.map(({ endCause }) => endCause)).toEqual(['evicted', undefined]);
    expect(run.simulator.received.tokenRequests).toHaveLength(1);
  });

  it.concurrent('by the expiry of the channel makes a new one', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished });
    await comeBackAfter(run, { lever: 'expire-channel' });
    expect(run.simulator.received.channels.map(({ endCause }) => endCause)).toEqual(['expired', undefined]);
  });

  it.concurrent('by an outage keeps trying until the service is back', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished });
    const gap = await comeBackAfter(run, { lever: 'outage', durationMs: 1_800 });
    expect(gap.attempts).toBeGreaterThanOrEqual(2);
    const waits = run.seen.ofType('connection').filter(({ state }) => state.status === 'waiting');
    expect(waits.length).toBeGreaterThanOrEqual(2);
  });

  it.concurrent('is none of coverage when nothing was wanted', async ({ onTestFinished }) => {
    const { simulator, monitor, seen } = await practiceRun({ onTestFinished, topics: [], world: quick });
    await monitor.start();
    await seen.untilStatus('live');
    simulator.levers.pull({ lever: 'drop' });
    await seen.untilStatus('waiting');
    await seen.untilStatus('live');
    await monitor.handlers.getSnapshot(null);
    expect(seen.ofType('gap')).toEqual([]);
  });

  it.concurrent('is waited out no longer than the user lets it be', async ({ onTestFinished }) => {
    // Draws the longest waits: two seconds, then four.
    const { simulator, monitor, seen } = await liveRun({ onTestFinished, world: { random: () => 0.999 } });
    simulator.levers.pull({ lever: 'drop' });
    const { state } = await seen.untilStatus('waiting');
    const plannedMs = state.status === 'waiting' ? state.retryAt - state.since : NaN;
    expect(plannedMs).toBeGreaterThan(1_000);
    await monitor.handlers.tryNow(null);
    await seen.untilStatus('live');
    const { gap } = await seen.until('the gap', () => seen.ofType('gap')[0]);
    expect(gap.to - (state.status === 'waiting' ? state.since : NaN)).toBeLessThan(plannedMs);
  });

  it.concurrent.for(['resumed', 'locked', 'unlocked', 'network-changed'] as const)(
    'ends early at the hint %s',
    async (hint, { onTestFinished }) => {
      const { simulator, monitor, seen } = await liveRun({ onTestFinished, world: { random: () => 0.999 } });
      simulator.levers.pull({ lever: 'drop' });
      const { state } = await seen.untilStatus('waiting');
      monitor.hint('suspended');
      expect(seen.status).toBe('waiting');
      monitor.hint(hint);
      expect(seen.status).not.toBe('waiting');
      const { state: live } = await seen.untilStatus('live');
      if (state.status !== 'waiting' || live.status !== 'live') throw new Error('Another state.');
      expect(live.since).toBeLessThan(state.retryAt);
    },
  );
});

describe('a service that refuses', () => {
  it.concurrent.for([
    ['token', 503, 'server/unavailable'],
    ['token', 429, 'rate/limited'],
    ['api', 503, 'server/unavailable'],
    ['api', 429, 'rate/limited'],
    ['api', 502, 'server/unavailable'],
  ] as const)('at the start, %s with %i, is waited for', async ([part, status, code], { onTestFinished }) => {
    const { simulator, monitor, seen } = await practiceRun({
      onTestFinished,
      topicsOf: { aspect: 'presence', count: 1 },
      world: quick,
    });
    simulator.levers.pull({ lever: 'answer', part, status, durationMs: 60_000 });
    await monitor.start();
    const { state } = await seen.untilStatus('waiting');
    expect(state).toMatchObject({ attempt: 1, cause: { code, httpStatus: status } });
    simulator.levers.pull({ lever: 'restore' });
    await seen.untilStatus('live');
    await seen.untilSubscribed();
  });

  it.concurrent(
    'and names a time is not asked before it, not even when the user is impatient',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen } = await practiceRun({
        onTestFinished,
        topicsOf: { aspect: 'presence', count: 1 },
        world: quick,
      });
      simulator.levers.pull({
        lever: 'answer',
        part: 'token',
        status: 429,
        durationMs: 60_000,
        retryAfterSeconds: 2,
      });
      await monitor.start();
      await seen.untilStatus('waiting');
      simulator.levers.pull({ lever: 'restore' });
      await monitor.handlers.tryNow(null);
      monitor.hint('resumed');
      monitor.hint('network-changed');
      await seen.untilStatus('live');
      const [first, second] = simulator.received.tokenRequests;
      expect((second?.atMs ?? NaN) - (first?.atMs ?? NaN)).toBeGreaterThanOrEqual(1_990);
    },
  );

  it.concurrent('the upgrade with 503 comes back to the same channel', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished });
    const { simulator, seen } = run;
    simulator.levers.pull({ lever: 'answer', part: 'upgrade', status: 503, durationMs: 60_000 });
    simulator.levers.pull({ lever: 'drop' });
    const refused = await seen.until('a refused upgrade', () =>
      seen
        .ofType('connection')
        .find(({ state }) => state.status === 'waiting' && state.cause.code === 'socket/refused'),
    );
    expect(refused.state).toMatchObject({ cause: { httpStatus: 503 } });
    simulator.levers.pull({ lever: 'restore' });
    await seen.untilStatus('live');
    await seen.until('the gap', () => seen.ofType('gap').length === 1);
    expect(simulator.received.channels).toHaveLength(1);
  });

  it.concurrent(
    'one fresh token after the other is the end after two of them',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen } = await practiceRun({
        onTestFinished,
        topicsOf: { aspect: 'presence', count: 1 },
        world: quick,
      });
      simulator.levers.pull({ lever: 'answer', part: 'api', status: 401, durationMs: 60_000 });
      await monitor.start();
      const { state } = await seen.untilStatus('failed');
      expect(state).toMatchObject({ cause: { code: 'auth/token-rejected', httpStatus: 401 } });
      expect(simulator.received.requests.map(({ method, status }) => `${method} ${String(status)}`)).toEqual([
        'POST 200',
        'POST 401',
        'POST 200',
        'POST 401',
      ]);
    },
  );

  it.concurrent(
    'the API for want of a permission is the end, until the user acts',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen } = await practiceRun({
        onTestFinished,
        topicsOf: { aspect: 'presence', count: 1 },
        world: quick,
      });
      simulator.levers.pull({ lever: 'answer', part: 'api', status: 403, durationMs: 60_000 });
      await monitor.start();
      const { state } = await seen.untilStatus('failed');
      expect(state).toMatchObject({ cause: { code: 'auth/forbidden' } });
      simulator.levers.pull({ lever: 'restore' });
      await monitor.handlers.connect({ profileId: 'org' });
      await seen.untilStatus('live');
    },
  );
});

describe('frames that are not what they should be', () => {
  it.concurrent('are kept as diagnostics and change nothing else', async ({ onTestFinished }) => {
    const run = await liveRun({ onTestFinished });
    const { simulator, monitor, seen } = run;
    simulator.levers.pull({ lever: 'malformed', count: 28 });
    await stream(simulator, { count: 20, perSecond: 1_000 });
    await seen.until('the events after them', () => seen.events.length >= 20);
    const { connection } = await monitor.handlers.getSnapshot(null);
    expect(connection.state.status).toBe('live');
    expect(connection.malformedFrames).toBe(seen.ofType('diagnostic').length);
    expect(connection.malformedFrames).toBeGreaterThan(20);
    expect(seen.ofType('diagnostic').every(({ error }) => error.code === 'wire/malformed')).toBe(true);
    expectEveryHoleDeclared(run);
  });
});

describe('names that could not be looked up at the start', () => {
  it.concurrent('are looked up when the service is there', async ({ onTestFinished }) => {
    const { simulator, monitor, seen } = await practiceRun({ onTestFinished, world: quick });
    simulator.levers.pull({ lever: 'outage', durationMs: 60_000 });
    await monitor.start();
    await seen.untilStatus('waiting');
    simulator.levers.pull({ lever: 'restore' });
    await seen.untilStatus('live');
    await seen.until('names', () => Object.keys(seen.last('directory')?.users ?? {}).length > 0);
    await seen.untilSubscribed();
    expect(seen.last('subscriptions')?.filter(({ isOfBoard }) => isOfBoard !== true)).toHaveLength(
      simulator.roster.people.length + simulator.roster.queues.length,
    );
  });
});
