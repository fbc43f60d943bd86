import type { Gap, OpenGap } from '../../../../shared/model/connection-state.ts';
import type { Coverage, LostStretch } from '../../../../shared/model/coverage.ts';
import type { PlacedGap } from '../../stores/gaps.ts';

/** A gap in the list; one of an earlier run has no place on the timeline. */
export interface GapRow {
  readonly position: number | null;
  readonly gap: Gap;
}

const isLost = (stretch: Coverage['stretches'][number]): stretch is LostStretch => stretch.kind === 'lost';

/** The gaps of the timeline, and those of the shift that an earlier run saw; the newest first, each once. */
export function gapRows(placed: readonly PlacedGap[], { stretches, ongoing }: Coverage): readonly GapRow[] {
  const known = new Set(placed.map(({ gap }) => gap.id));
  const earlier = stretches.filter(isLost).flatMap((stretch): readonly GapRow[] => {
    const { id, gapId, from, to, cause, attempts, topics } = stretch;
    if (ongoing.includes(id) || gapId === null || known.has(gapId) || to <= from) return [];
    return [{ position: null, gap: { id: gapId, from, to, cause, attempts, topics } }];
  });
  return [...placed, ...earlier].sort((one, other) => other.gap.from - one.gap.from);
}

/** The loss that goes on, also where no session is there to report it. */
export function openLoss({ stretches, ongoing }: Coverage): OpenGap | null {
  return stretches.filter(isLost).find(({ id }) => ongoing.includes(id)) ?? null;
}
