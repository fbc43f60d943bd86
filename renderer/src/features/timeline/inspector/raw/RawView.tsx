import { useCallback } from 'react';
import type { TimelineEntry } from '../../../../../../shared/model/timeline.ts';
import { t } from '../../../../../../shared/text/t.ts';
import { Facts } from '../../../../ui/Facts.tsx';
import { useSlicedWork } from '../sliced-work.ts';
import { byteCount } from './byte-count.ts';
import { frameFacts } from './frame-facts.ts';
import { RawText } from './RawText.tsx';
import styles from './RawText.module.css';

interface RawViewProps {
  readonly entry: TimelineEntry;
  readonly frame: string | null;
  /** The entry as JSON, for one that no frame brought. */
  readonly record: string;
}

/** The frame exactly as it came, with its size and times; of what Vigil wrote itself, the record. */
export function RawView({ entry, frame, record }: RawViewProps) {
  const begin = useCallback(() => byteCount(frame ?? ''), [frame]);
  const bytes = useSlicedWork(begin);
  return (
    <>
      <div className={styles['facts']}>
        {frame === null ? (
          <p>{t("No frame brought this: it is Vigil's own record.")}</p>
        ) : (
          <Facts facts={frameFacts(entry, bytes)} />
        )}
      </div>
      <RawText text={frame ?? record} label={frame === null ? t('Record as JSON') : t('Frame as it came')} />
    </>
  );
}
