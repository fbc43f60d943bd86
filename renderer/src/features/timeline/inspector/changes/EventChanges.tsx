import { useCallback, type ReactNode } from 'react';
import type { EpochMs } from '../../../../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../../../../shared/model/timeline.ts';
import { useSession } from '../../../../app-context.ts';
import { visibleText } from '../../../../wording/safe-text.ts';
import { isSameDay, momentText, preciseTime } from '../../../../wording/time.ts';
import { changeText } from '../../wording.ts';
import { pathText } from '../json/node-text.ts';
import { bodyOf, useReading, type Reading } from '../json/use-reading.ts';
import { useSlicedWork } from '../sliced-work.ts';
import type { Neighbours } from '../../../../../../shared/model/snapshot.ts';
import { t } from '../../../../../../shared/text/t.ts';
import { useEntryDetail } from '../use-entry-detail.ts';
import type { JsonNode, Placed } from '../json/document.ts';
import { compared, MOST_DIFFERENCES, type Difference } from './differences.ts';
import styles from './EventChanges.module.css';
import { sideText } from './side-text.ts';

type EventEntry = Extract<TimelineEntry, { type: 'event' }>;

interface EventChangesProps {
  readonly entry: EventEntry;
  readonly reading: Reading;
  /** Null until it is known. */
  readonly neighbours: Neighbours | null;
  /** Shows a value of the body in the tree. */
  readonly onShow: (node: JsonNode) => void;
}

/** What an event changed: in words, and field by field against the event before it about the same thing. */
export function EventChanges(props: EventChangesProps) {
  const directory = useSession((slice) => slice.directory);
  const { changes } = props.entry.event;
  return (
    <div className={styles['changes']}>
      {changes.length === 0 ? (
        <Soft>{t('Nothing changed that Vigil has words for.')}</Soft>
      ) : (
        <ul className={styles['words']}>
          {changes.map((change) => (
            <li key={change.field}>{changeText(change, directory)}</li>
          ))}
        </ul>
      )}
      <h3>{t('Field by field')}</h3>
      <FieldByField {...props} />
    </div>
  );
}

function FieldByField({ entry, reading, neighbours, onShow }: EventChangesProps) {
  if (neighbours === null) return <Soft>{t('Looking for the event before it…')}</Soft>;
  if (neighbours.former === null) {
    return (
      <Soft>
        {neighbours.earlier.isWhole
          ? t('No earlier event about the same thing is in the history to compare with.')
          : t('No earlier event about the same thing was found nearby to compare with.')}
      </Soft>
    );
  }
  const latter = bodyOf(reading);
  if (latter === null) return <Soft>{WHY_NOT[reading.status]()}</Soft>;
  return <AgainstFormer at={entry.at} position={neighbours.former} latter={latter} onShow={onShow} />;
}

const WHY_NOT: Record<Reading['status'], () => string> = {
  reading: () => t('Reading…'),
  read: () => t('The frame has no event body to compare.'),
  broken: () => t('The frame cannot be read as JSON, so there is nothing to compare.'),
  'too-many': () => t('More than a million values are not compared. Raw shows all of it.'),
};

interface AgainstFormerProps {
  readonly at: EpochMs;
  readonly position: number;
  readonly latter: Placed;
  readonly onShow: (node: JsonNode) => void;
}

function AgainstFormer({ at, position, latter, onShow }: AgainstFormerProps) {
  const { detail, status } = useEntryDetail(position);
  const isThere = detail?.entry.position === position;
  const reading = useReading(isThere ? (detail.frame ?? '') : '');
  if (!isThere) {
    return (
      <Soft>
        {status === 'loading' ? t('Fetching the event before it…') : t('The event before it was deleted.')}
      </Soft>
    );
  }
  const former = bodyOf(reading);
  if (former === null) return <Soft>{WHY_NOT[reading.status]()}</Soft>;
  const formerAt = detail.entry.at;
  return (
    <>
      <Soft>
        {t('Against the event of {moment}', {
          moment: isSameDay(formerAt, at) ? preciseTime(formerAt) : momentText(formerAt, at),
        })}
      </Soft>
      <Differences former={former} latter={latter} onShow={onShow} />
    </>
  );
}

interface DifferencesProps {
  readonly former: Placed;
  readonly latter: Placed;
  readonly onShow: (node: JsonNode) => void;
}

function Differences({ former, latter, onShow }: DifferencesProps) {
  const begin = useCallback(() => compared(former, latter), [former, latter]);
  const comparison = useSlicedWork(begin);
  if (comparison === null) return <Soft>{t('Comparing…')}</Soft>;
  if (comparison.differences.length === 0) return <Soft>{t('No field differs.')}</Soft>;
  return (
    <>
      <ul className={styles['list']}>
        {comparison.differences.map((difference) => (
          <li key={`${String(difference.from)} ${String(difference.to)}`}>
            <DifferenceLine difference={difference} former={former} latter={latter} onShow={onShow} />
          </li>
        ))}
      </ul>
      {comparison.hasMore && (
        <Soft>{t('More than {most} fields differ; these are the first.', { most: MOST_DIFFERENCES })}</Soft>
      )}
    </>
  );
}

interface DifferenceLineProps extends DifferencesProps {
  readonly difference: Difference;
}

function DifferenceLine({ difference: { path, from, to }, former, latter, onShow }: DifferenceLineProps) {
  const text = visibleText(pathText(path));
  return (
    <>
      {to === null ? (
        <code className={styles['path']}>{text}</code>
      ) : (
        <button
          type="button"
          title={t('Show in the JSON tree')}
          className={styles['path']}
          onClick={() => {
            onShow(to);
          }}
        >
          {text}
        </button>
      )}
      {from !== null && (
        <Side sign="−" label={t('was')} look="removed" text={sideText(former.document, from)} />
      )}
      {to !== null && <Side sign="+" label={t('is')} look="added" text={sideText(latter.document, to)} />}
    </>
  );
}

interface SideProps {
  readonly sign: string;
  readonly label: string;
  readonly look: 'removed' | 'added';
  readonly text: string;
}

function Side({ sign, label, look, text }: SideProps) {
  return (
    <div className={styles[look]}>
      <span aria-hidden="true">{sign} </span>
      <span className="visually-hidden">{label} </span>
      {text}
    </div>
  );
}

function Soft({ children }: { readonly children: ReactNode }) {
  return <p className={styles['soft']}>{children}</p>;
}
