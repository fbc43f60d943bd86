import { describe, expect, it } from 'vitest';
import { eventAt, gapAt } from '../../testing/events.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { buildRows, indexOfPosition, nextEntryIndex, type Row } from './rows.ts';

/** An entry that always has a line of its own. */
const live = (position: number): TimelineEntry => ({
  position,
  at: position * 1000,
  type: 'connection',
  state: { status: 'live', since: position * 1000, renewal: null, concern: null },
});
const build = (entries: Parameters<typeof buildRows>[0]['entries'], part = {}): readonly Row[] =>
  buildRows({
    entries,
    pausedAt: null,
    openGap: null,
    order: 'newest-last',
    edges: [],
    isFiltered: false,
    ...part,
  });
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

  it('leave out nothing that a filter was made to find', () => {
    const matches = [phase(2, 50, 'connecting'), phase(9, 500, 'connecting')];
    expect(kinds(build(matches, { isFiltered: true }))).toEqual(['day', '2', '9']);
    expect(kinds(build(matches.slice(0, 1), { isFiltered: true }))).toEqual(['day', '2']);
  });
});

describe('moving through rows', () => {
  const rows = build([live(1), gapAt(2), live(3), eventAt(4)]);

  it('skips rows that are no entries', () => {
    expect(nextEntryIndex(rows, 0, 1)).toBe(1);
    expect(nextEntryIndex(rows, 0, -1)).toBeNull();
    expect(nextEntryIndex([], 0, 1)).toBeNull();
  });

  it('finds a position, or the nearest row when that one is not there', () => {
    const mirrored = build([live(1), live(3), live(9)], { order: 'newest-first' });
    expect([3, 0, 99].map((position) => indexOfPosition(rows, position))).toEqual([3, 1, 4]);
    expect([3, 0, 99].map((position) => indexOfPosition(mirrored, position))).toEqual([2, 3, 1]);
    expect(indexOfPosition([], 1)).toBeNull();
  });
});

describe('rows with the newest first', () => {
  const openGap = { from: 1, cause: { code: 'net/dns', message: '' } as const, attempts: 1, topics: null };

  it('are the same lines the other way round, each day under its name', () => {
    const entries = [
      eventAt(1, { at: MONDAY - 500 }),
      eventAt(2, { at: MONDAY }),
      eventAt(3, { at: MONDAY + 1000 }),
    ];
    const edges = ['older', 'newer'] as const;
    const lines = kinds(build(entries, { order: 'newest-first', openGap, edges }));
    expect(lines).toEqual(['open-gap', 'edge', 'day', '3', 'day', '2', '1', 'edge']);
    expect(kinds(build(entries, { openGap, edges }))).toEqual([
      'edge',
      'day',
      '1',
      '2',
      'day',
      '3',
      'edge',
      'open-gap',
    ]);
  });

  it('keep their keys when more rows join them, also the name of the day', () => {
    const keysOf = (last: number) =>
      build([1, 2, 3].slice(0, last).map(live), { order: 'newest-first' }).map(({ key }) => key);
    expect(keysOf(3).slice(2)).toEqual(keysOf(2).slice(1));
    expect(keysOf(3)[0]).toBe(keysOf(2)[0]);
  });
});

describe('a row', () => {
  it('stays the same object while nothing about it changes', () => {
    const [one, two] = [eventAt(1), eventAt(2)];
    const former = build([one]);
    const next = build([one, two]);
    expect(next[1]).toBe(former[1]);
    const noted = { ...one, mark: { isPinned: true, note: '' } };
    expect(build([noted, two])[1]).not.toBe(former[1]);
  });

  it('is out of order when something that happened well after it came before it', () => {
    const happened = (position: number, happenedAt: number) => eventAt(position, { happenedAt });
    const rows = build([happened(1, 10_000), happened(2, 9_000), happened(3, 7_000), happened(4, 11_000)]);
    expect(rows.flatMap((row) => (row.kind === 'entry' ? [row.isOutOfOrder] : []))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});
