import type { Counts } from '../../../../shared/model/rates.ts';

/** Paths over the same field: bars of what came, the ground of time that was heard, and dots where nobody listened. */
export interface Spark {
  readonly width: number;
  readonly height: number;
  readonly bars: string;
  readonly ground: string;
  readonly unheard: string;
}

const STEP = 2;
const HEIGHT = 16;
/** Something is never drawn as nothing. */
const LOWEST_BAR = 2;

/** The highest count fills the height. */
export function sparkOf({ counts }: Pick<Counts, 'counts'>): Spark {
  const highest = Math.max(1, ...counts.map((count) => count ?? 0));
  const bars: string[] = [];
  const ground: string[] = [];
  const unheard: string[] = [];
  counts.forEach((count, index) => {
    const x = index * STEP;
    if (count === null) {
      if (index % 2 === 0) unheard.push(`M${String(x)} ${String(HEIGHT)}v-1h1v1z`);
      return;
    }
    ground.push(`M${String(x)} ${String(HEIGHT)}v-1h${String(STEP)}v1z`);
    if (count > 0) {
      const height = Math.max(LOWEST_BAR, Math.round((count / highest) * HEIGHT));
      bars.push(`M${String(x)} ${String(HEIGHT)}v-${String(height)}h${String(STEP)}v${String(height)}z`);
    }
  });
  return {
    ...{ width: counts.length * STEP, height: HEIGHT },
    ...{ bars: bars.join(''), ground: ground.join(''), unheard: unheard.join('') },
  };
}
