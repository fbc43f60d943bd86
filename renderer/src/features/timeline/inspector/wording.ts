import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import type { Directory } from '../../../../../shared/model/directory.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { subjectName } from '../../../wording/names.ts';
import { topicName } from '../../../wording/topic-name.ts';

export function inspectorTitle(entry: TimelineEntry, directory: Directory): string {
  switch (entry.type) {
    case 'event':
      return `${subjectName(entry.event.subject, directory).text}: ${topicName(entry.event.topic, directory).what}`;
    case 'connection':
      return 'Connection';
    case 'renewal':
      return 'Renewal';
    case 'subscription':
      return 'Subscription';
    case 'gap':
      return 'Gap';
    case 'refreshed':
      return `${subjectName(entry.refreshed.subject, directory).text}: ${topicName(entry.refreshed.topic, directory).what}`;
    case 'refresh':
      return 'Refresh';
    case 'diagnostic':
      return 'Diagnostic';
  }
}

/** What the JSON views show: the body of an event, or the whole record of anything else. */
export function inspectedValue(entry: TimelineEntry): JsonValue {
  return entry.type === 'event' ? entry.event.body : recordValue(entry);
}

/** A record as JSON. Its types are plain data; going through text drops fields that are undefined. */
function recordValue(record: object): JsonValue {
  return JSON.parse(JSON.stringify(record)) as JsonValue;
}
