import type { EpochMs, OpenGap } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import { useNow } from '../../ui/use-now.ts';
import { gapCauseSentence, gapLossText, gapScopeText, openGapLossText } from '../../wording/gaps.ts';
import { clockTime, durationText } from '../../wording/time.ts';
import styles from './GapBand.module.css';

interface GapBandProps {
  readonly gap: OpenGap;
  /** When coverage began again. */
  readonly to: EpochMs;
}

/** A stretch without coverage: how long, from when to when, why, and what that means. */
export function GapBand({ gap, to }: GapBandProps) {
  return <Band gap={gap} span={`${clockTime(gap.from)} → ${clockTime(to)}`} lengthMs={to - gap.from} />;
}

/** The stretch that is going on. */
export function OpenGapBand({ gap }: { readonly gap: OpenGap }) {
  return (
    <Band
      gap={gap}
      span={t('since {time}', { time: clockTime(gap.from) })}
      lengthMs={useNow() - gap.from}
      isOpen
    />
  );
}

interface BandProps {
  readonly gap: OpenGap;
  readonly span: string;
  readonly lengthMs: number;
  readonly isOpen?: boolean;
}

function Band({ gap, span, lengthMs, isOpen = false }: BandProps) {
  const { cause } = gap;
  return (
    <div role="gridcell" aria-colspan={3} className={styles['band']}>
      <div className={styles['words']}>
        <p>
          <strong className={styles['title']}>
            {isOpen
              ? t('Open gap, {duration}', { duration: durationText(lengthMs) })
              : t('Gap of {duration}', { duration: durationText(lengthMs) })}
          </strong>{' '}
          <span className={styles['span']}>
            {span}
            {gapScopeText(gap)}
          </span>
        </p>
        <p>
          {gapCauseSentence(cause)}{' '}
          <span className={styles['soft']}>
            {gap.attempts > 0 &&
              `· ${t('{attempts, plural, one {# attempt} other {# attempts}}', { attempts: gap.attempts })} `}
            {cause.closeCode !== undefined &&
              `· ${t('close code {closeCode}', { closeCode: cause.closeCode })}`}
          </span>
        </p>
        <p className={styles['soft']}>{isOpen ? openGapLossText(gap) : gapLossText(gap)}</p>
      </div>
    </div>
  );
}
