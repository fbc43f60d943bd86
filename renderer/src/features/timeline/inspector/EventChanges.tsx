import { useMemo } from 'react';
import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { useSession, useTimeline } from '../../../app-context.ts';
import { preciseTime } from '../../../wording/time.ts';
import { changeText } from '../wording.ts';
import { differences, topicNeighbours, type Difference } from './differences.ts';
import styles from './EventChanges.module.css';
import { jsonSummary, pathText } from './json-rows.ts';

type EventEntry = Extract<TimelineEntry, { type: 'event' }>;

/** What an event changed: in words, and field by field against the event before it. */
export function EventChanges({ entry }: { readonly entry: EventEntry }) {
  const directory = useSession((slice) => slice.directory);
  const entries = useTimeline((slice) => slice.range.entries);
  const { previous } = topicNeighbours(entries, entry);
  const found = useMemo(
    () => (previous === null ? null : differences(previous.event.body, entry.event.body)),
    [previous, entry],
  );
  return (
    <div className={styles['changes']}>
      {entry.event.changes.length > 0 && (
        <ul className={styles['words']}>
          {entry.event.changes.map((change) => (
            <li key={change.field}>{changeText(change, directory)}</li>
          ))}
        </ul>
      )}
      <h3>Fields</h3>
      {previous === null ? (
        <p className={styles['soft']}>No earlier event of this topic is loaded to compare with.</p>
      ) : (
        <>
          <p className={styles['soft']}>Against the event of {preciseTime(previous.at)}</p>
          <DifferenceList found={found} />
        </>
      )}
    </div>
  );
}

const MAX_LISTED = 200;

function DifferenceList({ found }: { readonly found: readonly Difference[] | null }) {
  if (found === null)
    return <p className={styles['soft']}>Too large to compare; the JSON view shows all of it.</p>;
  if (found.length === 0) return <p className={styles['soft']}>No field differs.</p>;
  return (
    <>
      <ul className={styles['list']}>
        {found.slice(0, MAX_LISTED).map((difference) => (
          <li key={pathText(difference.path)}>
            <code className={styles['path']}>{pathText(difference.path)}</code>
            <Side sign="−" label="was" look="removed" value={difference.from} />
            <Side sign="+" label="is" look="added" value={difference.to} />
          </li>
        ))}
      </ul>
      {found.length > MAX_LISTED && <p>And {found.length - MAX_LISTED} more.</p>}
    </>
  );
}

interface SideProps {
  readonly sign: string;
  readonly label: string;
  readonly look: string;
  readonly value: JsonValue | undefined;
}

function Side({ sign, label, look, value }: SideProps) {
  if (value === undefined) return null;
  return (
    <div className={styles[look]}>
      <span aria-hidden="true">{sign} </span>
      <span className="visually-hidden">{label} </span>
      {jsonSummary(value)}
    </div>
  );
}
