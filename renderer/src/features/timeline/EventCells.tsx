import type { Directory } from '../../../../shared/model/directory.ts';
import type { Change, ChangeValue, MonitorEvent, Refreshed } from '../../../../shared/model/timeline.ts';
import { t } from '../../../../shared/text/t.ts';
import { classNames } from '../../ui/class-names.ts';
import { factText } from '../../wording/facts.ts';
import { subjectName } from '../../wording/names.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { topicName } from '../../wording/topic-name.ts';
import styles from './Row.module.css';
import { PresenceMark } from './PresenceMark.tsx';
import { changeNote, noChangeText, refreshedNote, sharedNote, valueText } from './wording.ts';

interface EventCellsProps {
  readonly event: MonitorEvent;
  /** How late it came, when that is worth a word. */
  readonly lateness: string | null;
  readonly directory: Directory;
}

/** Whom an event is about, and what it changed. */
export function EventCells({ event, lateness, directory }: EventCellsProps) {
  const who = subjectName(event.subject, directory);
  return (
    <>
      <div role="gridcell" className={styles['who']} title={who.id ?? undefined}>
        <bdi>{who.text}</bdi>
      </div>
      <div
        role="gridcell"
        className={classNames(styles['what'], lateness !== null && styles['withTag'])}
        title={visibleText(event.topic)}
      >
        <span className={styles['tagged']}>
          {event.changes.length === 0 ? (
            <>
              <span className={styles['field']}>{topicName(event.topic, directory).what}</span>{' '}
              <span className={styles['preview']}>{noChangeText(event)}</span>
            </>
          ) : (
            <Changes changes={event.changes} directory={directory} />
          )}
        </span>
        {lateness !== null && <span className={styles['tag']}>{lateness}</span>}
      </div>
    </>
  );
}

interface RefreshedCellsProps {
  readonly refreshed: Refreshed;
  readonly directory: Directory;
}

/** Whom a fetched value is about, what changed while nobody listened, and that it was found and not heard. */
export function RefreshedCells({ refreshed, directory }: RefreshedCellsProps) {
  const who = subjectName(refreshed.subject, directory);
  return (
    <>
      <div role="gridcell" className={styles['who']} title={who.id ?? undefined}>
        <bdi>{who.text}</bdi>
      </div>
      <div
        role="gridcell"
        className={classNames(styles['what'], styles['withTag'])}
        title={refreshedNote(refreshed)}
      >
        <span className={styles['tagged']}>
          <Changes changes={refreshed.changes} directory={directory} />
        </span>{' '}
        <span className={styles['tag']}>{t('refreshed')}</span>
      </div>
    </>
  );
}

function Changes({
  changes,
  directory,
}: {
  readonly changes: readonly Change[];
  readonly directory: Directory;
}) {
  const shared = sharedNote(changes);
  return (
    <>
      {changes.map((change) => (
        <ChangeWords
          key={change.field}
          change={change}
          note={shared === null ? changeNote(change) : null}
          directory={directory}
        />
      ))}
      {shared !== null && <span className={styles['note']}> {shared}</span>}
    </>
  );
}

interface ChangeWordsProps {
  readonly change: Change;
  readonly note: string | null;
  readonly directory: Directory;
}

function ChangeWords({ change, note, directory }: ChangeWordsProps) {
  return (
    <span className={styles['change']}>
      <span className={styles['field']}>{visibleText(factText(change.field))}</span>{' '}
      {change.from !== null && (
        <>
          <span className={styles['former']}>
            <Value value={change.from} directory={directory} />
          </span>
          <span className={styles['arrow']}>→</span>
        </>
      )}
      <strong>
        <Value value={change.to} directory={directory} />
      </strong>
      {note !== null && <span className={styles['note']}> {note}</span>}
    </span>
  );
}

function Value({ value, directory }: { readonly value: ChangeValue; readonly directory: Directory }) {
  return (
    <>
      {value.kind === 'presence' && <PresenceMark systemPresence={value.systemPresence} />}
      <bdi>{valueText(value, directory)}</bdi>
    </>
  );
}
