import type { JsonValue } from '../../genesys/wire.ts';
import type { Directory } from '../../model/directory.ts';
import { anEvent } from '../../model/testing/an-event.ts';
import type { Change, MonitorEvent, Subject, TimelineEntry, TimelineRecord } from '../../model/timeline.ts';
import type { Candidate, FilterContext } from '../candidate.ts';
import { UTC } from '../quantities.ts';

export const NOW = Date.UTC(2026, 10, 24, 15, 0, 0);

export const NAMES: Directory = {
  users: { 'u-ana': 'Ana Ruiz', 'u-ben': 'Ben Osei', __proto__x: 'Odd One' },
  queues: { 'q-bill': 'Billing (EU)', 'q-sales': 'Sales' },
  presences: { 'p-away': 'Away', 'p-coffee': 'Coffee' },
  wrapUpCodes: { 'w-sold': 'Sold' },
};

/** Days begin at midnight UTC, wherever the tests run. */
export const CONTEXT: FilterContext = { names: NAMES, now: NOW, zone: UTC };

let positions = 0;

/** An entry at a moment of the day; the next position is given. */
export function entryAt(clock: string, record: TimelineRecord, mark?: TimelineEntry['mark']): TimelineEntry {
  positions += 1;
  const at = Date.parse(`2026-11-24T${clock}Z`);
  return { position: positions, at, ...(mark === undefined ? {} : { mark }), ...record };
}

export interface EventParts {
  readonly clock: string;
  readonly topic: string;
  readonly subject: Subject;
  readonly body: JsonValue;
  readonly changes?: readonly Change[];
  readonly event?: Partial<MonitorEvent>;
  readonly mark?: TimelineEntry['mark'];
}

/** An event with its body beside it. */
export function eventAt({ clock, topic, subject, body, changes = [], event, mark }: EventParts): Candidate {
  const full = anEvent({ seq: positions + 1, topic, version: '2', subject, changes, ...event });
  return { entry: entryAt(clock, { type: 'event', event: full }, mark), body };
}

/** A change of text; `held` in seconds. */
export const textChange = (
  field: string,
  from: string | null,
  to: string,
  held: number | null = null,
): Change => ({
  field,
  from: from === null ? null : { kind: 'text', text: from },
  to: { kind: 'text', text: to },
  heldMs: held === null ? null : held * 1000,
});
