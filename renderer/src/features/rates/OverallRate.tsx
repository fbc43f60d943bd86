import { t } from '../../../../shared/text/t.ts';
import { useRecordings } from '../../app-context.ts';
import { perSecondText } from './pace-words.ts';
import styles from './OverallRate.module.css';
import { Sparkline } from './Sparkline.tsx';
import { RatesContext, useRates, useRatesFeed } from './use-rates-feed.ts';

/** How often events come now, of all topics; nothing while a recording is shown, which is not of now. */
export function OverallRate() {
  const isReplay = useRecordings((slice) => slice.replay !== null);
  return isReplay ? null : <RateOfNow />;
}

function RateOfNow() {
  return (
    <RatesContext value={useRatesFeed()}>
      <Rate />
    </RatesContext>
  );
}

function Rate() {
  const rates = useRates((slice) => slice.rates);
  if (rates.at === 0) return null;
  return (
    <span className={styles['rate']}>
      <span className={styles['number']}>
        {rates.isHeard ? perSecondText(rates.perSecond) : t('not heard now')}
      </span>
      <Sparkline counts={rates.recent} />
    </span>
  );
}
