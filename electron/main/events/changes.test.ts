import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { Change } from '../../../shared/model/timeline.ts';
import { ChangeTracker } from './changes.ts';
import type { WireEvent } from './decode.ts';

const NINE = Date.UTC(2026, 0, 5, 9, 0, 0);
const MINUTE = 60_000;
const iso = (minute: number): string => new Date(NINE + minute * MINUTE).toISOString();

const event = (topic: string, body: JsonValue): WireEvent => ({
  topic,
  version: '2',
  correlationId: 'c',
  body,
});
const presenceEvent = (systemPresence: string, definitionId: string, modifiedDate?: string): WireEvent =>
  event('v2.users.ana.presence', {
    presenceDefinition: { id: definitionId, systemPresence },
    ...(modifiedDate === undefined ? {} : { modifiedDate }),
  });
const callEvent = (conversation: string, session: JsonValue): WireEvent =>
  event('v2.users.ana.conversations', {
    id: conversation,
    participants: [{ purpose: 'agent', userId: 'ana', calls: [session] }],
  });

/** Describes events that arrive at whole minutes after nine, and answers with the changes of each. */
function changesOf(
  ...arrivals: readonly (readonly [minute: number, arrived: WireEvent])[]
): readonly Change[][] {
  const tracker = new ChangeTracker();
  return arrivals.map(([minute, arrived]) => [...tracker.describe(arrived, NINE + minute * MINUTE).changes]);
}

const presence = (systemPresence: string, definitionId: string) => ({
  kind: 'presence',
  systemPresence,
  definitionId,
});
const inText = (text: string) => ({ kind: 'text', text });

describe('what an event changed', () => {
  it('is all it says when it is the first of its topic', () => {
    expect(changesOf([0, presenceEvent('AVAILABLE', 'p1')])).toEqual([
      [{ field: 'presence', from: null, to: presence('AVAILABLE', 'p1'), heldMs: null }],
    ]);
  });

  it('is nothing when it says what was known', () => {
    expect(
      changesOf([0, presenceEvent('AVAILABLE', 'p1')], [1, presenceEvent('AVAILABLE', 'p1')])[1],
    ).toEqual([]);
  });

  it('names the former value, and another definition of one system presence is a change', () => {
    const [, second] = changesOf([0, presenceEvent('BUSY', 'p1')], [1, presenceEvent('BUSY', 'p2')]);
    expect(second).toEqual([
      { field: 'presence', from: presence('BUSY', 'p1'), to: presence('BUSY', 'p2'), heldMs: MINUTE },
    ]);
  });

  it('happened when the server says it began; what is only repeated or heard first may be older', () => {
    const tracker = new ChangeTracker();
    const happened = (minute: number, systemPresence: string, since: number) => {
      const arrived = presenceEvent(systemPresence, 'p', iso(since));
      return tracker.describe(arrived, NINE + minute * MINUTE).happenedAt;
    };
    expect(happened(10, 'AWAY', 1)).toBeNull();
    expect(happened(12, 'BUSY', 11)).toBe(NINE + 11 * MINUTE);
    expect(happened(20, 'BUSY', 11)).toBeNull();
  });

  it('passes the event itself through', () => {
    const arrived = presenceEvent('AVAILABLE', 'p1');
    const { topic, version, correlationId } = arrived;
    const described = new ChangeTracker().describe(arrived, NINE);
    expect(described).toMatchObject({ topic, version, correlationId, subject: { kind: 'user', id: 'ana' } });
    expect(described).not.toHaveProperty('entity');
  });

  it('names what tells things apart that share one topic', () => {
    expect(new ChangeTracker().describe(callEvent('one', { state: 'alerting' }), NINE).entity).toBe('one');
  });

  it('keeps topics apart, and conversations of one topic', () => {
    const [, , third, fourth] = changesOf(
      [0, callEvent('one', { state: 'alerting' })],
      [1, callEvent('two', { state: 'alerting' })],
      [2, callEvent('one', { state: 'connected' })],
      [3, event('v2.users.ben.presence', { presenceDefinition: { systemPresence: 'BUSY' } })],
    );
    expect(third).toEqual([
      { field: 'call', from: inText('Alerting'), to: inText('Connected'), heldMs: 2 * MINUTE },
    ]);
    expect(fourth?.[0]?.from).toBeNull();
  });

  it('keeps what another event does not speak of', () => {
    const activity = (parts: Readonly<Record<string, JsonValue>>) => event('v2.users.ana.activity', parts);
    const [, , third] = changesOf(
      [
        0,
        activity({
          routingStatus: { status: 'IDLE' },
          presence: { presenceDefinition: { systemPresence: 'ON_QUEUE' } },
        }),
      ],
      [1, activity({ presence: { presenceDefinition: { systemPresence: 'MEAL' } } })],
      [5, activity({ routingStatus: { status: 'OFF_QUEUE' } })],
    );
    expect(third).toEqual([
      { field: 'routing status', from: inText('Idle'), to: inText('Off queue'), heldMs: 5 * MINUTE },
    ]);
  });
});

describe('how long a value held', () => {
  it('goes by the times of the service, not by when events arrive', () => {
    const [, second] = changesOf(
      [3, presenceEvent('AVAILABLE', 'p1', iso(0))],
      [11, presenceEvent('BUSY', 'p2', iso(10))],
    );
    expect(second?.[0]?.heldMs).toBe(10 * MINUTE);
  });

  it('goes by arrival when one of the two brings no time', () => {
    const [, second] = changesOf(
      [3, presenceEvent('AVAILABLE', 'p1')],
      [11, presenceEvent('BUSY', 'p2', iso(10))],
    );
    expect(second?.[0]?.heldMs).toBe(8 * MINUTE);
  });

  it('counts from the first event of the value when others repeat it', () => {
    const [, , third] = changesOf(
      [0, presenceEvent('AVAILABLE', 'p1')],
      [4, presenceEvent('AVAILABLE', 'p1')],
      [6, presenceEvent('BUSY', 'p2')],
    );
    expect(third?.[0]?.heldMs).toBe(6 * MINUTE);
  });

  it('is never negative, even when the clock steps back', () => {
    const [, second] = changesOf([6, presenceEvent('AVAILABLE', 'p1')], [0, presenceEvent('BUSY', 'p2')]);
    expect(second?.[0]?.heldMs).toBe(0);
  });

  it('follows a call through alerting, hold, resume and its end', () => {
    const connectedTime = iso(1);
    const steps = changesOf(
      [0, callEvent('c', { state: 'alerting' })],
      [1, callEvent('c', { state: 'connected', connectedTime })],
      [5, callEvent('c', { state: 'connected', connectedTime, held: true, startHoldTime: iso(5) })],
      [7, callEvent('c', { state: 'connected', connectedTime, held: false })],
      [9, callEvent('c', { state: 'disconnected', connectedTime, disconnectedTime: iso(9) })],
    );
    expect(steps.map(([change]) => [change?.to, (change?.heldMs ?? -1) / MINUTE])).toEqual([
      [inText('Alerting'), -1 / MINUTE],
      [inText('Connected'), 1],
      [inText('Connected, on hold'), 4],
      [inText('Connected'), 2],
      [inText('Disconnected'), 2],
    ]);
  });
});

describe('memory', () => {
  it('begins anew after a gap, when what was known may have changed unseen', () => {
    const tracker = new ChangeTracker();
    tracker.describe(presenceEvent('AVAILABLE', 'p1'), NINE);
    tracker.coverageLost(null);
    expect(tracker.describe(presenceEvent('AVAILABLE', 'p1'), NINE + MINUTE).changes).toEqual([
      { field: 'presence', from: null, to: presence('AVAILABLE', 'p1'), heldMs: null },
    ]);
  });

  it('forgets what was not touched for longest when there is too much', () => {
    const tracker = new ChangeTracker();
    const callOf = (index: number) => callEvent(`c-${String(index)}`, { state: 'alerting' });
    for (let index = 0; index < 20_000; index += 1) tracker.describe(callOf(index), NINE);
    tracker.describe(callOf(0), NINE);
    tracker.describe(callOf(20_000), NINE);
    const fromOf = (index: number) =>
      tracker.describe(callEvent(`c-${String(index)}`, { state: 'connected' }), NINE).changes[0]?.from;
    expect(fromOf(0)).toEqual(inText('Alerting'));
    expect(fromOf(1)).toBeNull();
  });
});
