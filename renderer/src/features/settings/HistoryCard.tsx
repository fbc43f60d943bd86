import { t } from '../../../../shared/text/t.ts';
import { useSession } from '../../app-context.ts';
import { activeProfile } from '../../stores/session.ts';
import { Facts } from '../../ui/Facts.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { EraseHistory } from './EraseHistory.tsx';
import { fieldsOf } from './limits.ts';
import { LimitsForm } from './LimitsForm.tsx';
import styles from './SettingsView.module.css';
import { useKeptHistory } from './use-kept-history.ts';
import { keptText, keyText, placeText } from './wording.ts';

/** While one looks on, what is deleted or comes in shows soon. */
const LOOK_EVERY_MS = 2_000;
const MINUTE_MS = 60_000;

/** What is kept of the active profile, where, and for how long. */
export function HistoryCard() {
  const now = useNowEvery(MINUTE_MS);
  const history = useKeptHistory(LOOK_EVERY_MS);
  const profile = useSession((slice) => activeProfile(slice.settings));
  const storage = useSession((slice) => slice.settings.secretStorage);
  const title =
    profile === undefined
      ? t('History of this organisation')
      : t('History of {name}', { name: profile.name });
  if (history === null) return null;
  const { days, gigabytes } = fieldsOf(history.retention);
  const facts = [
    { label: t('Kept'), text: keptText(history, now) },
    { label: t('Where'), text: placeText(history, storage) },
    { label: t('Key'), text: keyText(storage) },
  ];
  return (
    <section aria-label={title} className={styles['card']}>
      <h2>{title}</h2>
      <Facts facts={facts} />
      {/* Other limits, or those of another organisation, begin with fields of their own. */}
      <LimitsForm key={`${history.profileId} ${days} ${gigabytes}`} history={history} />
      <EraseHistory history={history} name={profile?.name ?? ''} />
    </section>
  );
}
