import type { MonitorEvent, TimelineEntry } from '../../../shared/model/timeline.ts';
import { rowOf } from './entry-codec.ts';
import type { EntryColumns, Row } from './history-protocol.ts';
import type { Stored } from './timeline-store.ts';

export function columnsOf(stored: readonly Stored[]): EntryColumns {
  const events = noEvents();
  const others: Row[] = [];
  for (const each of stored) {
    if (each.entry.type === 'event') push(events, each.entry, each.entry.event, each.arrival?.frame ?? null);
    else others.push(rowOf(each));
  }
  return { events, others };
}

function noEvents(): EntryColumns['events'] {
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

function push(
  columns: EntryColumns['events'],
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
  columns.changes.push(JSON.stringify(event.changes));
  columns.preview.push(event.preview);
  columns.happenedAt.push(event.happenedAt);
  columns.deliveries.push(event.deliveries);
}

/** What is to be stored, in the order of the timeline. */
export function rowsOf({ events, others }: EntryColumns): readonly Row[] {
  const rows = events.position.map((_, index) => eventRow(events, index));
  if (others.length === 0) return rows;
  return [...rows, ...others].sort((one, other) => one.position - other.position);
}

/** The columns are of one length, so each event has a value in each. */
function eventRow(columns: EntryColumns['events'], index: number): Row {
  const seq = columns.seq[index] ?? 0;
  const event = JSON.stringify({
    seq,
    topic: columns.topic[index],
    version: columns.version[index],
    correlationId: columns.correlationId[index],
    subject: { kind: columns.subjectKind[index], id: columns.subjectId[index] },
    entity: columns.entity[index],
    preview: columns.preview[index],
    happenedAt: columns.happenedAt[index],
    deliveries: columns.deliveries[index],
  });
  return {
    position: columns.position[index] ?? 0,
    at: columns.at[index] ?? 0,
    type: 'event',
    seq,
    record: `{"type":"event","event":${event.slice(0, -1)},"changes":${columns.changes[index] ?? '[]'}}}`,
    frame: columns.frame[index] ?? null,
  };
}

/** About how much of the disk the rows take. */
export function bytesOf(rows: readonly Row[]): number {
  let bytes = 0;
  for (const { record, frame } of rows) bytes += record.length + (frame?.length ?? 0);
  return bytes;
}
