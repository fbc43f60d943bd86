import { MessageSquareText, Pin } from 'lucide-react';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { t } from '../../../../shared/text/t.ts';
import { useSession } from '../../app-context.ts';
import { useNowEvery } from '../../ui/use-now.ts';
import { clipped, visibleText } from '../../wording/safe-text.ts';
import { agoText, plainTime } from '../../wording/time.ts';
import styles from './Row.module.css';
import { momentOf, momentsText } from './wording.ts';

/** When it was, and whatever was put on it: a pin, a note, and how often it was delivered. */
export function TimeCell({ entry }: { readonly entry: TimelineEntry }) {
  const { time, hasMilliseconds, moment } = useSession((slice) => slice.settings.timeline);
  const { at, isOther } = momentOf(entry, moment);
  const deliveries = entry.type === 'event' ? (entry.event.deliveries ?? 1) : 1;
  return (
    <div role="gridcell" className={styles['time']} title={momentsText(entry)}>
      <span data-other={isOther || undefined}>
        {time === 'ago' ? <Ago at={at} /> : plainTime(at, hasMilliseconds)}
      </span>
      {deliveries > 1 && (
        <span
          className={styles['count']}
          title={t('Delivered {deliveries} times, shown once', { deliveries })}
        >
          ×{deliveries}
        </span>
      )}
      {entry.mark?.isPinned === true && <Pin size={13} aria-label={t('Pinned')} className={styles['pin']} />}
      {entry.mark !== undefined && entry.mark.note !== '' && <Note note={entry.mark.note} />}
    </div>
  );
}

function Note({ note }: { readonly note: string }) {
  return (
    <span title={clipped(visibleText(note), 300)} className={styles['noted']}>
      <MessageSquareText size={13} aria-label={t('Has a note')} />
    </span>
  );
}

function Ago({ at }: { readonly at: number }) {
  return agoText(at, useNowEvery(1000));
}
