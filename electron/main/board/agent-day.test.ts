import { describe, expect, it } from 'vitest';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { ChangeValue, TimelineEntry } from '../../../shared/model/timeline.ts';
import { anEvent } from '../../../shared/model/testing/an-event.ts';
import { agentDay } from './agent-day.ts';

const CAUSE: MonitorError = { code: 'net/timeout', message: '' };
const DAY = { userId: 'ana', from: 100, to: 200 };

const presence = (systemPresence: string): ChangeValue => ({
  kind: 'presence',
  systemPresence,
  definitionId: null,
});
const changes = (field: string, to: ChangeValue) => [{ field, from: null, to, heldMs: null }];
const told = (position: number, at: number, field: string, to: ChangeValue): TimelineEntry => ({
  position,
  at,
  type: 'event',
  event: anEvent({
    topic: 'v2.users.ana.presence',
    subject: { kind: 'user', id: 'ana' },
    changes: changes(field, to),
  }),
});
const gap = (
  position: number,
  from: number,
  to: number,
  topics: readonly string[] | null,
): TimelineEntry => ({
  position,
  at: to,
  type: 'gap',
  gap: { id: String(position), from, to, cause: CAUSE, attempts: 1, topics },
});

const foundAfterwards = (
  position: number,
  at: number,
  to: ChangeValue,
  since: number | null,
): TimelineEntry => ({
  position,
  at,
  type: 'refreshed',
  refreshed: {
    topic: 'v2.users.ana.presence',
    subject: { kind: 'user', id: 'ana' },
    changes: changes('presence', to),
    since,
  },
});

const isSo = ({ stretches }: ReturnType<typeof agentDay>): unknown =>
  stretches.map(({ from, to, presence: known, routing, isHeard }) => [
    from,
    to,
    known?.systemPresence ?? null,
    routing,
    isHeard,
  ]);

describe('the day of an agent', () => {
  it('goes from state to state, beginning with what was last told before it', () => {
    const day = agentDay(DAY, {
      before: [told(1, 50, 'presence', presence('AWAY'))],
      within: [
        told(2, 120, 'routing status', { kind: 'text', text: 'Not responding' }),
        told(3, 150, 'presence', presence('BUSY')),
        told(4, 160, 'presence', presence('BUSY')),
      ],
      openGap: null,
      offsetMs: 0,
    });
    expect(isSo(day)).toEqual([
      [100, 120, 'AWAY', null, true],
      [120, 150, 'AWAY', 'NOT_RESPONDING', true],
      [150, 200, 'BUSY', 'NOT_RESPONDING', true],
    ]);
    expect(day.newestChanges).toEqual([4, 3, 2]);
  });

  it('shows where nobody listened to this person, and what was found afterwards since it was so', () => {
    const found = foundAfterwards(5, 150, presence('MEAL'), 135);
    const day = agentDay(DAY, {
      before: [told(1, 50, 'presence', presence('AWAY'))],
      within: [gap(2, 120, 140, null), gap(3, 150, 160, ['v2.users.ben?presence&activity']), found],
      openGap: { from: 180, cause: CAUSE, attempts: 0, topics: ['v2.users.ana?presence&activity'] },
      offsetMs: 0,
    });
    expect(isSo(day)).toEqual([
      [100, 120, 'AWAY', null, true],
      [120, 135, 'AWAY', null, false],
      [135, 140, 'MEAL', null, false],
      [140, 180, 'MEAL', null, true],
      [180, 200, 'MEAL', null, false],
    ]);
  });

  it.each([
    ["behind this computer's", -600],
    ["ahead of this computer's", 600],
  ])(
    'has what was found on the clock that the rest is on, where the one of the server is %s',
    (_, offsetMs) => {
      const day = agentDay(DAY, {
        before: [],
        within: [
          told(1, 110, 'presence', presence('AWAY')),
          gap(2, 120, 140, null),
          foundAfterwards(3, 140, presence('ON_QUEUE'), 130 + offsetMs),
        ],
        openGap: null,
        offsetMs,
      });
      expect(isSo(day)).toEqual([
        [100, 110, null, null, false],
        [110, 120, 'AWAY', null, true],
        [120, 130, 'AWAY', null, false],
        [130, 140, 'ON_QUEUE', null, false],
        [140, 200, 'ON_QUEUE', null, true],
      ]);
    },
  );

  it('has what was found no later than it was found, however well the clocks are known', () => {
    const day = agentDay(DAY, {
      before: [],
      within: [foundAfterwards(1, 140, presence('MEAL'), 145), told(2, 142, 'presence', presence('BUSY'))],
      openGap: null,
      offsetMs: 0,
    });
    expect(day.stretches.at(-1)?.presence?.systemPresence).toBe('BUSY');
  });

  it('has what was found after what was last told of the same, however little is known of the clock', () => {
    const day = agentDay(DAY, {
      before: [],
      within: [
        told(1, 110, 'presence', presence('AWAY')),
        told(2, 125, 'routing status', { kind: 'text', text: 'Idle' }),
        foundAfterwards(3, 140, presence('ON_QUEUE'), 105),
      ],
      openGap: null,
      offsetMs: 0,
    });
    expect(isSo(day)).toEqual([
      [100, 110, null, null, false],
      [110, 125, 'ON_QUEUE', null, true],
      [125, 200, 'ON_QUEUE', 'IDLE', true],
    ]);
  });

  it('is one stretch of nothing known, and of nothing heard, where nothing was told', () => {
    expect(isSo(agentDay(DAY, { before: [], within: [], openGap: null, offsetMs: 0 }))).toEqual([
      [100, 200, null, null, false],
    ]);
  });
});
