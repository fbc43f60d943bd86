import { describe, expect, it } from 'vitest';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import { eventRecord } from '../testing/history-files.ts';
import { createMemoryTimelineStore } from './memory-timeline-store.ts';
import { openProfileHistory } from './profile-history.ts';

const live = {
  at: 1,
  type: 'connection',
  state: { status: 'live', since: 1, renewal: null, concern: null },
} as const;

describe('the history of a profile', () => {
  it('that begins anew is closed, and only then erased, while what arrives has numbers of its own', async () => {
    const steps: string[] = [];
    const history = openProfileHistory('acme', {
      open: (id) => ({
        ...createMemoryTimelineStore(),
        close: () => {
          steps.push(`close ${id}`);
          return Promise.resolve();
        },
      }),
      erase: (id) => {
        steps.push(`erase ${id}`);
        return Promise.resolve();
      },
    });
    await history.append([live, live]);
    const begun = history.startAnew();
    const [stored] = await history.append([live]);
    await begun;
    expect(stored?.entry.position).toBe(1);
    expect(steps).toEqual(['close acme', 'erase acme']);
  });

  it('that begins anew knows the names that the one before had learned', async () => {
    const history = openProfileHistory('acme', {
      open: () => createMemoryTimelineStore(),
      erase: () => Promise.resolve(),
    });
    history.learn({ ...EMPTY_DIRECTORY, users: { 'u-1': 'Ana Ruiz' } });
    await history.startAnew();
    const record = eventRecord('v2.users.u-1.presence');
    await history.append([{ ...record, event: { ...record.event, subject: { kind: 'user', id: 'u-1' } } }]);
    expect(await history.count('agent:ana')).toMatchObject({ matching: 1 });
  });
});
