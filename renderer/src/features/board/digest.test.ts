import { describe, expect, it } from 'vitest';
import { boardsOf, NO_BOARDS } from '../../stores/board.ts';
import { agentOf, boardOf, directoryOf, groupOf } from '../../testing/agents.ts';
import { boardDigest, countOverLimit } from './digest.ts';

const limits = [
  {
    state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
    group: null,
    warnAfterMs: 300_000,
    overAfterMs: 600_000,
  },
] as const;
const board = boardOf({
  groups: [groupOf('billing', ['ana', 'ben']), groupOf('sales', ['ana'])],
  limits,
  directory: directoryOf({ ana: 'Ana Ruiz', ben: 'Ben Osei' }),
});

describe('how agents stand, spoken', () => {
  it('is how many there are, and who is over the limit, each once', () => {
    const agents = [agentOf('ana', { presence: 'AWAY' }), agentOf('ben')];
    expect(boardDigest(boardsOf([board], [{ profileId: 'practice', agents }]), 751_000)).toBe(
      '2 agents. 1 over limit: Ana Ruiz, Away, 12 minutes 31, over limit.',
    );
  });

  it('counts whoever is over the limit once, in however many groups they are', () => {
    const agents = [agentOf('ana', { presence: 'AWAY' }), agentOf('ben')];
    expect(countOverLimit(boardsOf([board], [{ profileId: 'practice', agents }]), 751_000)).toBe(1);
    expect(countOverLimit(NO_BOARDS, 0)).toBeNull();
  });

  it('says of how many nothing is known', () => {
    expect(boardDigest(boardsOf([board], []), 0)).toBe('2 agents, 0 known · 2 unknown.');
  });

  it('is nothing where nobody is on the board', () => {
    expect(boardDigest(NO_BOARDS, 0)).toBeNull();
  });
});
