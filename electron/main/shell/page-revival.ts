import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';

/** Deaths further back than this are forgotten. */
const MEMORY_MS = 10 * 60_000;
const LONGEST_DELAY_MS = 60_000;

/** Why a page process ended, in Electron's words. */
export interface PageDeath {
  readonly reason: string;
  readonly exitCode: number;
}

/**
 * Brings a page back whose process has died: at once the first time, and after growing waits when it keeps dying.
 * The history lives in the main process, so a page that comes back shows everything again.
 */
export function createPageRevival(options: {
  readonly clock: Pick<Clock, 'monotonic' | 'schedule'>;
  readonly load: () => void;
  readonly log: Logger;
}): { readonly pageDied: (death: PageDeath) => void } {
  const { clock, load, log } = options;
  let deaths: readonly number[] = [];
  return {
    pageDied: ({ reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      const now = clock.monotonic();
      const recent = deaths.filter((at) => now - at < MEMORY_MS);
      deaths = [...recent, now];
      const delayMs = recent.length === 0 ? 0 : Math.min(LONGEST_DELAY_MS, 1000 * 2 ** (recent.length - 1));
      log('error', 'The page process died and is brought back', { reason, exitCode, delayMs });
      clock.schedule(delayMs, load);
    },
  };
}
