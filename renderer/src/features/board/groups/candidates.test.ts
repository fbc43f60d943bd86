import { describe, expect, it } from 'vitest';
import { boardOf, groupOf } from '../../../testing/agents.ts';
import { chosenSource, findCandidates } from './candidates.ts';

describe('what can be added to the board', () => {
  const names = { t1: 'Billing', t2: 'Ärzte', t3: 'Sales' };

  it('is found by name, whatever the accents, and marked when it is there already', () => {
    const board = boardOf({ groups: [groupOf('t1', [])] });
    expect(findCandidates(names, 'team', board, '').map(({ name, isOnBoard }) => [name, isOnBoard])).toEqual([
      ['Ärzte', false],
      ['Billing', true],
      ['Sales', false],
    ]);
    expect(findCandidates(names, 'queue', board, 'bill')[0]?.isOnBoard).toBe(false);
    expect(findCandidates(names, 'team', board, 'arzt').map(({ id }) => id)).toEqual(['t2']);
  });

  it('is a team or a queue by itself, and people under a name', () => {
    const choice = { chosen: new Set(['a', 'b']), listId: 'l1', listName: ' Night shift ' };
    expect(chosenSource({ ...choice, kind: 'queue' })).toEqual({ kind: 'queue', id: 'a' });
    expect(chosenSource({ ...choice, kind: 'list' })).toEqual({
      kind: 'list',
      id: 'l1',
      name: 'Night shift',
      userIds: ['a', 'b'],
    });
    expect(chosenSource({ ...choice, kind: 'list', listName: ' ' })).toBeNull();
    expect(chosenSource({ ...choice, kind: 'team', chosen: new Set() })).toBeNull();
  });
});
