import { describe, expect, it } from 'vitest';
import { rangeFromPage } from '../../stores/loaded-range.ts';
import { FRESH_TIMELINE, togglePause, yieldFollow, type TimelineSlice } from '../../stores/timeline.ts';
import { entriesFrom } from '../../testing/fake-bridge.ts';
import { hasEdge, mayShowNewer } from './edges.ts';

/** A history of 10,000 entries, of which a stretch is loaded. */
const loaded = (slice: TimelineSlice, first: number, last: number): TimelineSlice => ({
  ...slice,
  range: rangeFromPage(
    { entries: entriesFrom(first, last), reached: first, first: 1, last: 10_000 },
    { from: 'before', position: last + 1 },
  ),
});

describe('the newer end of the loaded rows', () => {
  const reading = yieldFollow(FRESH_TIMELINE);
  const atTail = loaded(reading, 9501, 10_000);
  const farBack = loaded(reading, 7501, 8500);

  it('has a line and more to fetch away from the tail', () => {
    expect([atTail, farBack].map((slice) => hasEdge(slice, 'newer'))).toEqual([false, true]);
    expect(mayShowNewer(farBack)).toBe(true);
  });

  it('has them while paused as well, up to the row that was paused at', () => {
    const paused = togglePause(atTail);
    const scrolledUp = loaded(paused, 7501, 9000);
    expect([hasEdge(scrolledUp, 'newer'), mayShowNewer(scrolledUp)]).toEqual([true, true]);
    const back = loaded(paused, 9001, 10_000);
    expect([hasEdge(back, 'newer'), mayShowNewer(back)]).toEqual([false, false]);
    expect(hasEdge(togglePause(farBack), 'newer')).toBe(false);
  });
});
