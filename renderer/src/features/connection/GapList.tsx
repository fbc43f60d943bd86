import { useState } from 'react';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import { useApp, useConnection, useCoverage, useGaps, useTimeline } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { gapCauseText, gapScopeText } from '../../wording/gaps.ts';
import { countText, durationText, momentText } from '../../wording/time.ts';
import { gapRows, openLoss, type GapRow } from './gap-rows.ts';
import { searchOlderGaps } from './gap-search.ts';
import { unheardText } from './shards.ts';
import styles from './GapList.module.css';
import { showGap } from './show-gap.ts';

/** Every stretch that was not covered, newest first, as far back as was looked. */
export function GapList({ now }: { readonly now: number }) {
  const app = useApp();
  const { gaps, searchedFrom } = useGaps((slice) => slice);
  const coverage = useCoverage((known) => known);
  const reported = useConnection((slice) => slice.report.openGap);
  const unheard = useConnection((slice) => unheardText(slice.report));
  const openGap = reported ?? openLoss(coverage);
  const rows = gapRows(gaps, coverage);
  const oldest = useTimeline((slice) => slice.range.oldest);
  const [isSearching, setIsSearching] = useState(false);
  const [error, setError] = useState<MonitorError | null>(null);
  const hasMore = searchedFrom > oldest && oldest > 0;

  async function search(): Promise<void> {
    setIsSearching(true);
    setError(await searchOlderGaps(app.bridge, app.stores));
    setIsSearching(false);
  }

  return (
    <section aria-label="Gaps" className={styles['gaps']}>
      <h2>Gaps</h2>
      {openGap !== null && (
        <p className={styles['open']}>
          Open since {momentText(openGap.from, now)}, for {durationText(now - openGap.from)}:{' '}
          {gapCauseText(openGap.cause)}
          {gapScopeText(openGap)}. It ends when events arrive again.
        </p>
      )}
      {rows.length === 0 ? (
        openGap === null && <p className={styles['none']}>{noneText(hasMore, unheard)}</p>
      ) : (
        <GapTable rows={rows} now={now} />
      )}
      {hasMore && (
        <Button isPending={isSearching} onPress={() => void search()}>
          {isSearching ? 'Looking…' : 'Look further back'}
        </Button>
      )}
      {error !== null && <p role="alert">{error.message}</p>}
    </section>
  );
}

function noneText(hasMore: boolean, unheard: string | null): string {
  if (unheard !== null) return `None so far, but ${unheard} are not heard yet.`;
  return hasMore ? 'None in the part of the history that was looked through.' : 'None: nothing was missed.';
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
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Length</th>
          <th scope="col">Cause</th>
          <th scope="col">Attempts</th>
          <th scope="col">
            <span className="visually-hidden">Show</span>
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
                <span className={styles['earlier']}>Earlier run</span>
              ) : (
                <Button
                  look="quiet"
                  aria-label={`Show the gap from ${momentText(gap.from, now)} on the timeline`}
                  onPress={() => void showGap(app, position)}
                >
                  Show
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
