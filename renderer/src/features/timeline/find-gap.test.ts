import { describe, expect, it } from 'vitest';
import { gapAt } from '../../testing/events.ts';
import { createFakeBridge, entryAt } from '../../testing/fake-bridge.ts';
import { nextGap } from './find-gap.ts';

/** A long history with gaps at these positions. */
function historyWith(...gaps: readonly number[]) {
  const fake = createFakeBridge();
  const positions = Array.from({ length: 6000 }, (_, index) => index + 1);
  fake.history.push(
    ...positions.map((position) => (gaps.includes(position) ? gapAt(position) : entryAt(position))),
  );
  return fake.bridge;
}

describe('the next gap', () => {
  it('is the newest one for whoever is nowhere in particular', async () => {
    expect(await nextGap(historyWith(10, 3000), 'after', null)).toBe(3000);
  });

  it('is found wherever it is, and round the end of the history', async () => {
    const bridge = historyWith(10, 5500);
    expect(await nextGap(bridge, 'after', 10)).toBe(5500);
    expect(await nextGap(bridge, 'after', 5500)).toBe(10);
    expect(await nextGap(bridge, 'before', 10)).toBe(5500);
  });

  it('is nowhere in a history without one', async () => {
    expect(await nextGap(historyWith(), 'after', 4)).toBeNull();
  });
});
