import type { GroupPicture } from '../picture.ts';

/** What a wallboard shows at a time: a group, or as much of one as has room. */
export interface WallPage {
  readonly group: GroupPicture;
  readonly userIds: readonly string[];
  /** Counted from 1 among the pages of its group. */
  readonly part: number;
  readonly parts: number;
}

/** The pages of all groups that have somebody to show, in their order. */
export const pagesOf = (groups: readonly GroupPicture[], cardsPerPage: number): readonly WallPage[] =>
  groups.flatMap((group) => {
    const size = Math.max(1, cardsPerPage);
    const parts = Math.ceil(group.shown.length / size);
    return Array.from({ length: parts }, (_, index) => ({
      group,
      userIds: group.shown.slice(index * size, (index + 1) * size),
      part: index + 1,
      parts,
    }));
  });

/** A page that turned out not to be there any more, or lies behind either end, is one of the others. */
export const pageIndex = (wanted: number, pages: number): number =>
  pages === 0 ? 0 : ((wanted % pages) + pages) % pages;
