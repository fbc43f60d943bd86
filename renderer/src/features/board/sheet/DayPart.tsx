import type { AgentDay } from '../../../../../shared/model/agent.ts';
import type { Directory } from '../../../../../shared/model/directory.ts';
import { t } from '../../../../../shared/text/t.ts';
import { clockTime, durationText } from '../../../wording/time.ts';
import styles from './DayPart.module.css';
import { dayPieces, dayTotals, type DayPiece, type StateTotal } from './day.ts';

interface DayPartProps {
  readonly day: AgentDay;
  readonly names: Directory;
}

/** The day as a strip, and the same in figures. */
export function DayPart({ day, names }: DayPartProps) {
  const pieces = dayPieces(day, names);
  return (
    <section aria-label={t('Today')}>
      <h3>{t('Today')}</h3>
      {pieces.length === 0 ? (
        <p>{t('The history has nothing of today.')}</p>
      ) : (
        <>
          <Strip day={day} pieces={pieces} />
          <Totals totals={dayTotals(pieces)} />
        </>
      )}
    </section>
  );
}

/** Looked at as a whole; what it shows is in the table beneath it. */
function Strip({ day, pieces }: { readonly day: AgentDay; readonly pieces: readonly DayPiece[] }) {
  return (
    <>
      <div role="img" aria-label={t('The states of today, in order')} className={styles['strip']}>
        {pieces.map((piece) => (
          <span
            key={piece.from}
            title={pieceText(piece)}
            data-look={piece.look}
            data-unheard={!piece.isHeard || undefined}
            style={{ left: percent(piece.at), width: percent(piece.share) }}
          />
        ))}
      </div>
      <div className={styles['ends']} aria-hidden="true">
        <span>{clockTime(pieces[0]?.from ?? day.from)}</span>
        <span>{clockTime(day.to)}</span>
      </div>
    </>
  );
}

const percent = (share: number): string => `${String(Math.round(share * 10_000) / 100)}%`;

function pieceText({ label, from, to, isHeard }: DayPiece): string {
  const times = { label, from: clockTime(from), to: clockTime(to) };
  return isHeard ? t('{label}, {from} to {to}', times) : t('{label}, {from} to {to}, not heard', times);
}

function Totals({ totals }: { readonly totals: readonly StateTotal[] }) {
  return (
    <table className={styles['totals']}>
      <thead>
        <tr>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('Heard')}</th>
          <th scope="col">{t('Not heard')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ label, look, heardMs, unheardMs }) => (
          <tr key={label}>
            <th scope="row">
              <span className={styles['key']} data-look={look} aria-hidden="true" />
              {label}
            </th>
            <td>{heardMs === 0 ? '–' : durationText(heardMs)}</td>
            <td>{unheardMs === 0 ? '–' : durationText(unheardMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
