import { describe, expect, it } from 'vitest';
import type { AgentPlace } from '../../stores/board-choice.ts';
import { linesOf, movedFrom, type Line, type Move } from './lines.ts';
import type { GroupPicture } from './picture.ts';
import { countAgents } from './states.ts';

const people = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `u${String(index + 1)}`);

const group = (key: string, shown: readonly string[]): GroupPicture => ({
  key,
  profileId: 'practice',
  source: { kind: 'team', id: key },
  name: key,
  problem: null,
  members: shown,
  counts: countAgents([]),
  shown,
  limits: [],
});

const NONE: ReadonlySet<string> = new Set();
const layout = { form: 'fitting', collapsed: NONE, columns: 3 } as const;
const kinds = (lines: readonly Line[]): string => lines.map(({ kind }) => kind).join(' ');

describe('the lines of a board', () => {
  it('are the head of each group and its cards, so many beside each other', () => {
    const lines = linesOf([group('a', people(4)), group('b', people(1))], layout);
    expect(kinds(lines)).toBe('head cards cards head cards');
    expect(lines[2]).toMatchObject({ userIds: ['u4'], rowIndex: 2 });
  });

  it('are those of a table where there are too many for cards, or where a table is wanted', () => {
    expect(kinds(linesOf([group('a', people(61))], layout))).toMatch(/^head columns agent( agent){60}$/);
    expect(kinds(linesOf([group('a', people(60))], layout))).not.toContain('agent');
    expect(kinds(linesOf([group('a', people(2))], { ...layout, form: 'table' }))).toBe(
      'head columns agent agent',
    );
    expect(kinds(linesOf([group('a', people(99))], { ...layout, form: 'cards' }))).not.toContain('agent');
  });

  it('are the head only of a collapsed group, and a note where there is nobody', () => {
    const groups = [group('a', people(2)), group('b', [])];
    expect(kinds(linesOf(groups, { ...layout, collapsed: new Set(['a']) }))).toBe('head head note');
  });
});

describe('moving over the board', () => {
  const lines = linesOf([group('a', people(4)), group('empty', []), group('b', people(2))], layout);
  const go = (start: string, ...moves: readonly Move[]): string => {
    const [groupKey = '', userId = ''] = start.split(' ');
    const end = moves.reduce<AgentPlace | null>((place, move) => movedFrom(lines, place, move), {
      groupKey,
      userId,
    });
    return end === null ? '' : `${end.groupKey} ${end.userId}`;
  };

  it('goes over the ends of lines and from group to group', () => {
    expect(go('a u3', 'right')).toBe('a u4');
    expect(go('a u4', 'right')).toBe('b u1');
    expect(go('b u1', 'left')).toBe('a u4');
    expect(go('a u1', 'left')).toBe('a u1');
    expect(go('b u2', 'right')).toBe('b u2');
  });

  it('keeps the column as far as a line reaches', () => {
    expect(go('a u2', 'down')).toBe('a u4');
    expect(go('a u2', 'down', 'down')).toBe('b u1');
    expect(go('b u2', 'up')).toBe('a u4');
    expect(go('a u3', 'page-down')).toBe('b u2');
    expect(go('b u2', 'first')).toBe('a u1');
    expect(go('a u1', 'last')).toBe('b u2');
  });

  it('begins with the first one where whoever had the focus is gone', () => {
    expect(go('a gone', 'down')).toBe('a u1');
    expect(movedFrom([], null, 'down')).toBeNull();
  });
});
