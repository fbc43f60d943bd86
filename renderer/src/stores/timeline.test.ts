import { describe, expect, it } from 'vitest';
import { entriesFrom, entryAt } from '../testing/fake-bridge.ts';
import { appended, rangeFromPage } from './loaded-range.ts';
import {
  focusRow,
  FRESH_TIMELINE,
  keepWhileReading,
  resumeFollow,
  selectRow,
  togglePause,
  unseenCount,
  waitingCount,
  yieldFollow,
  type TimelineSlice,
} from './timeline.ts';

const fresh: TimelineSlice = {
  ...FRESH_TIMELINE,
  range: rangeFromPage({ entries: entriesFrom(1, 10), first: 1, last: 10 }),
};
const arrive = (slice: TimelineSlice, ...positions: readonly number[]): TimelineSlice => ({
  ...slice,
  range: appended(slice.range, positions.map(entryAt), keepWhileReading(slice)),
});

describe('following the newest row', () => {
  it('yields to scrolling, focusing and selecting, and counts what comes after', () => {
    for (const yielded of [yieldFollow(fresh), focusRow(fresh, 4), selectRow(fresh, 4)]) {
      expect(yielded.isFollowing).toBe(false);
      expect(unseenCount(arrive(yielded, 11, 12))).toBe(2);
    }
  });

  it('counts from the moment it yielded, not from the last row that was read', () => {
    const read = focusRow(arrive(yieldFollow(fresh), 11), 3);
    expect(unseenCount(read)).toBe(1);
  });

  it('has nothing new once it is resumed', () => {
    const resumed = resumeFollow(arrive(focusRow(fresh, 4), 11));
    expect(resumed).toMatchObject({ isFollowing: true, active: null, pausedAt: null });
    expect(unseenCount(resumed)).toBe(0);
  });

  it('keeps the selection when a row is only focused', () => {
    expect(focusRow(selectRow(fresh, 4), 5)).toMatchObject({ selected: 4, active: 5 });
  });
});

describe('a paused timeline', () => {
  it('counts what waits and lets it in again', () => {
    const paused = arrive(togglePause(fresh), 11, 12, 13);
    expect(paused.pausedAt).toBe(10);
    expect(waitingCount(paused)).toBe(3);
    const resumed = togglePause(paused);
    expect(resumed.pausedAt).toBeNull();
    expect(waitingCount(resumed)).toBe(0);
    expect(resumed.range.entries).toHaveLength(13);
  });

  it('keeps every row in place, also when it was following', () => {
    expect(keepWhileReading(fresh)).toBe('end');
    expect(keepWhileReading(togglePause(fresh))).toBe('start');
    expect(keepWhileReading(yieldFollow(fresh))).toBe('start');
  });
});
