import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Coverage, Stretch } from './coverage.ts';
import type { ErrorCode } from './monitor-error.ts';
import { judgeTrust, SHIFT_MS } from './trust.ts';

const NOW = Date.UTC(2026, 0, 5, 14, 0, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let lastId = 0;
const id = (): string => String((lastId += 1));

/** Times in minutes before now. */
const heard = (from: number, to: number): Stretch => span('heard', from, to);
const idle = (from: number, to: number): Stretch => span('idle', from, to);

function span(kind: 'heard' | 'idle', from: number, to: number): Stretch {
  return { kind, id: id(), from: NOW - from * MINUTE, to: NOW - to * MINUTE };
}

function lost(from: number, to: number, code: ErrorCode = 'net/dns', share = 1): Stretch {
  return {
    kind: 'lost',
    id: id(),
    from: NOW - from * MINUTE,
    to: NOW - to * MINUTE,
    cause: { code, message: '' },
    attempts: 0,
    topics: null,
    share,
    gapId: 'gap',
  };
}

const judged = (...stretches: readonly Stretch[]) =>
  judgeTrust({ profileId: 'p', stretches, ongoing: [] }, NOW);

describe('the trust in a shift', () => {
  it('is not known before anything was heard', () => {
    expect(judged()).toMatchObject({ since: null, share: null, gaps: 0, causes: [] });
    expect(judged(idle(60, 0)).share).toBeNull();
  });

  it('is whole when all was heard', () => {
    expect(judged(heard(60, 30), heard(30, 0))).toMatchObject({
      since: NOW - HOUR,
      until: NOW,
      coveredMs: HOUR,
      gapMs: 0,
      gaps: 0,
      longestMs: 0,
      share: 1,
    });
  });

  it('counts what was lost, by cause, the dearest first', () => {
    const trust = judged(
      heard(100, 50),
      lost(50, 49),
      heard(49, 20),
      lost(20, 11, 'app/asleep'),
      heard(11, 0),
    );
    expect(trust).toMatchObject({ gapMs: 10 * MINUTE, coveredMs: 90 * MINUTE, share: 0.9, gaps: 2 });
    expect(trust.longestMs).toBe(9 * MINUTE);
    expect(trust.causes).toEqual([
      { category: 'asleep', gapMs: 9 * MINUTE, gaps: 1 },
      { category: 'network', gapMs: MINUTE, gaps: 1 },
    ]);
  });

  it('takes losses that touch or overlap for one, and counts no time twice', () => {
    const trust = judged(
      heard(60, 30),
      lost(30, 20),
      lost(20, 10, 'app/not-running'),
      lost(15, 10),
      heard(10, 0),
    );
    expect(trust).toMatchObject({ gaps: 1, gapMs: 20 * MINUTE, longestMs: 20 * MINUTE });
    expect(trust.causes.reduce((sum, { gapMs }) => sum + gapMs, 0)).toBe(20 * MINUTE);
  });

  it('believes a loss before what was taken for heard', () => {
    expect(judged(heard(60, 0), lost(30, 0)).share).toBe(0.5);
  });

  it('leaves out the time in which nothing was wanted', () => {
    expect(judged(heard(60, 50), idle(50, 10), heard(10, 0))).toMatchObject({
      coveredMs: 20 * MINUTE,
      share: 1,
    });
  });

  it('goes back twelve hours and no further', () => {
    const trust = judged(lost(20 * 60, 13 * 60), heard(13 * 60, 60), lost(60, 0));
    expect(trust.since).toBe(NOW - SHIFT_MS);
    expect(trust).toMatchObject({ gaps: 1, gapMs: HOUR, coveredMs: 11 * HOUR });
  });

  it('lets what goes on reach until now', () => {
    const stretches = [heard(60, 58), lost(30, 29)];
    const coverage: Coverage = { profileId: 'p', stretches, ongoing: stretches.map((stretch) => stretch.id) };
    expect(judgeTrust(coverage, NOW)).toMatchObject({ coveredMs: 30 * MINUTE, gapMs: 30 * MINUTE });
    expect(judgeTrust(coverage, NOW + 30 * MINUTE)).toMatchObject({ share: 1 / 3 });
  });

  it('weighs a loss by the share of the topics that it took', () => {
    const trust = judged(heard(60, 0), lost(60, 30, 'socket/closed', 0.25));
    expect(trust.gapMs).toBe(7.5 * MINUTE);
    expect(trust).toMatchObject({ gaps: 1, longestMs: 30 * MINUTE });
  });
});

const time = fc.integer({ min: NOW - 2 * DAY, max: NOW + 2 * DAY });
const stretch: fc.Arbitrary<Stretch> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('heard' as const, 'idle' as const),
    id: fc.uuid(),
    from: time,
    to: time,
  }),
  fc.record({
    kind: fc.constant('lost' as const),
    id: fc.uuid(),
    from: time,
    to: time,
    cause: fc.record({
      code: fc.constantFrom<ErrorCode>('net/dns', 'app/asleep', 'app/not-running', 'server/unavailable'),
      message: fc.constant(''),
    }),
    attempts: fc.nat(),
    topics: fc.constant(null),
    share: fc.constantFrom(1, 0.5, 0.001),
    gapId: fc.constant(null),
  }),
);
const coverage = fc.array(stretch, { maxLength: 30 }).chain((stretches) =>
  fc.record({
    profileId: fc.constant('p'),
    stretches: fc.constant(stretches),
    ongoing: fc.subarray(stretches.map((each) => each.id)),
  }),
);
/** Where the clock stands that judges: set by up to a day either way. */
const clock = fc.integer({ min: NOW - DAY, max: NOW + DAY });

describe('whatever was noted, and however the clock was set', () => {
  it('the share is none or lies between nothing and all, and no figure is negative', () => {
    fc.assert(
      fc.property(coverage, clock, (known, now) => {
        const { share, coveredMs, gapMs, longestMs, since, causes } = judgeTrust(known, now);
        if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
        expect(
          Math.min(coveredMs, gapMs, longestMs, ...causes.map((cause) => cause.gapMs)),
        ).toBeGreaterThanOrEqual(0);
        expect(coveredMs + gapMs).toBeLessThanOrEqual(SHIFT_MS + 1);
        if (since !== null) expect(since >= now - SHIFT_MS && since < now).toBe(true);
      }),
    );
  });

  it('there is no gap that costs nothing, and the causes add up to all that was lost', () => {
    fc.assert(
      fc.property(coverage, clock, (known, now) => {
        const { share, gapMs, gaps, causes } = judgeTrust(known, now);
        expect(gaps > 0).toBe(gapMs > 0);
        if (gaps > 0) expect(share).toBeLessThan(1);
        expect(causes.reduce((sum, cause) => sum + cause.gapMs, 0)).toBeCloseTo(gapMs, 3);
      }),
    );
  });

  it('neither the order of the stretches nor naming one twice changes the figures', () => {
    fc.assert(
      fc.property(coverage, clock, (known, now) => {
        const { gapMs, coveredMs, gaps, longestMs } = judgeTrust(known, now);
        const doubled = [...known.stretches, ...known.stretches].reverse();
        const again = judgeTrust({ ...known, stretches: doubled }, now);
        expect(again.gapMs).toBeCloseTo(gapMs, 3);
        expect(again.coveredMs).toBeCloseTo(coveredMs, 3);
        expect(again).toMatchObject({ gaps, longestMs });
      }),
    );
  });

  it('a loss that is added never raises the share', () => {
    fc.assert(
      fc.property(coverage, clock, fc.integer({ min: 0, max: DAY }), (known, now, agoMs) => {
        const before = judgeTrust(known, now).share;
        const loss = { ...lost(0, 0), from: now - agoMs, to: now };
        const after = judgeTrust({ ...known, stretches: [...known.stretches, loss] }, now).share;
        if (before !== null && after !== null) expect(after).toBeLessThanOrEqual(before + 1e-9);
      }),
    );
  });
});
