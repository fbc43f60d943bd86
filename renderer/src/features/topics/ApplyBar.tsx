import { useState } from 'react';
import { Meter } from 'react-aria-components';
import { topicCost } from '../../../../shared/model/subscription-unit.ts';
import { TOPICS_PER_CHANNEL } from '../../../../shared/model/subscription.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { countText } from '../../wording/time.ts';
import styles from './ApplyBar.module.css';
import { selectionChange } from './selection.ts';
import { useWanted } from './use-wanted.ts';
import { changeWords, limitWords } from './wording.ts';

/** How much of the limit is used, what the change will make of it, and the change itself. */
export function ApplyBar() {
  const { bridge, stores } = useApp();
  const { current, wanted, ofBoard } = useWanted();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<MonitorError | null>(null);
  const change = selectionChange(current, wanted);
  const topics = [...wanted, ...ofBoard];
  const cost = topicCost(topics);
  const room = cost.channels * TOPICS_PER_CHANNEL;
  const limit = limitWords(cost, topics.length);

  async function apply(): Promise<void> {
    setIsBusy(true);
    const answer = await bridge.setTopics({ topics: wanted });
    setIsBusy(false);
    setError(answer.ok ? null : answer.error);
    if (answer.ok) stores.topicChoice.setState({ wanted: null, openPart: 'subscribed' });
  }

  return (
    <div role="group" aria-label={t('Changes')} className={styles['bar']}>
      <Meter
        aria-label={t('Topics used')}
        value={cost.subscriptions}
        maxValue={room}
        valueLabel={t('{subscriptions} of {room}', {
          subscriptions: countText(cost.subscriptions),
          room: countText(room),
        })}
        className={styles['meter'] ?? ''}
      >
        {({ percentage, valueText }) => (
          <>
            <span>{t('Subscriptions {used}', { used: valueText ?? '' })}</span>
            <span className={styles['track']}>
              <span className={styles['fill']} style={{ width: `${String(percentage)}%` }} />
            </span>
          </>
        )}
      </Meter>
      <div role="status" className={styles['words']}>
        {change !== null && <strong>{changeWords(change)}</strong>} {limit}
      </div>
      {error !== null && (
        <p role="alert" className={styles['error']}>
          {error.message}
        </p>
      )}
      {change !== null && (
        <>
          <Button
            onPress={() => {
              stores.topicChoice.setState({ wanted: null });
              setError(null);
            }}
          >
            {t('Discard')}
          </Button>
          <Button look="primary" isPending={isBusy} onPress={() => void apply()}>
            {isBusy ? t('Applying…') : t('Apply')}
          </Button>
        </>
      )}
    </div>
  );
}
