import { describe, expect, it } from 'vitest';
import { boardsOf } from '../../../stores/board.ts';
import { FRESH_BOARD_CHOICE } from '../../../stores/board-choice.ts';
import { boardOf, groupOf } from '../../../testing/agents.ts';
import { drawPicture, EMPTY_PICTURE } from '../picture.ts';
import { pageIndex, pagesOf } from './pages.ts';

const groups = [groupOf('billing', ['ana', 'ben', 'chi']), groupOf('empty', []), groupOf('sales', ['dee'])];
const picture = drawPicture(EMPTY_PICTURE, {
  boards: boardsOf([boardOf({ groups })], []),
  choice: FRESH_BOARD_CHOICE,
  now: 0,
  isHeld: () => false,
});

describe('the pages of a wallboard', () => {
  it('show one group at a time, in so many parts as it needs', () => {
    const pages = pagesOf(picture.groups, 2);
    expect(pages.map(({ group, userIds, part, parts }) => [group.name, userIds.length, part, parts])).toEqual(
      [
        ['billing', 2, 1, 2],
        ['billing', 1, 2, 2],
        ['sales', 1, 1, 1],
      ],
    );
  });

  it('begin again behind the last one', () => {
    expect([pageIndex(3, 3), pageIndex(-1, 3), pageIndex(2, 3), pageIndex(5, 0)]).toEqual([0, 2, 2, 0]);
  });
});
