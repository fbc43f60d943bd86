import { describe, expect, it } from 'vitest';
import type { StateLimit } from '../../../../../shared/model/board.ts';
import { agentOf, boardOf, directoryOf, groupOf } from '../../../testing/agents.ts';
import { limitsOf, newRow, problemsOf, rowsOf, stateOptions } from './rows.ts';

const board = boardOf({ groups: [groupOf('billing', [])] });
const limits: readonly StateLimit[] = [
  {
    state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
    group: null,
    warnAfterMs: 480_000,
    overAfterMs: 600_000,
  },
  {
    state: { kind: 'routing', status: 'NOT_RESPONDING' },
    group: { kind: 'team', id: 'billing' },
    warnAfterMs: 15_000,
    overAfterMs: 30_000,
  },
];

describe('limits as they are typed', () => {
  it('are in minutes, and read back as they were', () => {
    const rows = rowsOf(limits);
    expect(rows.map(({ warn, over }) => [warn, over])).toEqual([
      ['8', '10'],
      ['0.25', '0.5'],
    ]);
    expect(limitsOf(rows, board)).toEqual(limits);
  });

  it('may have a comma', () => {
    const [row = newRow([])] = rowsOf(limits);
    expect(limitsOf([{ ...row, warn: '1,5' }], board)?.[0]?.warnAfterMs).toBe(90_000);
  });

  it('are none where a number is missing, out of bounds, or before the warning', () => {
    const row = newRow([]);
    for (const over of ['', 'ten', '0', '10081', '7']) {
      expect(problemsOf({ ...row, over }, [row]).over).toBeDefined();
      expect(limitsOf([{ ...row, over }], board)).toBeNull();
    }
  });

  it('stand once for a state and its groups', () => {
    const first = newRow([]);
    const second = newRow([first]);
    expect(problemsOf(first, [first, second])).toEqual({});
    expect(problemsOf(second, [first, second]).state).toBeDefined();
    expect(problemsOf({ ...second, group: 'team billing' }, [first, second])).toEqual({});
  });
});

describe('the states that can have a limit', () => {
  it("are the service's, and the organisation's own that somebody has and that has a name", () => {
    const away = (userId: string, definitionId: string) =>
      agentOf(userId, { presence: 'AWAY', definitionId });
    const agents = [away('ana', 'd1'), away('ben', 'd1'), away('chi', 'nameless')];
    const labels = stateOptions([], agents, directoryOf({})).map(({ label }) => label);
    expect(labels.filter((label) => label.startsWith('Away'))).toEqual(['Away', 'Away · Admin task']);
    expect(labels).toContain('Not responding');
  });
});
