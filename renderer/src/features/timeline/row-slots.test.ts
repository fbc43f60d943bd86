import { describe, expect, it } from 'vitest';
import { createRowSlots } from './row-slots.ts';

const slotsOf = (assign: ReturnType<typeof createRowSlots>, keys: readonly number[]): readonly number[] => {
  const slotOf = assign(keys);
  return keys.map((key) => slotOf(key));
};

describe('the elements of rows', () => {
  it('stay with their rows, and are used again by those that join after them', () => {
    const assign = createRowSlots();
    expect(slotsOf(assign, [1, 2, 3])).toEqual([0, 1, 2]);
    expect(slotsOf(assign, [2, 3, 4])).toEqual([1, 2, 0]);
    expect(slotsOf(assign, [4, 5, 6, 7])).toEqual([0, 1, 2, 3]);
  });

  it('are others for rows that join before those that stay', () => {
    const assign = createRowSlots();
    expect(slotsOf(assign, [3, 4, 5])).toEqual([0, 1, 2]);
    expect(slotsOf(assign, [2, 3, 4])).toEqual([3, 0, 1]);
  });

  it('are used again, in order, when all rows are replaced at once', () => {
    const assign = createRowSlots();
    expect(slotsOf(assign, [1, 2, 3])).toEqual([0, 1, 2]);
    expect(slotsOf(assign, [11, 12])).toEqual([0, 1]);
    expect(slotsOf(assign, [21, 22, 23])).toEqual([0, 1, 3]);
  });

  it('are the same however often the same rows are drawn', () => {
    const assign = createRowSlots();
    const first = slotsOf(assign, [1, 2]);
    expect(slotsOf(assign, [1, 2])).toEqual(first);
  });

  it('never stand for two rows', () => {
    const assign = createRowSlots();
    for (const keys of [[1, 2, 3], [7], [8, 9, 10, 11], [], [12, 13], [13, 14], [12, 14, 15]]) {
      expect(new Set(slotsOf(assign, keys)).size).toBe(keys.length);
    }
  });
});
