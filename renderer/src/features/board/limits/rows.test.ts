import { describe, expect, it } from 'vitest';
import type { StateLimit } from '../../../../../shared/model/board.ts';
import { agentOf, boardOf, directoryOf, groupOf } from '../../../testing/agents.ts';
import { groupId, groupOptions, limitsOf, newRow, problemsOf, rowsOf, stateOptions } from './rows.ts';

const BILLING = { kind: 'team', id: 'billing' } as const;
const limits: readonly StateLimit[] = [
  {
    state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
    group: null,
    warnAfterMs: 480_000,
    overAfterMs: 600_000,
  },
  {
    state: { kind: 'routing', status: 'NOT_RESPONDING' },
    group: BILLING,
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
    expect(limitsOf(rows)).toEqual(limits);
  });

  it('may have a comma', () => {
    const [row = newRow([])] = rowsOf(limits);
    expect(limitsOf([{ ...row, warn: '1,5' }])?.[0]?.warnAfterMs).toBe(90_000);
  });

  it('are none where a number is missing, out of bounds, or before the warning', () => {
    const row = newRow([]);
    for (const over of ['', 'ten', '0', '10081', '7']) {
      expect(problemsOf({ ...row, over }, [row]).over).toBeDefined();
      expect(limitsOf([{ ...row, over }])).toBeNull();
    }
  });

  it('stand once for a state and its groups', () => {
    const first = newRow([]);
    const second = newRow([first]);
    expect(problemsOf(first, [first, second])).toEqual({});
    expect(problemsOf(second, [first, second]).state).toBeDefined();
    expect(problemsOf({ ...second, group: BILLING }, [first, second])).toEqual({});
  });
});

describe('the groups that can have a limit', () => {
  const labels = (rows: Parameters<typeof groupOptions>[1]) =>
    groupOptions(boardOf({ groups: [groupOf('sales', [])] }), rows).map(({ id, label }) => [id, label]);

  it('are all together, and each of the board', () => {
    expect(labels([newRow([])])).toEqual([
      ['all', 'All groups'],
      ['team sales', 'sales'],
    ]);
  });

  it('are also those that were removed: their limits can be seen, and stay as others are saved', () => {
    const rows = rowsOf(limits);
    expect(labels(rows)).toContainEqual([groupId(BILLING), 'Removed group']);
    expect(
      limitsOf([...rows, { ...newRow(rows), warn: '1', over: '2', group: { kind: 'team', id: 'sales' } }]),
    ).toEqual([...limits, expect.objectContaining({ overAfterMs: 120_000 })]);
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
