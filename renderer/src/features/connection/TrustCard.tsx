import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { CauseShare } from '../../../../shared/model/trust.ts';
import { t } from '../../../../shared/text/t.ts';
import { classNames } from '../../ui/class-names.ts';
import { Facts } from '../../ui/Facts.tsx';
import { percentText } from '../../wording/gaps.ts';
import { causeText, trustFacts, trustSentence } from './trust.ts';
import styles from './TrustCard.module.css';
import { useTrust } from './use-trust.ts';

/** How much of the shift was heard, and what the rest was lost to. */
export function TrustCard({ now }: { readonly now: EpochMs }) {
  const trust = useTrust(now);
  const { share, causes, gapMs } = trust;
  return (
    <section aria-label={t('Trust')} className={styles['card']}>
      <div className={styles['figure']}>
        <h2>{t('Trusted this shift')}</h2>
        {share !== null && (
          <p className={classNames(styles['share'], gapMs === 0 ? styles['whole'] : styles['torn'])}>
            {percentText(share)}
          </p>
        )}
        <p className={styles['sentence']}>{trustSentence(trust, now)}</p>
      </div>
      {share !== null && (
        <div className={styles['facts']}>
          <Facts facts={trustFacts(trust)} />
        </div>
      )}
      {causes.length > 0 && <Causes causes={causes} gapMs={gapMs} />}
    </section>
  );
}

function Causes({ causes, gapMs }: { readonly causes: readonly CauseShare[]; readonly gapMs: number }) {
  return (
    <dl aria-label={t('Lost to')} className={styles['causes']}>
      {causes.map((cause) => {
        const { label, text } = causeText(cause);
        return (
          <div key={cause.category}>
            <dt>{label}</dt>
            <dd>{text}</dd>
            <span aria-hidden="true" className={styles['bar']}>
              <span style={{ width: `${String((100 * cause.gapMs) / gapMs)}%` }} />
            </span>
          </div>
        );
      })}
    </dl>
  );
}
