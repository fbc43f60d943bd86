import { describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';

describe('the clock of this computer', () => {
  it('runs a callback once, not before its time', async () => {
    const startedAt = systemClock.monotonic();
    await new Promise<void>((resolve) => systemClock.schedule(20, resolve));
    expect(systemClock.monotonic() - startedAt).toBeGreaterThanOrEqual(19);
  });

  it('does not run a callback that was cancelled', async () => {
    let ran = false;
    const cancel = systemClock.schedule(1, () => {
      ran = true;
    });
    cancel();
    await new Promise<void>((resolve) => systemClock.schedule(10, resolve));
    expect(ran).toBe(false);
  });

  it.each([2 ** 31, Number.MAX_SAFE_INTEGER, Infinity])(
    'does not fire at once for %d ms, as a bare timer does',
    async (delayMs) => {
      let ran = false;
      const cancel = systemClock.schedule(delayMs, () => {
        ran = true;
      });
      await new Promise<void>((resolve) => systemClock.schedule(20, resolve));
      cancel();
      expect(ran).toBe(false);
    },
  );
});
