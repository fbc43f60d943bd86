import { describe, expect, it } from 'vitest';
import type { StateLimit } from '../../../../shared/model/board.ts';
import { boardsOf } from '../../stores/board.ts';
import { FRESH_BOARD_CHOICE } from '../../stores/board-choice.ts';
import { agentOf, boardOf, directoryOf, groupOf } from '../../testing/agents.ts';
import { drawPicture, EMPTY_PICTURE, type PictureInput } from './picture.ts';

const NOW = 60_000;
const limit = (group: string | null, overAfterMs: number): StateLimit => ({
  state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
  group: group === null ? null : { kind: 'team', id: group },
  warnAfterMs: 1,
  overAfterMs,
});

const board = boardOf({
  directory: directoryOf({ ana: 'Ana Ruiz', ben: 'Ben Osei', chi: 'Chi Tran' }),
  groups: [groupOf('billing', ['ana', 'ben']), groupOf('sales', ['ana', 'chi']), groupOf('new', null)],
  limits: [limit('sales', 30_000), limit(null, 90_000)],
});
const agents = [agentOf('ana', { presence: 'AWAY' }), agentOf('ben')];
const input = (parts: Partial<PictureInput> = {}): PictureInput => ({
  boards: boardsOf([board], [{ profileId: 'practice', agents }]),
  choice: FRESH_BOARD_CHOICE,
  now: NOW,
  isHeld: () => false,
  ...parts,
});
const draw = (parts?: Partial<PictureInput>, former = EMPTY_PICTURE) => drawPicture(former, input(parts));

describe('the picture of the board', () => {
  it('judges each group by its own limits, and counts everybody once', () => {
    const { groups, counts } = draw();
    expect(groups.map(({ counts: { agents: all, over, known } }) => [all, over, known])).toEqual([
      [2, 0, 2],
      [2, 1, 1],
      [0, 0, 0],
    ]);
    expect(counts).toMatchObject({ agents: 3, over: 1, known: 2 });
  });

  it('tells a group whose members are not read from an empty one', () => {
    expect(draw().groups.map(({ members }) => members?.length ?? null)).toEqual([2, 2, null]);
  });

  it('shows whom the query finds, whatever the accents and the order of its words', () => {
    const choice = { ...FRESH_BOARD_CHOICE, query: 'rúiz ana' };
    expect(draw({ choice }).groups.map(({ shown }) => shown)).toEqual([['ana'], ['ana'], []]);
  });

  it('shows nobody but those that were asked for', () => {
    const choice = { ...FRESH_BOARD_CHOICE, only: new Set(['chi']) };
    expect(draw({ choice }).groups.map(({ shown }) => shown)).toEqual([[], ['chi'], []]);
  });

  it('is the same object in every part that did not change', () => {
    const before = draw();
    const later = draw({ now: NOW + 1000 }, before);
    expect(later.groups).toBe(before.groups);
    expect(later.counts).toBe(before.counts);
    const busy = [...agents, agentOf('chi', { presence: 'BUSY' })];
    const boards = boardsOf([board], [{ profileId: 'practice', agents: busy }]);
    const after = draw({ boards }, before);
    expect(after.groups[0]).toBe(before.groups[0]);
    expect(after.groups[1]).not.toBe(before.groups[1]);
  });

  it('keeps the order of a group that is held, and takes in who joined', () => {
    const choice = { ...FRESH_BOARD_CHOICE, sort: 'name' } as const;
    const before = draw({
      choice,
      boards: boardsOf([boardOf({ groups: [groupOf('billing', ['chi', 'ben'])] })], []),
    });
    const boards = boardsOf([boardOf({ groups: [groupOf('billing', ['ana', 'chi', 'ben'])] })], []);
    expect(draw({ choice, boards, isHeld: () => true }, before).groups[0]?.shown).toEqual([
      'ben',
      'chi',
      'ana',
    ]);
    expect(draw({ choice, boards }, before).groups[0]?.shown).toEqual(['ana', 'ben', 'chi']);
  });
});
