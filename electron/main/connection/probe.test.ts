import { describe, expect, it } from 'vitest';
import { Probe } from './probe.ts';

const HANDOVER = { do: 'probe', lease: 1, reason: 'handover' } as const;
const HINT = { do: 'probe', lease: 1, reason: 'hint' } as const;

/** A question that was asked at 100. */
function asked(question: typeof HANDOVER | typeof HINT): Probe {
  const probe = new Probe();
  probe.ask(question, 100);
  return probe;
}

describe('the question at a handover', () => {
  it('is answered by the pong to a ping that was sent since, and only once', () => {
    const probe = asked(HANDOVER);
    expect(probe.isAnsweredBy(1, 100, true)).toBe(true);
    expect(probe.isAnsweredBy(1, 200, true)).toBe(false);
  });

  it('R8: is answered by no earlier ping’s pong, and by no other frame', () => {
    const probe = asked(HANDOVER);
    expect(probe.isAnsweredBy(1, 99, true)).toBe(false);
    expect(probe.isAnsweredBy(1, null, true)).toBe(false);
    expect(probe.isAnsweredBy(2, 100, true)).toBe(false);
  });

  it('is answered by any frame where no pongs are to be had', () => {
    expect(asked(HANDOVER).isAnsweredBy(1, null, false)).toBe(true);
  });

  it('is not forgotten for a hint that comes meanwhile', () => {
    const probe = asked(HANDOVER);
    probe.ask(HINT, 200);
    expect(probe.hintedLease).toBe(1);
    expect(probe.isAnsweredBy(1, null, true)).toBe(false);
    expect(probe.isAnsweredBy(1, 150, true)).toBe(true);
  });
});

describe('the question after a hint', () => {
  it('is answered by any frame', () => {
    const probe = asked(HINT);
    expect(probe.hintedLease).toBe(1);
    expect(probe.isAnsweredBy(1, null, true)).toBe(true);
    expect(probe.hintedLease).toBeNull();
  });
});
