import type { Change, MonitorEvent, TimelineEntry } from '../../../shared/model/timeline.ts';
import { rowOf } from './entry-codec.ts';
import type { EntryColumns, Row } from './history-protocol.ts';
import type { Stored } from './timeline-store.ts';

type EventColumns = EntryColumns['events'];
type ChangeColumns = EntryColumns['changes'];

export function columnsOf(stored: readonly Stored[]): EntryColumns {
  const [events, changes] = [noEvents(), noChanges()];
  const others: Row[] = [];
  for (const each of stored) {
    if (each.entry.type === 'event') {
      push(events, each.entry, each.entry.event, each.arrival?.frame ?? null);
      for (const change of each.entry.event.changes) pushChange(changes, change);
    } else others.push(rowOf(each));
  }
  return { events, changes, others };
}

function noEvents(): EventColumns {
  return {
    position: [],
    at: [],
    frame: [],
    seq: [],
    topic: [],
    version: [],
    correlationId: [],
    subjectKind: [],
    subjectId: [],
    entity: [],
    changes: [],
    preview: [],
    happenedAt: [],
    deliveries: [],
  };
}

const noChanges = (): ChangeColumns => ({ field: [], from: [], to: [], heldMs: [] });

function push(
  columns: EventColumns,
  { position, at }: Pick<TimelineEntry, 'position' | 'at'>,
  event: MonitorEvent,
  frame: string | null,
): void {
  columns.position.push(position);
  columns.at.push(at);
  columns.frame.push(frame);
  columns.seq.push(event.seq);
  columns.topic.push(event.topic);
  columns.version.push(event.version);
  columns.correlationId.push(event.correlationId);
  columns.subjectKind.push(event.subject.kind);
  columns.subjectId.push(event.subject.id);
  columns.entity.push(event.entity);
  columns.changes.push(event.changes.length);
  columns.preview.push(event.preview);
  columns.happenedAt.push(event.happenedAt);
  columns.deliveries.push(event.deliveries);
}

function pushChange(columns: ChangeColumns, change: Change): void {
  columns.field.push(change.field);
  columns.from.push(change.from);
  columns.to.push(change.to);
  columns.heldMs.push(change.heldMs);
}

/** What is to be stored, in the order of the timeline. */
export function rowsOf({ events, changes, others }: EntryColumns): readonly Row[] {
  let next = 0;
  const rows = events.changes.map((count, index) => {
    const first = next;
    next += count;
    return eventRow(events, index, changesFrom(changes, first, count));
  });
  if (others.length === 0) return rows;
  return [...rows, ...others].sort((one, other) => one.position - other.position);
}

function changesFrom(columns: ChangeColumns, first: number, count: number): readonly unknown[] {
  const changes: unknown[] = [];
  for (let index = first; index < first + count; index += 1) {
    changes.push({
      field: columns.field[index],
      from: columns.from[index],
      to: columns.to[index],
      heldMs: columns.heldMs[index],
    });
  }
  return changes;
}

/** The columns are of one length, so each event has a value in each. */
function eventRow(columns: EventColumns, index: number, changes: readonly unknown[]): Row {
  const seq = columns.seq[index] ?? 0;
  const event = {
    seq,
    topic: columns.topic[index],
    version: columns.version[index],
    correlationId: columns.correlationId[index],
    subject: { kind: columns.subjectKind[index], id: columns.subjectId[index] },
    entity: columns.entity[index],
    changes,
    preview: columns.preview[index],
    happenedAt: columns.happenedAt[index],
    deliveries: columns.deliveries[index],
  };
  return {
    position: columns.position[index] ?? 0,
    at: columns.at[index] ?? 0,
    type: 'event',
    seq,
    record: JSON.stringify({ type: 'event', event }),
    frame: columns.frame[index] ?? null,
  };
}

/** About how much of the disk the rows take. */
export function bytesOf(rows: readonly Row[]): number {
  let bytes = 0;
  for (const { record, frame } of rows) bytes += record.length + (frame?.length ?? 0);
  return bytes;
}
