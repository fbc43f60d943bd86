import { describe, expect, it } from 'vitest';
import { eventAt } from '../testing/events.ts';
import { entryAt } from '../testing/fake-bridge.ts';
import { beaten, eventCount, NO_PULSE, pulseOf } from './pulse.ts';

const every = (ms: number, count: number) =>
  pulseOf(Array.from({ length: count }, (_, index) => eventAt(index + 1, { at: index * ms })));

describe('the pulse of the events', () => {
  it('counts events, and nothing else', () => {
    expect(eventCount(NO_PULSE)).toBe(0);
    expect(eventCount(pulseOf([eventAt(1), eventAt(2), entryAt(3)]))).toBe(2);
  });

  it('keeps marks a second apart, and never many', () => {
    const { marks } = every(10, 100_000);
    expect(marks.length).toBeLessThanOrEqual(61);
    expect(marks.at(-1)).toEqual({ seq: 100_000, at: 999_990 });
    const spans = marks.slice(1, -1).map(({ at }, index) => at - (marks[index]?.at ?? 0));
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(1000);
  });

  it('does not go back for what is told late', () => {
    const pulse = every(1000, 3);
    expect(beaten(pulse, { seq: 2, at: 9000 })).toEqual(pulse);
  });
});
