import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import { Button } from '../../ui/Button.tsx';
import { countText } from '../../wording/time.ts';
import styles from './Histogram.module.css';
import { tableRows, type ChartData } from './histogram.ts';
import { gapText, rangeText } from './histogram-words.ts';
import type { TimeRange } from './time-term.ts';

interface HistogramTableProps {
  readonly data: ChartData;
  readonly now: EpochMs;
  readonly onChoose: (range: TimeRange) => void;
}

/** The same as the chart, to be read and to be used with a keyboard. */
export function HistogramTable({ data, now, onChoose }: HistogramTableProps) {
  const { bars, gaps } = data;
  const rows = tableRows(bars, gaps);
  if (rows.length === 0) return <p className={styles['none']}>{t('No entries and no gaps in this time.')}</p>;
  return (
    <div className={styles['table']} tabIndex={0} role="region" aria-label={t('Entries by time, as a table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Time')}</th>
            <th scope="col">{t('Entries')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Show')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const range = row.kind === 'bar' ? row.bar : row.gap;
            const text = rangeText(range, now);
            return (
              <tr key={`${row.kind} ${String(range.from)}`} data-kind={row.kind}>
                <td>{text}</td>
                <td>{row.kind === 'bar' ? countText(row.bar.count) : gapText(row.gap)}</td>
                <td>
                  <Button
                    look="quiet"
                    aria-label={t('Show these: {text}', { text })}
                    onPress={() => {
                      onChoose(range);
                    }}
                  >
                    {t('Show these')}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles['none']}>{t('Times without entries are left out.')}</p>
    </div>
  );
}
