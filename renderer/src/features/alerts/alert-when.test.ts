import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import type { Change, Subject, TimelineEntry } from '../../../../shared/model/timeline.ts';
import { startFrom } from './alert-when.ts';

function eventOf(subject: Subject, changes: readonly Change[]): TimelineEntry {
  const common = { seq: 1, version: '2', correlationId: null, preview: '', happenedAt: null };
  return {
    position: 1,
    at: 0,
    type: 'event',
    event: { ...common, topic: 'v2.users.u-1.routingStatus', subject, changes },
  };
}

const idle: Change = {
  field: 'routing status',
  from: null,
  to: { kind: 'text', text: 'Idle' },
  heldMs: null,
};

describe('alert when', () => {
  it('takes the change of a row, and the person it is about', () => {
    const start = startFrom(eventOf({ kind: 'user', id: 'u-1' }, [idle]), 'acme');
    expect(start).toEqual({
      filter: 'routing-status:Idle',
      scope: { kind: 'agent', profileId: 'acme', userId: 'u-1' },
    });
  });

  it('names the queue in the filter', () => {
    const waiting: Change = { ...idle, field: 'waiting', to: { kind: 'number', number: 5 } };
    const start = startFrom(eventOf({ kind: 'queue', id: 'q-1' }, [waiting]), 'acme');
    expect(start?.filter).toBe('waiting:5 queue:q-1');
    expect(parseFilter(start?.filter ?? '').ok).toBe(true);
  });

  it('leaves out what changed, where its name would say something else in a filter', () => {
    const connected: Change = { ...idle, field: 'conversation', to: { kind: 'text', text: 'Connected' } };
    expect(startFrom(eventOf({ kind: 'user', id: 'u-1' }, [connected]), 'acme')?.filter).toBe('to:Connected');
    const sold: Change = { ...idle, field: 'wrap-up', to: { kind: 'text', text: 'w-1' } };
    expect(startFrom(eventOf({ kind: 'user', id: 'u-1' }, [sold]), 'acme')?.filter).toBe('wrap-up:w-1');
  });

  it('is about the topic where nothing is known to have changed', () => {
    const start = startFrom(eventOf({ kind: 'other', id: null }, []), 'acme');
    expect(start).toEqual({ filter: 'topic:v2.users.u-1.routingStatus', forMs: 0 });
  });

  it('has nothing to offer for a row about the connection', () => {
    expect(
      startFrom({ position: 1, at: 0, type: 'connection', state: { status: 'signed-out' } }, 'a'),
    ).toBeNull();
  });
});
