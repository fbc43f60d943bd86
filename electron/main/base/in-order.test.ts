import { describe, expect, it } from 'vitest';
import { createInOrder } from './in-order.ts';

describe('work in order', () => {
  it('begins when the piece before it is done, also when that one failed', async () => {
    const inOrder = createInOrder();
    const told: string[] = [];
    let finishFirst = (): void => undefined;
    const first = inOrder(async () => {
      told.push('first begins');
      await new Promise<void>((resolve) => (finishFirst = resolve));
      told.push('first fails');
      throw new Error('no');
    });
    const second = inOrder(() => {
      told.push('second');
      return Promise.resolve(2);
    });
    await Promise.resolve();
    expect(told).toEqual(['first begins']);
    finishFirst();
    await expect(first).rejects.toThrow('no');
    expect(await second).toBe(2);
    expect(told).toEqual(['first begins', 'first fails', 'second']);
  });
});
