import { describe, expect, it } from 'vitest';
import { HEARTBEAT, judge, type Liveness } from './heartbeat.ts';

const quietSince = (lastFrameAt: number, more: Partial<Liveness> = {}): Liveness => ({
  lastFrameAt,
  ping: null,
  answersPings: true,
  hadGrace: false,
  ...more,
});
const pinged = (sentAt: number, withinMs: number = HEARTBEAT.answerWithinMs) => ({
  ping: { sentAt, withinMs },
});

describe('judging an open socket', () => {
  it.each<[string, Liveness, number, number, ReturnType<typeof judge>]>([
    ['a frame a moment ago', quietSince(0), 1_000, 0, { do: 'sleep', forMs: 11_000 }],
    ['12 s of silence', quietSince(0), 12_000, 0, { do: 'ping' }],
    ['long silence, seen late', quietSince(0), 60_000, 48_000, { do: 'ping' }],
    ['a ping under way', quietSince(0, pinged(12_000)), 13_000, 0, { do: 'sleep', forMs: 5_000 }],
    ['a ping unanswered', quietSince(0, pinged(12_000)), 18_000, 0, { do: 'give-up' }],
    ['R3: a timer a little late', quietSince(0, pinged(12_000)), 18_900, 900, { do: 'grace', forMs: 50 }],
    ['a timer that is not late', quietSince(0, pinged(12_000)), 18_000, 0, { do: 'give-up' }],
    ['T22: a timer held back', quietSince(0, pinged(12_000)), 78_000, 60_000, { do: 'grace', forMs: 1_000 }],
    [
      'the same after its grace',
      quietSince(0, { ...pinged(12_000), hadGrace: true }),
      79_000,
      0,
      { do: 'give-up' },
    ],
    [
      'T23: the same, held back again: one grace is enough',
      quietSince(0, { ...pinged(12_000), hadGrace: true }),
      99_000,
      20_000,
      { do: 'give-up' },
    ],
    ['R2: a probe', quietSince(0, pinged(12_000, 3_000)), 15_000, 0, { do: 'give-up' }],
    [
      'a service that answers no pings: its heartbeat is waited for',
      quietSince(0, { ...pinged(12_000), answersPings: false }),
      18_000,
      0,
      { do: 'sleep', forMs: 22_000 },
    ],
    [
      'and no longer than 40 s',
      quietSince(0, { ...pinged(12_000), answersPings: false }),
      40_000,
      0,
      { do: 'give-up' },
    ],
  ])('%s', (_what, liveness, now, lateMs, verdict) => {
    expect(judge(liveness, now, lateMs)).toEqual(verdict);
  });

  it('R1: a silent socket is known to be dead within 20 s', () => {
    expect(HEARTBEAT.pingAfterMs + HEARTBEAT.answerWithinMs).toBeLessThanOrEqual(20_000);
  });
});
