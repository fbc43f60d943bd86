import { describe, expect, it } from 'vitest';
import { eventAt, gapAt } from '../../testing/events.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import {
  buildRows,
  indexOfPosition,
  neighbourOfTopic,
  nextEntryIndex,
  nextGapIndex,
  type Row,
} from './rows.ts';

/** An entry that always has a line of its own. */
const live = (position: number): TimelineEntry => ({
  position,
  at: position * 1000,
  type: 'connection',
  state: { status: 'live', since: position * 1000, renewal: null, concern: null },
});
const all = (): boolean => true;
const build = (entries: Parameters<typeof buildRows>[0]['entries'], part = {}): readonly Row[] =>
  buildRows({ entries, pausedAt: null, matches: all, openGap: null, ...part });
const kinds = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => (row.kind === 'entry' ? String(row.entry.position) : row.kind));

const MONDAY = new Date(2026, 10, 23, 23, 59, 59).getTime();

describe('the rows of the timeline', () => {
  it('begin each day with its name', () => {
    const rows = build([
      eventAt(1, { at: MONDAY }),
      eventAt(2, { at: MONDAY + 500 }),
      eventAt(3, { at: MONDAY + 1000 }),
    ]);
    expect(kinds(rows)).toEqual(['day', '1', '2', 'day', '3']);
  });

  it('end where the view was paused', () => {
    expect(kinds(build([live(1), live(2), live(3)], { pausedAt: 2 }))).toEqual(['day', '1', '2']);
  });

  it('leave out what the filter does not let through, and days with nothing in them', () => {
    const rows = build([eventAt(1, { at: MONDAY }), eventAt(2, { at: MONDAY + 1000 })], {
      matches: (entry: { position: number }) => entry.position === 2,
    });
    expect(kinds(rows)).toEqual(['day', '2']);
  });

  it('end with the gap that is open', () => {
    const openGap = { from: 1, cause: { code: 'net/dns', message: '' } as const, attempts: 1, topics: null };
    expect(kinds(build([live(1)], { openGap }))).toEqual(['day', '1', 'open-gap']);
  });

  it('have different keys', () => {
    const keys = build([eventAt(1, { at: MONDAY }), eventAt(2, { at: MONDAY + 1000 })]).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('lines that stand for several entries', () => {
  const confirmed = (position: number): TimelineEntry => ({
    position,
    at: position,
    type: 'subscription',
    subscription: { topic: `v2.topic${String(position)}`, status: 'confirmed' },
  });
  const phase = (position: number, at: number, status: 'authorizing' | 'connecting'): TimelineEntry => ({
    position,
    at,
    type: 'connection',
    state: { status, since: at },
  });

  it('gather topics that are confirmed one after the other', () => {
    const rows = build([confirmed(1), confirmed(2), confirmed(3), gapAt(4), confirmed(5)]);
    expect(rows.map((row) => (row.kind === 'entry' ? row.count : row.kind))).toEqual(['day', 3, 1, 1]);
    expect(rows[1]?.key).toBe(1);
  });

  it('leave out phases that were only passed through, and keep those that took their time', () => {
    const rows = build([
      phase(1, 0, 'authorizing'),
      phase(2, 50, 'connecting'),
      gapAt(3),
      phase(4, 9000, 'authorizing'),
    ]);
    expect(kinds(rows)).toEqual(['day', '2', '3']);
  });
});

describe('moving through rows', () => {
  const rows = build([
    live(1),
    gapAt(2),
    live(3),
    eventAt(4),
    gapAt(5),
    eventAt(6, { topic: 'v2.other' }),
    eventAt(7),
  ]);

  it('skips rows that are no entries', () => {
    expect(nextEntryIndex(rows, 0, 1)).toBe(1);
    expect(nextEntryIndex(rows, 0, -1)).toBeNull();
    expect(nextEntryIndex([], 0, 1)).toBeNull();
  });

  it('finds a position, or the nearest row when that one is gone', () => {
    expect(indexOfPosition(rows, 3)).toBe(3);
    expect(indexOfPosition(rows, 0)).toBe(1);
    expect(indexOfPosition(rows, 99)).toBe(7);
    expect(indexOfPosition([], 1)).toBeNull();
  });

  it('goes from gap to gap and round again', () => {
    expect(nextGapIndex(rows, -1)).toBe(2);
    expect(nextGapIndex(rows, 2)).toBe(5);
    expect(nextGapIndex(rows, 5)).toBe(2);
    expect(nextGapIndex(build([live(1)]), -1)).toBeNull();
  });

  it('goes to the neighbours of the same topic and no further', () => {
    expect(neighbourOfTopic(rows, 4, 1)).toBe(7);
    expect(neighbourOfTopic(rows, 7, -1)).toBe(4);
    expect(neighbourOfTopic(rows, 7, 1)).toBeNull();
    expect(neighbourOfTopic(rows, 2, 1)).toBeNull();
  });
});
