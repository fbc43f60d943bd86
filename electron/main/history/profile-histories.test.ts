import { describe, expect, it } from 'vitest';
import { createMemoryTimelineStore } from './memory-timeline-store.ts';
import { createProfileHistories, type ProfileHistories } from './profile-histories.ts';

const live = {
  at: 1,
  type: 'connection',
  state: { status: 'live', since: 1, renewal: null, concern: null },
} as const;

async function positions(histories: ProfileHistories): Promise<readonly number[]> {
  const page = await histories.page({ from: 'after', position: 0, limit: 10 });
  return page.entries.map(({ position }) => position);
}

describe('histories of profiles', () => {
  it('are apart, each with numbers of its own, and are there again on return', async () => {
    const histories = createProfileHistories(createMemoryTimelineStore);
    histories.turnTo('acme');
    await histories.append([live, live]);
    histories.turnTo('practice');
    expect(await positions(histories)).toEqual([]);
    await histories.append([live]);
    expect(await positions(histories)).toEqual([1]);
    histories.turnTo('acme');
    expect(await positions(histories)).toEqual([1, 2]);
  });

  it('of a removed profile are forgotten', async () => {
    const histories = createProfileHistories(createMemoryTimelineStore);
    histories.turnTo('acme');
    await histories.append([live]);
    histories.turnTo('practice');
    await histories.forget('acme');
    histories.turnTo('acme');
    expect(await positions(histories)).toEqual([]);
  });
});
