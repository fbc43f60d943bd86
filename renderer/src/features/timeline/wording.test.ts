import { describe, expect, it } from 'vitest';
import { EMPTY_DIRECTORY } from '../../../../shared/model/directory.ts';
import type { Change, ChangeValue } from '../../../../shared/model/timeline.ts';
import type { EdgeState } from '../../stores/timeline.ts';
import { eventAt, gapAt } from '../../testing/events.ts';
import {
  changeText,
  connectionText,
  countsText,
  edgeText,
  latenessText,
  momentOf,
  momentsText,
  noChangeText,
  refreshedNote,
  refreshNote,
  renewalText,
  sharedNote,
  subscriptionText,
  valueText,
  waitingText,
} from './wording.ts';

const COFFEE = 'c0ffee00-0000-4000-8000-000000000000';
const directory = { ...EMPTY_DIRECTORY, presences: { [COFFEE]: 'Coffee', away: 'Away' } };
const presence = (systemPresence: string, definitionId: string | null = null): ChangeValue => ({
  kind: 'presence',
  systemPresence,
  definitionId,
});

describe('a refresh in words', () => {
  const nothing = { total: 0, refreshed: 0, changed: 0, firstSeen: 0 };
  const summary = {
    gapIds: ['g'],
    tookMs: 1,
    people: nothing,
    queues: nothing,
    failures: [],
    notRecovered: [],
  };

  it('says how many were refreshed and changed, what could not be read, and what is lost', () => {
    expect(
      refreshNote({
        ...summary,
        people: { total: 46, refreshed: 44, changed: 3, firstSeen: 0 },
        queues: { total: 1, refreshed: 1, changed: 0, firstSeen: 1 },
        failures: [{ kind: 'user', id: 'u', message: 'They are gone.' }],
        notRecovered: [{ family: 'users.conversations', topics: 46 }],
      }),
    ).toBe(
      '44 of 46 agents refreshed, 3 changed; ' +
        '1 of 1 queue refreshed, 1 first seen, with nothing to compare with. ' +
        '2 could not be read: They are gone. ' +
        'Not recoverable: users.conversations (46 topics), and the order of events in the gap.',
    );
  });

  it('says since when a value is so by the clock of the server, where it says so', () => {
    const refreshed = {
      topic: 'v2.users.u.presence',
      subject: { kind: 'user', id: 'u' },
      changes: [],
    } as const;
    const since = new Date(2026, 10, 23, 14, 31, 20).getTime();
    expect(refreshedNote({ ...refreshed, since })).toBe('Found by refresh; changed 14:31:20.000 (server)');
    expect(refreshedNote({ ...refreshed, since: null })).toBe(
      'Found by refresh; the server does not say since when',
    );
  });
});

describe('changes in words', () => {
  it('say from what to what and after how long', () => {
    const change: Change = {
      field: 'presence',
      from: presence('Available'),
      to: presence('AWAY'),
      heldMs: 724_000,
    };
    expect(changeText(change, directory)).toBe('presence: Available → Away, after 12 m 04 s');
  });

  it('say when a topic was seen for the first time, and nothing that is not known', () => {
    const first: Change = {
      field: 'waiting',
      from: null,
      to: { kind: 'number', number: 1204 },
      heldMs: null,
    };
    expect(changeText(first, directory)).toBe('waiting: 1,204, first seen');
    expect(changeText({ ...first, from: { kind: 'number', number: 3 } }, directory)).toBe(
      'waiting: 3 → 1,204',
    );
  });

  it('share a note that is true of all of them', () => {
    const first: Change = { field: 'waiting', from: null, to: { kind: 'number', number: 1 }, heldMs: null };
    const held: Change = { ...first, from: { kind: 'number', number: 2 }, heldMs: 1000 };
    expect(sharedNote([first, first])).toBe('first seen');
    expect(sharedNote([held])).toBe('after 1 s');
    expect(sharedNote([first, held])).toBeNull();
    expect(sharedNote([])).toBeNull();
  });

  it('add the name that the organisation gave a presence', () => {
    expect(valueText(presence('AWAY', COFFEE), directory)).toBe('Away · Coffee');
    expect(valueText(presence('Away', 'away'), directory)).toBe('Away');
    expect(valueText(presence('ON_QUEUE', 'unknown'), directory)).toBe('On queue');
  });

  it('name a wrap-up code where its id is known', () => {
    const known = { ...directory, wrapUpCodes: { 'code-1': 'Sold' } };
    expect(valueText({ kind: 'text', text: 'code-1' }, known)).toBe('Sold');
    expect(valueText({ kind: 'text', text: 'code-2' }, known)).toBe('code-2');
  });

  it('stay short and harmless whatever they are made of', () => {
    const text = valueText({ kind: 'text', text: `\u202e${'x'.repeat(10_000)}` }, directory);
    expect(text).toHaveLength(120);
    expect(text.startsWith('\\u202e')).toBe(true);
  });
});

describe('rows about the connection', () => {
  it('say that a renewal cost nothing, and that a failed one did no harm', () => {
    expect(renewalText({ type: 'renewal', kind: 'channel', phase: 'done' })).toBe(
      'Channel renewed, no data lost',
    );
    const cause = { code: 'net/timeout', message: 'No answer.' } as const;
    expect(renewalText({ type: 'renewal', kind: 'token', phase: 'failed', cause })).toContain('still serves');
  });

  it('name the cause and the next try', () => {
    const retryAt = new Date(2026, 10, 23, 14, 32, 10).getTime();
    const cause = { code: 'socket/silent', message: '' } as const;
    expect(connectionText({ status: 'waiting', since: 0, attempt: 1, retryAt, cause })).toBe(
      'Connection went silent; next try at 14:32:10',
    );
  });

  it('name the missing permission of a refused topic', () => {
    const text = subscriptionText(
      { topic: 'v2.a', status: 'refused', reason: 'Forbidden', missingPermissions: ['a:b:view', 'c:d:view'] },
      'presence',
    );
    expect(text).toBe('Refused: presence (missing permission a:b:view, c:d:view)');
  });
});

describe('an event without a change', () => {
  it('says so where its fields are read, and previews what nobody knows', () => {
    const { event } = eventAt(1, {
      topic: 'v2.analytics.queues.1.observations',
      preview: 'mediaType: voice',
    });
    expect(noChangeText(event)).toBe('no change');
    const unread = { topic: 'v2.users.1.tokens', preview: 'clientId: \u202eabc' };
    expect(noChangeText(eventAt(1, unread).event)).toBe('clientId: \\u202eabc');
    expect(noChangeText(eventAt(1, { ...unread, preview: '' }).event)).toBe('no plain fields');
  });
});

describe('the time of a row', () => {
  const at = new Date(2026, 10, 23, 14, 31, 2, 4).getTime();

  it('is when it was stored, or when it happened where that is known', () => {
    const event = eventAt(1, { at, happenedAt: at - 500 });
    expect(momentOf(event, 'stored')).toEqual({ at, isOther: false });
    expect(momentOf(event, 'happened')).toEqual({ at: at - 500, isOther: false });
    expect(momentOf(eventAt(1, { at }), 'happened')).toEqual({ at, isOther: true });
    expect(momentOf(gapAt(3), 'happened')).toEqual({ at: 3000, isOther: false });
    expect(momentsText(event)).toMatch(
      /^Stored Monday,? 23 November 2026, 14:31:02\.004; happened 14:31:01\.504 \(server\)$/,
    );
  });

  it('says how late an event came, and when one came out of order', () => {
    expect(latenessText(eventAt(1, { at, happenedAt: at - 3200 }), false)).toBe('+3.2 s late');
    expect(latenessText(eventAt(1, { at, happenedAt: at - 125_000 }), true)).toBe('+2 m 05 s late');
    expect(latenessText(eventAt(1, { at, happenedAt: at - 1500 }), false)).toBeNull();
    expect(latenessText(eventAt(1, { at, happenedAt: at - 1500 }), true)).toBe('out of order');
    expect(latenessText(eventAt(1, { at }), false)).toBeNull();
  });
});

describe('the ends of the loaded rows', () => {
  const now = new Date(2026, 10, 23, 18).getTime();
  const at = new Date(2026, 10, 23, 14, 5).getTime();
  const say = (state: EdgeState, hasMore = true) => edgeText('older', state, hasMore, now);

  it('say what lies beyond and what becomes of it', () => {
    expect(say({ kind: 'idle' })).toBe('Older rows');
    expect(say({ kind: 'idle' }, false)).toBe('The history begins here');
    expect(say({ kind: 'searching', at: null })).toBe('Older rows are on their way…');
    expect(say({ kind: 'searching', at })).toBe('Searching back to 14:05:00…');
    expect(say({ kind: 'stopped', at })).toBe('Searched to 14:05:00.');
    const error = { code: 'internal/unexpected', message: 'The disk does not answer.' } as const;
    expect(say({ kind: 'failed', error })).toBe('Older rows could not be loaded: The disk does not answer.');
  });
});

describe('numbers beside the list', () => {
  it('tell how much matches of how much, and how sure that is', () => {
    const counted = { isFiltered: true, matching: 312, isWhole: true, total: 48_210 };
    expect(countsText(counted)).toBe('312 of 48,210');
    expect(countsText({ ...counted, isWhole: false })).toBe('at least 312 of 48,210');
    expect(countsText({ ...counted, matching: null })).toBe('counting among 48,210…');
    expect(countsText({ ...counted, isFiltered: false })).toBe('48,210 entries');
  });

  it('tell what waits, and how long', () => {
    expect(waitingText(214, 0, 192_000)).toBe('214 waiting, oldest 3 m 12 s');
    expect(waitingText(0, null, 5)).toBe('0 waiting');
  });
});
