import { describe, expect, it } from 'vitest';
import { entriesFrom, entryAt, pushOf } from '../testing/fake-bridge.ts';
import { rangeFromPage } from './loaded-range.ts';
import {
  focusRow,
  FRESH_TIMELINE,
  holdFollow,
  keepWhileReading,
  releaseFollow,
  resumeFollow,
  selectRow,
  togglePause,
  withPushed,
  yieldFollow,
  type TimelineSlice,
} from './timeline.ts';

const fresh: TimelineSlice = {
  ...FRESH_TIMELINE,
  range: rangeFromPage(
    { entries: entriesFrom(1, 10), reached: 1, first: 1, last: 10 },
    { from: 'before', position: 11 },
  ),
};
const arrive = (slice: TimelineSlice, first: number, last = first): TimelineSlice =>
  withPushed(slice, pushOf(entriesFrom(first, last)));

describe('following the newest row', () => {
  it('yields to scrolling, focusing and selecting, and counts what comes after', () => {
    for (const yielded of [yieldFollow(fresh), focusRow(fresh, 4), selectRow(fresh, 4)]) {
      expect(yielded.isFollowing).toBe(false);
      expect(arrive(yielded, 11, 12).unseen).toBe(2);
    }
  });

  it('counts from the moment it yielded, not from the last row that was read', () => {
    expect(focusRow(arrive(yieldFollow(fresh), 11), 3)).toMatchObject({ unseen: 1, seenUpTo: 10 });
  });

  it('counts what matches, also of what was too much to be sent', () => {
    const flood = { ...pushOf([entryAt(900)]), after: 899, matched: 890 };
    expect(withPushed(yieldFollow(fresh), flood).unseen).toBe(890);
    expect(withPushed(yieldFollow(fresh), pushOf(entriesFrom(11, 20), '(none)')).unseen).toBe(0);
  });

  it('has nothing new once it is resumed', () => {
    const resumed = resumeFollow(arrive(focusRow(fresh, 4), 11), true);
    expect(resumed).toMatchObject({ isFollowing: true, active: null, pausedAt: null, unseen: 0 });
    expect(arrive(resumed, 12).unseen).toBe(0);
  });

  it('is held while the pointer is on the rows, and goes on when it leaves them', () => {
    const held = arrive(holdFollow(fresh), 11, 12);
    expect(held).toMatchObject({ isFollowing: true, isHeld: true, unseen: 2, seenUpTo: 10 });
    expect(keepWhileReading(held)).toBe('start');
    expect(releaseFollow(held)).toMatchObject({ isHeld: false, unseen: 0 });
    expect(yieldFollow(held)).toMatchObject({ isFollowing: false, isHeld: false, unseen: 2 });
  });

  it('is not held when the reader asked to follow', () => {
    const chosen = resumeFollow(fresh, true);
    expect(holdFollow(chosen)).toBe(chosen);
    expect(holdFollow(resumeFollow(fresh, false)).isHeld).toBe(true);
  });

  it('keeps the selection when a row is only focused', () => {
    expect(focusRow(selectRow(fresh, 4), 5)).toMatchObject({ selected: 4, active: 5 });
  });
});

describe('a paused timeline', () => {
  it('counts what waits, tells since when, and lets it in again', () => {
    const paused = arrive(arrive(togglePause(fresh), 11), 12, 13);
    expect(paused).toMatchObject({ pausedAt: 10, waiting: 3, waitingSince: 11_000 });
    const resumed = togglePause(paused);
    expect(resumed).toMatchObject({ pausedAt: null, waiting: 0, waitingSince: null });
    expect(resumed.range.entries).toHaveLength(13);
  });

  it('keeps every row in place, also when it was following', () => {
    expect(keepWhileReading(fresh)).toBe('end');
    expect(keepWhileReading(togglePause(fresh))).toBe('start');
    expect(keepWhileReading(yieldFollow(fresh))).toBe('start');
  });
});
