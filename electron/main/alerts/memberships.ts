import { isSameGroup, type GroupRef } from '../../../shared/model/board.ts';

/** The people of a group of the board. */
export interface GroupMembers {
  readonly group: GroupRef;
  readonly userIds: readonly string[];
}

/** Who belongs to the groups of a board. */
export class Memberships {
  readonly #groups: readonly { readonly group: GroupRef; readonly userIds: ReadonlySet<string> }[];

  constructor(groups: readonly GroupMembers[]) {
    this.#groups = groups.map(({ group, userIds }) => ({ group, userIds: new Set(userIds) }));
  }

  /** False also of a group whose people are not known. */
  has(group: GroupRef, userId: string): boolean {
    return this.#groups.some((known) => isSameGroup(known.group, group) && known.userIds.has(userId));
  }
}
