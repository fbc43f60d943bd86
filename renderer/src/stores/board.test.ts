import { describe, expect, it } from 'vitest';
import { agentOf, boardOf } from '../testing/agents.ts';
import { boardsOf, NO_BOARDS, watchedBoards, withAgents, withBoard } from './board.ts';

describe('the boards of organisations', () => {
  it('keep the agents that did not change as they are', () => {
    const [ana, ben] = [agentOf('ana'), agentOf('ben')];
    const before = boardsOf([boardOf()], [{ profileId: 'practice', agents: [ana, ben] }]);
    const away = agentOf('ana', { presence: 'AWAY' });
    const after = withAgents(before, { profileId: 'practice', agents: [away] });
    const agents = after.organisations.get('practice')?.agents;
    expect(agents?.get('ana')).toBe(away);
    expect(agents?.get('ben')).toBe(ben);
    expect(before.organisations.get('practice')?.agents.get('ana')).toBe(ana);
  });

  it('are watched while their organisation is wanted connected, or shown', () => {
    const all = boardsOf(
      ['practice', 'acme', 'us'].map((profileId) => boardOf({ profileId })),
      [],
    );
    const watched = watchedBoards(all, { connectedProfileIds: ['acme'], activeProfileId: 'us' });
    expect([...watched.organisations.keys()]).toEqual(['acme', 'us']);
  });

  it('take agents before their board, and a board before its agents', () => {
    const early = withAgents(NO_BOARDS, { profileId: 'acme', agents: [agentOf('ana')] });
    const board = boardOf({ profileId: 'acme' });
    const both = withBoard(early, board).organisations.get('acme');
    expect(both?.board).toBe(board);
    expect([...(both?.agents.keys() ?? [])]).toEqual(['ana']);
  });

  it('leave the other organisations alone', () => {
    const before = boardsOf([boardOf(), boardOf({ profileId: 'acme' })], []);
    const after = withAgents(before, { profileId: 'acme', agents: [agentOf('ana')] });
    expect(after.organisations.get('practice')).toBe(before.organisations.get('practice'));
  });
});
