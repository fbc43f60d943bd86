import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { createPageRevival } from './page-revival.ts';

function prepare() {
  const clock = new ManualClock();
  const loads: number[] = [];
  const lines: string[] = [];
  const { pageDied } = createPageRevival({
    clock,
    load: () => loads.push(clock.monotonic()),
    log: (_level, message) => lines.push(message),
  });
  const crash = () => {
    pageDied({ reason: 'crashed', exitCode: 139 });
  };
  return { clock, loads, lines, crash, pageDied };
}

describe('a page whose process died', () => {
  it('comes back at once the first time', async () => {
    const { clock, loads, lines, crash } = prepare();
    crash();
    await clock.advance(0);
    expect(loads).toEqual([0]);
    expect(lines).toEqual(['The page process died and is brought back']);
  });

  it('comes back after growing waits when it keeps dying, and never stays away', async () => {
    const { clock, loads, crash } = prepare();
    const waits: number[] = [];
    for (let death = 0; death < 9; death += 1) {
      const diedAt = clock.monotonic();
      crash();
      await clock.advance(60_000);
      waits.push((loads.at(-1) ?? Infinity) - diedAt);
    }
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('is forgiven after ten quiet minutes', async () => {
    const { clock, loads, crash } = prepare();
    crash();
    await clock.advance(10 * 60_000);
    const diedAt = clock.monotonic();
    crash();
    await clock.advance(0);
    expect(loads.at(-1)).toBe(diedAt);
  });

  it('stays away when it ended as it should', async () => {
    const { clock, loads, pageDied } = prepare();
    pageDied({ reason: 'clean-exit', exitCode: 0 });
    await clock.advance(60_000);
    expect(loads).toEqual([]);
  });
});
