import { describe, expect, it } from 'vitest';
import { NO_PULSE, pulseOf } from '../../stores/pulse.ts';
import { eventAt } from '../../testing/events.ts';
import { entryAt } from '../../testing/fake-bridge.ts';
import { quietMs } from './quiet.ts';

const MINUTE = 60_000;
/** Ten events, one every so often, the last one at minute zero. */
const events = (everyMs: number) =>
  pulseOf(Array.from({ length: 10 }, (_, index) => eventAt(index + 1, { at: (index - 9) * everyMs })));

describe('a quiet line', () => {
  it('is one that is silent for five times as long as usual', () => {
    expect(quietMs(events(2 * MINUTE), 9 * MINUTE)).toBeNull();
    expect(quietMs(events(2 * MINUTE), 11 * MINUTE)).toBe(11 * MINUTE);
  });

  it('is never one that is silent for a few minutes only', () => {
    expect(quietMs(events(1000), 4 * MINUTE)).toBeNull();
    expect(quietMs(events(1000), 6 * MINUTE)).toBe(6 * MINUTE);
  });

  it('cannot be told from a single event, nor by other rows', () => {
    expect(quietMs(pulseOf([eventAt(1, { at: 0 }), entryAt(2)]), 60 * MINUTE)).toBeNull();
    expect(quietMs(NO_PULSE, 60 * MINUTE)).toBeNull();
  });
});
