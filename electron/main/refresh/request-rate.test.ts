import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../base/manual-clock.ts';
import type { Fetch } from '../base/http.ts';
import { pause, RequestRate, YIELDING_SHARE } from './request-rate.ts';

const URL = 'https://api.example.org/';
const GET = { method: 'GET', headers: {}, redirect: 'manual', signal: new AbortController().signal } as const;
const answering =
  (status = 200, headers: Readonly<Record<string, string>> = {}): Fetch =>
  () =>
    Promise.resolve(new Response(null, { status, headers }));

/** Takes turns and notes when each was given. */
function turns(
  rate: RequestRate,
  clock: ManualClock,
  count: number,
  signal = new AbortController().signal,
): number[] {
  const given: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    void rate.turn(signal).then(
      () => given.push(clock.monotonic()),
      () => undefined,
    );
  }
  return given;
}

describe('the rate of requests', () => {
  it('gives turns at once while there is room, and the next when the oldest request is a minute old', async () => {
    const clock = new ManualClock();
    const rate = new RequestRate(clock);
    const given = turns(rate, clock, YIELDING_SHARE);
    await clock.advance(10_000);
    const late = turns(rate, clock, 1);
    await clock.advance(49_999);
    expect([given.length, late.length, rate.inLastMinute]).toEqual([YIELDING_SHARE, 0, YIELDING_SHARE]);
    await clock.advance(1);
    expect(late).toEqual([60_000]);
  });

  it('counts the connection, which never waits, so that what can wait yields to it', async () => {
    const clock = new ManualClock();
    const rate = new RequestRate(clock, 3);
    const fetch = rate.counting(answering());
    for (let request = 0; request < 5; request += 1) await fetch(URL, GET);
    const given = turns(rate, clock, 1);
    await clock.advance(59_999);
    expect([rate.inLastMinute, given]).toEqual([5, []]);
    await clock.advance(1);
    expect(given).toHaveLength(1);
  });

  it('counts a turn once, and what more its work asks for', async () => {
    const clock = new ManualClock();
    const rate = new RequestRate(clock);
    await rate.turn(new AbortController().signal);
    const fetch = rate.afterTurn(answering());
    await fetch(URL, GET);
    expect(rate.inLastMinute).toBe(1);
    await fetch(URL, GET);
    expect(rate.inLastMinute).toBe(2);
  });

  it('gives no turn while the service has asked for patience, whoever was told so', async () => {
    const clock = new ManualClock();
    const rate = new RequestRate(clock);
    await rate.counting(answering(429, { 'retry-after': '7' }))(URL, GET);
    const given = turns(rate, clock, 2);
    await clock.advance(6_999);
    expect(given).toEqual([]);
    await clock.advance(1);
    expect(given).toEqual([7_000, 7_000]);
  });

  it('gives up waiting when it is told to, and leaves no timer', async () => {
    const clock = new ManualClock();
    const rate = new RequestRate(clock, 1);
    await rate.turn(new AbortController().signal);
    const abort = new AbortController();
    const waiting = rate.turn(abort.signal);
    await settle();
    expect(clock.pendingTimers).toBe(1);
    abort.abort(new DOMException('Enough.', 'AbortError'));
    await expect(waiting).rejects.toThrow('Enough.');
    expect(clock.pendingTimers).toBe(0);
    await expect(rate.turn(abort.signal)).rejects.toThrow('Enough.');
    await expect(pause(clock, 1, abort.signal)).rejects.toThrow('Enough.');
  });

  it('never lets what can wait exceed its share of any minute', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 30_000 })), { maxLength: 12 }),
        async (bursts) => {
          const clock = new ManualClock();
          const rate = new RequestRate(clock, 20);
          const all: number[][] = [];
          for (const [count, thenMs] of bursts) {
            all.push(turns(rate, clock, count));
            await clock.advance(thenMs);
          }
          const given = all.flat().sort((a, b) => a - b);
          for (const [index, at] of given.entries()) {
            expect((given[index + 20] ?? Infinity) - at).toBeGreaterThanOrEqual(60_000);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
