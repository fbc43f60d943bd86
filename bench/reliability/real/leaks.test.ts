import { describe, expect, it } from 'vitest';
import { reconnectRun } from './leaks.ts';

describe('a connection that came and went three hundred times', () => {
  it('leaves no timer, no socket and no listener behind once it was stopped (R19, T18)', async () => {
    const run = await reconnectRun(300, 50, 2);
    expect(run.socketsEver).toBeGreaterThanOrEqual(300);
    expect(run.socketsLeft).toBe(0);
    expect(run.heldAfter).toEqual(run.heldBefore);
    // What the timeline says of each loss stays, and is little; a socket or a request that stayed would be more.
    // In the first hundred the engine still compiles.
    const [first = NaN, last = NaN] = [run.heapBytes[2], run.heapBytes.at(-1)];
    expect((last - first) / 150).toBeLessThan(8_000);
  }, 60_000);
});
