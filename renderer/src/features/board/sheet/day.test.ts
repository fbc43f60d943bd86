import { describe, expect, it } from 'vitest';
import type { DayStretch } from '../../../../../shared/model/agent.ts';
import { directoryOf } from '../../../testing/agents.ts';
import { dayPieces, dayTotals } from './day.ts';

const stretch = (
  from: number,
  to: number,
  presence: string | null,
  parts: Partial<DayStretch> = {},
): DayStretch => ({
  from,
  to,
  presence: presence === null ? null : { systemPresence: presence, definitionId: null },
  routing: null,
  isHeard: true,
  ...parts,
});
const day = {
  userId: 'ana',
  from: 0,
  to: 1000,
  stretches: [
    stretch(0, 100, null),
    stretch(100, 400, 'ON_QUEUE', { routing: 'INTERACTING' }),
    stretch(400, 600, 'AWAY', { presence: { systemPresence: 'AWAY', definitionId: 'd1' } }),
    stretch(600, 700, 'ON_QUEUE', { routing: 'INTERACTING', isHeard: false }),
    stretch(700, 1000, 'ON_QUEUE', { routing: 'NOT_RESPONDING' }),
  ],
  newestChanges: [],
};

describe('the day of an agent', () => {
  const pieces = dayPieces(day, directoryOf({}));

  it('is a strip of what it was spent with, at its place and in its width', () => {
    expect(pieces.map(({ at, share, look }) => [at, share, look])).toEqual([
      [0, 0.1, 'unknown'],
      [0.1, 0.3, 'interacting'],
      [0.4, 0.2, 'away'],
      [0.6, 0.1, 'interacting'],
      [0.7, 0.3, 'not-responding'],
    ]);
  });

  it('is a table of the same, with what nobody heard apart', () => {
    expect(dayTotals(pieces).map(({ label, heardMs, unheardMs }) => [label, heardMs, unheardMs])).toEqual([
      ['On queue · Interacting', 300, 100],
      ['On queue · Not responding', 300, 0],
      ['Away · Admin task', 200, 0],
      ['Not known', 100, 0],
    ]);
  });
});
