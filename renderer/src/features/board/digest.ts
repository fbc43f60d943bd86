import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import type { BoardSlice } from '../../stores/board.ts';
import { FRESH_BOARD_CHOICE } from '../../stores/board-choice.ts';
import { cardOf, judge } from './card.ts';
import { drawPicture, EMPTY_PICTURE, type Picture } from './picture.ts';
import { agentsText, cardName, knownText, overText } from './wording.ts';

/** More would not be listened to. */
const MOST_NAMED = 3;

/** The board for those who do not look at it. */
const pictureOf = (boards: BoardSlice, now: EpochMs): Picture =>
  drawPicture(EMPTY_PICTURE, { boards, choice: FRESH_BOARD_CHOICE, now, isHeld: () => false });

/** How many agents are over their limit; null where nobody is on the board. */
export function countOverLimit(boards: BoardSlice, now: EpochMs): number | null {
  const { counts } = pictureOf(boards, now);
  return counts.agents === 0 ? null : counts.over;
}

/** How the agents stand, in a sentence or two to be heard; null where nobody is on the board. */
export function boardDigest(boards: BoardSlice, now: EpochMs): string | null {
  const picture = pictureOf(boards, now);
  const { counts } = picture;
  if (counts.agents === 0) return null;
  const over = overText(counts);
  const names = namesOver(boards, picture, now);
  const all = [agentsText(counts.agents), knownText(counts)].filter((text) => text !== null).join(', ');
  return over === null
    ? t('{agents}.', { agents: all })
    : t('{agents}. {over}: {names}.', { agents: all, over, names: names.join('; ') });
}

function namesOver(boards: BoardSlice, { groups }: Picture, now: EpochMs): readonly string[] {
  const names = groups.flatMap(({ profileId, limits, members }) => {
    const organisation = boards.organisations.get(profileId);
    if (organisation === undefined) return [];
    const { board, agents } = organisation;
    const context = { limits, offsetMs: board.clock?.offsetMs ?? 0 };
    return (members ?? [])
      .map((userId) => cardOf(userId, agents.get(userId), context))
      .filter((card) => judge(card, now).level === 'over')
      .map((card) => cardName(card, board.directory, now));
  });
  return [...new Set(names)].slice(0, MOST_NAMED);
}
