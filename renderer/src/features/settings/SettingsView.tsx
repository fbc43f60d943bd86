import { t } from '../../../../shared/text/t.ts';
import { DisplayChoices } from '../timeline/DisplayChoices.tsx';
import { GeneralCard } from './GeneralCard.tsx';
import { HistoryCard } from './HistoryCard.tsx';
import { KeyboardCard } from './keys/KeyboardCard.tsx';
import styles from './SettingsView.module.css';

/** How Vigil behaves and looks, which keys do what, and what is kept for how long. */
export function SettingsView() {
  return (
    <div className={styles['view']}>
      <div className={styles['column']}>
        <GeneralCard />
        <HistoryCard />
      </div>
      <div className={styles['column']}>
        <TimelineCard />
        <KeyboardCard />
      </div>
    </div>
  );
}

function TimelineCard() {
  return (
    <section aria-label={t('Timeline')} className={styles['card']}>
      <h2>{t('Timeline')}</h2>
      <DisplayChoices />
    </section>
  );
}
