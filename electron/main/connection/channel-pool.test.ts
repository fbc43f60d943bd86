import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { ChannelPool } from './channel-pool.ts';

const DAY_MS = 86_400_000;
const CHANNEL = { handle: 'h', connectUri: 'wss://example.org/c', lifetimeMs: DAY_MS };

function pool(random = 0.5) {
  const clock = new ManualClock();
  const channels = new ChannelPool(clock);
  channels.add(1, CHANNEL, random);
  return { clock, channels };
}

describe('the channels in use', () => {
  it('are renewed in the last tenth of their life, not all installs at one moment', () => {
    const dueAt = [0, 0.5, 0.999].map((random) => pool(random).channels.dueInMs(1) / DAY_MS);
    expect(dueAt[0]).toBeCloseTo(0.93);
    expect(dueAt[2]).toBeCloseTo(0.96);
    expect(dueAt[1]).toBeGreaterThan(dueAt[0] ?? 1);
  });

  it('age by whichever clock says more', async () => {
    const slept = pool();
    slept.clock.stepWall(DAY_MS);
    expect([slept.channels.dueInMs(1), slept.channels.endsInMs(1)]).toEqual([0, 0]);
    const setBack = pool();
    setBack.clock.stepWall(-DAY_MS);
    await setBack.clock.advance(DAY_MS);
    expect(setBack.channels.endsInMs(1)).toBe(0);
  });

  it('are forgotten when nobody uses them, and counted all the same', () => {
    const { channels } = pool();
    channels.add(2, CHANNEL, 0.5);
    channels.keepOnly(new Set([2]));
    expect(channels.get(1)).toBeUndefined();
    expect(channels.get(2)).toEqual(CHANNEL);
    expect([channels.dueInMs(1), channels.endsInMs(1)]).toEqual([0, 0]);
    expect(channels.created).toBe(2);
  });
});
