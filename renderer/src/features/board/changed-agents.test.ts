import { describe, expect, it } from 'vitest';
import type { Subject, TimelineEntry } from '../../../../shared/model/timeline.ts';
import { failed, ok } from '../../testing/fake-bridge.ts';
import { changedAgents } from './changed-agents.ts';

const refreshed = (position: number, subject: Subject): TimelineEntry => ({
  position,
  at: position * 1000,
  type: 'refreshed',
  refreshed: { topic: 'v2.users.u1.presence', subject, changes: [], since: null },
});

describe('who changed in a gap', () => {
  it('is told by the refresh that was made for it, each once, and people only', async () => {
    const entries = [
      refreshed(1, { kind: 'user', id: 'before' }),
      refreshed(5, { kind: 'user', id: 'ana' }),
      refreshed(6, { kind: 'user', id: 'ana' }),
      refreshed(7, { kind: 'queue', id: 'q1' }),
      refreshed(9, { kind: 'user', id: 'after' }),
    ];
    const queryEntries = () => ok({ entries, reached: 0, first: 1, last: 9 });
    const found = await changedAgents({ queryEntries }, { from: 4000, at: 8000 });
    expect([...(found ?? [])]).toEqual(['ana']);
  });

  it('is not known when the history cannot be read', async () => {
    const queryEntries = () => failed({ code: 'history/unwritable', message: 'No.' });
    expect(await changedAgents({ queryEntries }, { from: 0, at: 1 })).toBeNull();
  });
});
