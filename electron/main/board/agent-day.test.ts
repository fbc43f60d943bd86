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
    });
    expect(isSo(day)).toEqual([
      [100, 120, 'AWAY', null, true],
      [120, 150, 'AWAY', 'NOT_RESPONDING', true],
      [150, 200, 'BUSY', 'NOT_RESPONDING', true],
    ]);
    expect(day.newestChanges).toEqual([4, 3, 2]);
  });

  it('shows where nobody listened to this person, and what was found afterwards since it was so', () => {
    const found: TimelineEntry = {
      position: 5,
      at: 150,
      type: 'refreshed',
      refreshed: {
        topic: 'v2.users.ana.presence',
        subject: { kind: 'user', id: 'ana' },
        changes: changes('presence', presence('MEAL')),
        since: 135,
      },
    };
    const day = agentDay(DAY, {
      before: [told(1, 50, 'presence', presence('AWAY'))],
      within: [gap(2, 120, 140, null), gap(3, 150, 160, ['v2.users.ben?presence&activity']), found],
      openGap: { from: 180, cause: CAUSE, attempts: 0, topics: ['v2.users.ana?presence&activity'] },
    });
    expect(isSo(day)).toEqual([
      [100, 120, 'AWAY', null, true],
      [120, 135, 'AWAY', null, false],
      [135, 140, 'MEAL', null, false],
      [140, 180, 'MEAL', null, true],
      [180, 200, 'MEAL', null, false],
    ]);
  });

  it('is one stretch of nothing known, and of nothing heard, where nothing was told', () => {
    expect(isSo(agentDay(DAY, { before: [], within: [], openGap: null }))).toEqual([
      [100, 200, null, null, false],
    ]);
  });
});
