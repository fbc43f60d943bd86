import { useState } from 'react';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useConnection, useCoverage, useGaps, useTimeline } from '../../app-context.ts';
import { searchedFrom } from '../../stores/gaps.ts';
import { Button } from '../../ui/Button.tsx';
import { gapCauseText, gapScopeText } from '../../wording/gaps.ts';
import { countText, durationText, momentText } from '../../wording/time.ts';
import { gapRows, openLoss, type GapRow } from './gap-rows.ts';
import { searchOlderGaps } from './gap-search.ts';
import { unheardText } from './shards.ts';
import styles from './GapList.module.css';
import { showEntry } from '../timeline/show-entry.ts';

/** Every stretch that was not covered, newest first, as far back as was looked. */
export function GapList({ now }: { readonly now: number }) {
  const app = useApp();
  const gaps = useGaps((slice) => slice.gaps);
  const from = useGaps(searchedFrom);
  const coverage = useCoverage((known) => known);
  const reported = useConnection((slice) => slice.report.openGap);
  const unheard = useConnection((slice) => unheardText(slice.report));
  const openGap = reported ?? openLoss(coverage);
  const rows = gapRows(gaps, coverage);
  const oldest = useTimeline((slice) => slice.range.oldest);
  const [isSearching, setIsSearching] = useState(false);
  const [error, setError] = useState<MonitorError | null>(null);
  const hasMore = from > oldest && oldest > 0;

  async function search(): Promise<void> {
    setIsSearching(true);
    setError(await searchOlderGaps(app.bridge, app.stores));
    setIsSearching(false);
  }

  return (
    <section aria-label={t('Gaps')} className={styles['gaps']}>
      <h2>{t('Gaps')}</h2>
      {openGap !== null && (
        <p className={styles['open']}>
          {t('Open since {since}, for {duration}: {cause}. It ends when events arrive again.', {
            since: momentText(openGap.from, now),
            duration: durationText(now - openGap.from),
            cause: `${gapCauseText(openGap.cause)}${gapScopeText(openGap)}`,
          })}
        </p>
      )}
      {rows.length === 0 ? (
        openGap === null && <p className={styles['none']}>{noneText(hasMore, unheard)}</p>
      ) : (
        <GapTable rows={rows} now={now} />
      )}
      {hasMore && (
        <Button isPending={isSearching} onPress={() => void search()}>
          {isSearching ? t('Looking…') : t('Look further back')}
        </Button>
      )}
      {error !== null && <p role="alert">{error.message}</p>}
    </section>
  );
}

function noneText(hasMore: boolean, unheard: string | null): string {
  if (unheard !== null) return t('None so far, but {unheard} are not heard yet.', { unheard });
  return hasMore
    ? t('None in the part of the history that was looked through.')
    : t('None: nothing was missed.');
}

interface GapTableProps {
  readonly rows: readonly GapRow[];
  readonly now: number;
}

function GapTable({ rows, now }: GapTableProps) {
  const app = useApp();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('From')}</th>
          <th scope="col">{t('To')}</th>
          <th scope="col">{t('Length')}</th>
          <th scope="col">{t('Cause')}</th>
          <th scope="col">{t('Attempts')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('Show')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ position, gap }) => (
          <tr key={gap.id}>
            <td>{momentText(gap.from, now)}</td>
            <td>{momentText(gap.to, now)}</td>
            <td>{durationText(gap.to - gap.from)}</td>
            <td className={styles['cause']} title={gap.cause.message}>
              {gapCauseText(gap.cause)}
              {gap.cause.closeCode !== undefined && ` (${String(gap.cause.closeCode)})`}
              {gapScopeText(gap)}
            </td>
            <td>{countText(gap.attempts)}</td>
            <td>
              {position === null ? (
                <span className={styles['earlier']}>{t('Earlier run')}</span>
              ) : (
                <Button
                  look="quiet"
                  aria-label={t('Show the gap from {moment} on the timeline', {
                    moment: momentText(gap.from, now),
                  })}
                  onPress={() => void showEntry(app, position)}
                >
                  {t('Show')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
