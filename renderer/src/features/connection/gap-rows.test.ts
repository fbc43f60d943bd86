import { describe, expect, it } from 'vitest';
import type { Coverage, LostStretch } from '../../../../shared/model/coverage.ts';
import type { PlacedGap } from '../../stores/gaps.ts';
import { gapRows, openLoss } from './gap-rows.ts';

function lost(id: string, from: number, gapId: string | null = id): LostStretch {
  return {
    kind: 'lost',
    id,
    from,
    to: from + 10,
    cause: { code: 'app/not-running', message: '' },
    attempts: 0,
    topics: null,
    share: 1,
    gapId,
  };
}

const placed = (position: number, id: string, from: number): PlacedGap => ({
  position,
  gap: { id, from, to: from + 10, cause: { code: 'net/dns', message: '' }, attempts: 1, topics: null },
});

const known = (stretches: Coverage['stretches'], ...ongoing: readonly string[]): Coverage => ({
  profileId: 'acme',
  stretches,
  ongoing,
});

describe('the list of gaps', () => {
  it('holds those of earlier runs beside those of the timeline, the newest first and each once', () => {
    const heard = { kind: 'heard', id: 'h', from: 0, to: 500 } as const;
    const rows = gapRows(
      [placed(9, 'c', 300), placed(5, 'b', 200)],
      known([heard, lost('a', 100), lost('x', 200, 'b'), lost('d', 250)]),
    );
    expect(rows.map(({ position, gap }) => [position, gap.id])).toEqual([
      [9, 'c'],
      [null, 'd'],
      [5, 'b'],
      [null, 'a'],
    ]);
  });

  it('leaves out what goes on and what was not told', () => {
    expect(gapRows([], known([lost('a', 100, null), lost('b', 200)], 'b'))).toEqual([]);
  });

  it('knows the loss that goes on', () => {
    expect(openLoss(known([lost('a', 100), lost('b', 200, null)], 'b'))).toMatchObject({ from: 200 });
    expect(openLoss(known([lost('a', 100)]))).toBeNull();
  });
});
