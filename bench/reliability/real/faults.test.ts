import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { proxiedRun, type ProxiedRun, type ProxiedRunOptions } from './proxied-run.ts';
import { SOCKET_PATH, type FaultAction, type FaultRule } from './proxy/fault-rule.ts';

/** Seconds of the core in tenths of a second: what waits for loopback still has room. */
const FACTOR = 10;
const SUBSCRIPTIONS = /\/subscriptions/;
const CHANNELS = /^\/api\/v2\/notifications\/channels$/;
const TOKEN = /^\/oauth\/token$/;

type Finished = Pick<TestContext, 'onTestFinished'>;

async function run(context: Finished, options: Partial<ProxiedRunOptions> = {}): Promise<ProxiedRun> {
  const made = await proxiedRun({ factor: FACTOR, ...options });
  context.onTestFinished(() => made.close());
  return made;
}

async function liveRun(context: Finished, options: Partial<ProxiedRunOptions> = {}): Promise<ProxiedRun> {
  const made = await run(context, options);
  await made.vigil.monitor.start();
  await made.vigil.untilStatus('live');
  return made;
}

const untilGaps = ({ vigil }: ProxiedRun, count: number): Promise<void> =>
  vigil.until('a gap', () => vigil.gaps.length >= count && vigil.status === 'live');

/** The most sockets that the org saw open at once. */
function socketsAtOnce({ simulator }: ProxiedRun): number {
  const { sockets } = simulator.received;
  const openAt = (atMs: number): number =>
    sockets.filter(({ openedAtMs, closedAtMs }) => openedAtMs <= atMs && atMs < (closedAtMs ?? Infinity))
      .length;
  return Math.max(0, ...sockets.map(({ openedAtMs }) => openAt(openedAtMs)));
}

/** In the core's seconds: how long after one upgrade the next came. */
const spacings = ({ proxy }: ProxiedRun): readonly number[] => {
  const times = proxy.requests(SOCKET_PATH).map(({ atMs }) => atMs);
  return times.slice(1).map((atMs, index) => ((atMs - (times[index] ?? NaN)) * FACTOR) / 1000);
};

const unexpected: unknown[] = [];
const trap = (thrown: unknown): void => {
  unexpected.push(thrown);
};

beforeAll(() => {
  process.on('uncaughtExceptionMonitor', trap);
});

afterAll(() => {
  process.off('uncaughtExceptionMonitor', trap);
  expect(unexpected).toEqual([]);
});

describe('a link that goes silent', () => {
  it.concurrent('right after it opened, before any frame, is left (R1, T20)', async (context) => {
    const made = await run(context);
    made.proxy.add({ when: { on: 'opened' }, action: { do: 'blackhole' }, times: 1 });
    await made.vigil.monitor.start();
    await made.vigil.untilStatus('live');
    const [first, second] = made.proxy.requests(SOCKET_PATH);
    const seconds = (((second?.atMs ?? NaN) - (first?.atMs ?? NaN)) * FACTOR) / 1000;
    expect(seconds).toBeGreaterThan(6);
    expect(seconds).toBeLessThan(20);
    // Nothing was promised before the first frame, so nothing was lost.
    expect(made.vigil.gaps).toEqual([]);
  });

  it.concurrent(
    'amid events is noticed, owned up to from its last frame, and replaced (R1, R8)',
    async (context) => {
      const made = await liveRun(context);
      made.stream(100);
      await made.vigil.until('the stream', () => made.vigil.events.length > 10);
      const struckAt = made.time.at(performance.timeOrigin + performance.now());
      expect(made.proxy.strike({ do: 'blackhole' })).toBe(1);
      await untilGaps(made, 1);
      const noticedAt = made.vigil.statuses.findLast(({ state }) => state.status === 'waiting')?.atMs ?? NaN;
      expect((made.time.at(noticedAt) - struckAt) / 1000).toBeLessThan(20);
      const coverage = await made.settle();
      expect(coverage).toMatchObject({ lost: [], doubled: 0, regressed: 0 });
      expect(coverage.declaredMissing).toBeGreaterThan(0);
      const [gap] = made.vigil.gaps;
      expect(gap?.cause.code).toBe('socket/silent');
      expect(Math.abs((gap?.from ?? NaN) - struckAt)).toBeLessThan(1_500);
    },
  );

  it.concurrent('does not hold up the next attempt (R4, T21)', async (context) => {
    const made = await liveRun(context);
    expect(made.proxy.strike({ do: 'blackhole' })).toBe(1);
    let askedAt = NaN;
    await made.vigil.until('the verdict', () => made.vigil.status === 'waiting');
    askedAt = performance.timeOrigin + performance.now();
    await made.vigil.monitor.handlers.tryNow(null);
    await made.vigil.untilStatus('live');
    const next = made.proxy.requests(/./).find(({ atMs }) => atMs >= askedAt);
    expect((next?.atMs ?? NaN) - askedAt).toBeLessThan(50);
  });

  it.concurrent('only for a slow reader, with data all the time, is no verdict (T28)', async (context) => {
    const made = await liveRun(context);
    made.proxy.strike({ do: 'throttle', bytesPerSecond: 20_000 });
    // More than the line takes: an answer to a ping would have to queue behind seconds of events.
    made.stream(150);
    const { received } = made.simulator;
    await made.vigil.until('a backlog', () => received.events.length - made.vigil.events.length > 100);
    await made.vigil.until('twenty seconds of it', () => received.events.length > 400);
    made.proxy.strike({ do: 'throttle', bytesPerSecond: 100_000_000 });
    const coverage = await made.settle();
    expect(coverage).toMatchObject({ lost: [], doubled: 0, declaredMissing: 0 });
    expect(made.vigil.gaps).toEqual([]);
    expect(received.sockets).toHaveLength(1);
  });
});

describe('a link that breaks', () => {
  it.concurrent.for<[string, FaultAction]>([
    ['is reset', { do: 'rst' }],
    ['is closed by one side only', { do: 'half-close' }],
  ])('and %s amid events is one gap, exact to the event (R8)', async ([, action], context) => {
    const made = await liveRun(context);
    made.stream(100);
    await made.vigil.until('the stream', () => made.vigil.events.length > 10);
    made.proxy.strike(action);
    await untilGaps(made, 1);
    const before = made.vigil.events.length;
    await made.vigil.until('events after it', () => made.vigil.events.length > before + 10);
    const coverage = await made.settle();
    expect(coverage).toMatchObject({ lost: [], doubled: 0, regressed: 0 });
    expect(made.vigil.gaps).toHaveLength(1);
    expect(made.simulator.received.channels).toHaveLength(1);
    expect(socketsAtOnce(made)).toBe(1);
  });

  it.concurrent('in the middle of a frame loses that frame to a gap and no more', async (context) => {
    const made = await run(context);
    // The pong is 70 bytes or so, an event several hundred: this ends within one of the first events.
    made.proxy.add({ when: { on: 'bytes', count: 1_500 }, action: { do: 'rst' }, times: 1 });
    await made.vigil.monitor.start();
    await made.vigil.untilStatus('live');
    made.stream(100);
    await untilGaps(made, 1);
    const before = made.vigil.events.length;
    expect(before).toBeGreaterThan(0);
    await made.vigil.until('events after it', () => made.vigil.events.length > before + 10);
    expect(await made.settle()).toMatchObject({ lost: [], doubled: 0 });
    expect(made.vigil.gaps).toHaveLength(1);
  });
});

describe('an upgrade that is refused', () => {
  it.concurrent.for<[string, FaultAction]>([
    ...[409, 401, 429, 503].map((status): [string, FaultAction] => [
      `HTTP ${String(status)}`,
      { do: 'http', status },
    ]),
    ['a reset', { do: 'rst' }],
  ])('by %s is followed by exactly one attempt each time (T14)', async ([, action], context) => {
    const made = await run(context);
    made.proxy.add({ when: { on: 'request', path: SOCKET_PATH }, action, times: 3 });
    await made.vigil.monitor.start();
    await made.vigil.untilStatus('live');
    // Whoever planned a second attempt would come with it before this much is over.
    await made.vigil.until('a second ping', () => made.time.ofVigil.monotonic() > 8_000);
    expect(made.proxy.requests(SOCKET_PATH)).toHaveLength(4);
    expect(Math.min(...spacings(made))).toBeGreaterThanOrEqual(0.5);
    expect(made.simulator.received.sockets).toHaveLength(1);
    expect(made.simulator.received.channels).toHaveLength(1);
  });

  it.concurrent.for([429, 503])(
    'with %i and Retry-After is not tried again any earlier (R15)',
    async (status, context) => {
      const made = await run(context);
      const action = { do: 'http', status, headers: { 'Retry-After': '10' } } as const;
      made.proxy.add({ when: { on: 'request', path: SOCKET_PATH }, action, times: 1 });
      await made.vigil.monitor.start();
      await made.vigil.until('the wait', () => made.vigil.status === 'waiting');
      // A moment that the service named is binding: no impatience skips it.
      await made.vigil.monitor.handlers.tryNow(null);
      await made.vigil.untilStatus('live');
      expect(Math.min(...spacings(made))).toBeGreaterThanOrEqual(10);
      expect(Math.max(...spacings(made))).toBeLessThan(15);
    },
  );
});

describe('a REST call', () => {
  it.concurrent.for<[string, RegExp, string]>([
    ['the token', TOKEN, 'POST'],
    ['the channel', CHANNELS, 'POST'],
    ['the topics', SUBSCRIPTIONS, 'PUT'],
  ])('for %s with Retry-After is not repeated any earlier (R15)', async ([, path, method], context) => {
    const made = await run(context);
    const action = { do: 'http', status: 429, headers: { 'Retry-After': '10' } } as const;
    made.proxy.add({ when: { on: 'request', method, path }, action, times: 1 });
    await made.vigil.monitor.start();
    await made.vigil.untilStatus('live');
    const refusedAt = made.proxy.ofKind('fault')[0]?.atMs ?? NaN;
    const later = made.proxy.requests(/./).filter(({ atMs }) => atMs > refusedAt + 50);
    expect((((later[0]?.atMs ?? NaN) - refusedAt) * FACTOR) / 1000).toBeGreaterThanOrEqual(10);
  });

  it.concurrent('for topics that fails five times never leaves a second socket (T13)', async (context) => {
    const made = await run(context);
    const action = { do: 'http', status: 500 } as const;
    made.proxy.add({ when: { on: 'request', method: 'PUT', path: SUBSCRIPTIONS }, action, times: 5 });
    await made.vigil.monitor.start();
    await made.vigil.untilStatus('live');
    made.stream(100);
    await made.vigil.until('events', () => made.vigil.events.length > 10);
    expect(socketsAtOnce(made)).toBeLessThanOrEqual(1);
    expect(made.simulator.received.channels.length).toBeLessThanOrEqual(1);
    expect(await made.settle()).toMatchObject({ doubled: 0 });
  });
});

describe('an upgrade that is not answered', () => {
  it.concurrent('within the limit for opening is given up and tried again', async (context) => {
    const made = await run(context);
    const when = { on: 'request', path: SOCKET_PATH } as const;
    made.proxy.add({ when, action: { do: 'delay', ms: 60_000 }, times: 1 });
    await made.vigil.monitor.start();
    await made.vigil.untilStatus('live');
    expect(made.proxy.requests(SOCKET_PATH)).toHaveLength(2);
    const [seconds = NaN] = spacings(made);
    expect(seconds).toBeGreaterThanOrEqual(15);
    expect(seconds).toBeLessThan(20);
  });
});

describe('a service that is down', () => {
  it.concurrent(
    'while hints come too early is tried on, and reached at once when one comes in time (T24, R11)',
    async (context) => {
      const made = await liveRun(context);
      const { vigil, proxy } = made;
      proxy.goDown();
      await vigil.until('the loss', () => vigil.status === 'waiting');
      for (let hint = 1; hint <= 5; hint += 1) {
        vigil.monitor.hint('resumed');
        await vigil.until('the next wait', () => vigil.status === 'waiting');
      }
      proxy.comeBack();
      const backAt = performance.timeOrigin + performance.now();
      vigil.monitor.hint('resumed');
      await vigil.untilStatus('live');
      // By the core's clock these two seconds would be twenty; the line itself is as fast as ever.
      expect((vigil.statuses.at(-1)?.atMs ?? NaN) - backAt).toBeLessThan(2_000);
      expect(socketsAtOnce(made)).toBe(1);
      expect(made.simulator.received.channels).toHaveLength(1);
      expect(await made.settle()).toMatchObject({ lost: [], doubled: 0 });
    },
  );
});

describe('a service that accepts and closes', () => {
  it.concurrent.for<[string, number]>([
    ['at once', 0],
    ['after the first frame', 90],
  ])('%s is asked less and less often (T31)', async ([, count], context) => {
    const made = await run(context, { random: () => 0.999 });
    const when = count === 0 ? ({ on: 'opened' } as const) : ({ on: 'bytes', count } as const);
    made.proxy.add({ when, action: { do: 'rst' }, times: 4 });
    await made.vigil.monitor.start();
    if (count > 0) {
      await made.vigil.untilStatus('live');
      made.stream(100);
    }
    await made.vigil.until('the fifth socket', () => made.simulator.received.sockets.length === 5);
    await made.vigil.untilStatus('live');
    const [one = NaN, two = NaN, three = NaN, four = NaN] = spacings(made);
    expect([two / one, three / two, four / three].map((ratio) => ratio > 1.5)).toEqual([true, true, true]);
    expect(four).toBeGreaterThanOrEqual(15);
  });
});

describe('leaving while connecting', () => {
  const stages: readonly [string, FaultRule][] = [
    ['the token is asked for', { when: { on: 'request', path: TOKEN }, action: { do: 'blackhole' } }],
    ['the channel is asked for', { when: { on: 'request', path: CHANNELS }, action: { do: 'blackhole' } }],
    [
      'the upgrade is not answered',
      { when: { on: 'request', path: SOCKET_PATH }, action: { do: 'blackhole' } },
    ],
    ['the socket is open and silent', { when: { on: 'opened' }, action: { do: 'blackhole' } }],
    [
      'topics are being confirmed',
      { when: { on: 'request', method: 'PUT', path: SUBSCRIPTIONS }, action: { do: 'blackhole' } },
    ],
    [
      'the upgrade is being refused',
      { when: { on: 'request', path: SOCKET_PATH }, action: { do: 'http', status: 503 } },
    ],
    ['the connection is being reset', { when: { on: 'request', path: SOCKET_PATH }, action: { do: 'rst' } }],
  ];

  it.concurrent.for(stages)('when %s ends nothing but the session (T36)', async ([, rule], context) => {
    const made = await run(context, { factor: 2 * FACTOR });
    made.proxy.add(rule);
    await made.vigil.monitor.start();
    while (made.proxy.ofKind('fault').length === 0) await new Promise((resolve) => setImmediate(resolve));
    await made.vigil.monitor.stop();
    // What was written before has arrived by then.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { length } = made.proxy.requests(/./);
    // Longer than any deadline that was running: an opening socket has 15 s, an answer 6 s.
    await new Promise((resolve) => setTimeout(resolve, 17_000 / made.time.factor));
    expect(made.proxy.requests(/./)).toHaveLength(length);
    expect(made.vigil.status).toBe('stopped');
    expect(unexpected).toEqual([]);
  });
});
