import { describe, expect, it } from 'vitest';
import { isDeclared, judge } from './judge.ts';
import { Oracle } from './world/oracle.ts';

function oracleOf(received: readonly number[]): Oracle {
  const oracle = new Oracle();
  received.forEach((times, number) => {
    const at = number * 1_000;
    oracle.published({ topic: 'v2.a', at, wall: at, dueInMs: 80, isReachable: number !== 2, sent: 1 });
    for (let time = 0; time < times; time += 1) oracle.received(number);
  });
  return oracle;
}

describe('the judge', () => {
  it('counts what was lost, what was doubled, and the share that arrived', () => {
    const verdict = judge(oracleOf([1, 0, 0, 3]), [], []);
    expect(verdict).toMatchObject({ events: 4, lost: 2, lostReachable: 1, doubled: 2, availability: 0.5 });
    expect(verdict.availabilityReachable).toBe(0.666667);
  });

  it('takes a loss for declared when the application knows of a stretch that it was due in', () => {
    const verdict = judge(oracleOf([1, 0, 0, 1]), [{ from: 1_050, to: 1_500 }], []);
    expect(verdict).toMatchObject({ lost: 2, undeclared: 1, undeclaredReachable: 0 });
  });

  it('counts what several stretches cover once', () => {
    const hours = (from: number, to: number) => ({ from: from * 3_600_000, to: to * 3_600_000 });
    const verdict = judge(oracleOf([1]), [hours(5, 6), hours(1, 3), hours(2, 2.5), hours(2, 4)], []);
    expect(verdict.declaredHours).toBe(4);
  });

  it('holds an event for declared by the moments it may have arrived at, and no others', () => {
    const event = {
      topic: 'v2.a',
      at: 1_000,
      wall: 1_000,
      dueInMs: 80,
      isReachable: true,
      sent: 1,
      received: 0,
    };
    expect(isDeclared(event, [{ from: 1_080, to: 2_000 }])).toBe(true);
    expect(isDeclared(event, [{ from: 1_081, to: 2_000 }])).toBe(false);
    expect(isDeclared(event, [{ from: 500, to: 1_000 }])).toBe(true);
    expect(isDeclared(event, [{ from: 500, to: 999 }])).toBe(false);
  });

  it('lays each loss at the door of the last fault before it', () => {
    const faults = [
      { at: 500, fault: { kind: 'drop' } },
      { at: 1_500, fault: { kind: 'evict' } },
    ] as const;
    expect(judge(oracleOf([0, 0, 0, 0]), [], faults).lostBy).toEqual({ none: 1, drop: 1, evict: 2 });
  });

  it('has no time to notice a dead connection that was not noticed within ten minutes', () => {
    const oracle = oracleOf([1]);
    oracle.halfOpens.push({ at: 0, noticedInMs: 18_000 }, { at: 0, noticedInMs: 600_001 });
    expect(judge(oracle, [], []).halfOpenNoticedMs).toBe(null);
    oracle.halfOpens.pop();
    expect(judge(oracle, [], []).halfOpenNoticedMs).toBe(18_000);
  });

  it('counts requests that begin at the same moment of the first minute as one attempt', () => {
    const oracle = oracleOf([1]);
    oracle.outages.push(10_000);
    for (const at of [9_999, 10_000, 10_000, 40_000, 70_000]) oracle.asked('rest', at, null);
    expect(judge(oracle, [], []).attemptsFirstMinute).toBe(2);
  });
});
