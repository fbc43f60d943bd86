import type { Cancel } from '../base/clock.ts';
import type { Timers } from '../base/timers.ts';
import type { ContactCentre } from './contact-centre.ts';

/** A timer this late means that the computer slept; what was missed is not made up for in one go. */
const SLEPT_MS = 30_000;

/** Lets the contact centre live in step with the clock, until it is called off. */
export function live(centre: ContactCentre, timers: Timers): Cancel {
  let cancelTimer: Cancel = () => undefined;
  const waitForNext = (): void => {
    const { nextAtMs } = centre;
    if (nextAtMs === undefined) return;
    cancelTimer = timers.after(Math.max(0, nextAtMs - timers.now()), () => {
      const lateMs = timers.now() - nextAtMs;
      if (lateMs > SLEPT_MS) centre.sleep(lateMs);
      centre.advanceTo(timers.now());
      waitForNext();
    });
  };
  waitForNext();
  return () => {
    cancelTimer();
  };
}
