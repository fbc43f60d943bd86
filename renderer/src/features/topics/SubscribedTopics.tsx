import { ClipboardCopy, X } from 'lucide-react';
import { useMemo, useState, type RefCallback } from 'react';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { activeProfile } from '../../stores/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import { topicName } from '../../wording/topic-name.ts';
import { TopicPaceCell } from '../rates/TopicPaceCell.tsx';
import { RatesContext, useRatesFeed } from '../rates/use-rates-feed.ts';
import { useShownTopics } from '../rates/use-shown-topics.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { subscribedRows, type SubscribedRow } from './subscribed.ts';
import { orders, useOrder, type Order } from './topic-order.ts';
import styles from './TopicsView.module.css';
import { useWanted } from './use-wanted.ts';
import { adminRequest, refusalText, statusCounts } from './wording.ts';

/** Everything that is subscribed to or will be, refused topics first. */
export function SubscribedTopics() {
  const subscriptions = useSession((slice) => slice.subscriptions);
  const { wanted, want } = useWanted();
  const feed = useRatesFeed();
  const [order, setOrder] = useState<Order>('attention');
  const known = useMemo(() => subscribedRows(subscriptions, wanted), [subscriptions, wanted]);
  const rows = useOrder(known, order, feed);
  const refOf = useShownTopics(feed);
  return (
    <RatesContext value={feed}>
      <header className={styles['head']}>
        <h2>{t('Subscribed')}</h2>
        <p>{statusCounts(subscriptions)}</p>
        <Select label={t('Order')} labelPlace="beside" options={orders()} value={order} onChange={setOrder} />
        <AdminRequestButton subscriptions={subscriptions} />
      </header>
      {rows.length === 0 ? (
        <p className={styles['none']}>
          {t('No topics yet. Find a person or a queue on the left, or take a preset above.')}
        </p>
      ) : (
        <ul aria-label={t('Subscribed topics')} className={styles['list']}>
          {rows.map((row) => (
            <SubscribedItem
              key={row.topic}
              row={row}
              rowRef={refOf(row.topic)}
              onToggle={() => {
                want(row.isWanted ? wanted.filter((topic) => topic !== row.topic) : [...wanted, row.topic]);
              }}
            />
          ))}
        </ul>
      )}
    </RatesContext>
  );
}

interface SubscribedItemProps {
  readonly row: SubscribedRow;
  readonly rowRef: RefCallback<HTMLElement>;
  readonly onToggle: () => void;
}

function SubscribedItem({ row, rowRef, onToggle }: SubscribedItemProps) {
  const directory = useSession((slice) => slice.directory);
  const { who, what } = topicName(row.topic, directory);
  return (
    <li ref={rowRef} className={styles['row']}>
      <span className={styles['name']} data-removed={row.isWanted ? undefined : true}>
        <bdi>{who}</bdi>: {what}
      </span>
      <code className={styles['topic']} title={visibleText(row.topic)}>
        {visibleText(row.topic)}
      </code>
      <div className={styles['pace']}>
        <TopicPaceCell topic={row.topic} />
      </div>
      <StatusBadge status={row.status} />
      {row.subscription?.isOfBoard === true ? (
        <span>{t('For the board')}</span>
      ) : (
        <Button
          look="quiet"
          aria-label={
            row.isWanted ? t('Remove {who}: {what}', { who, what }) : t('Keep {who}: {what}', { who, what })
          }
          onPress={onToggle}
        >
          {row.isWanted ? <X size={15} aria-hidden="true" /> : t('Keep')}
        </Button>
      )}
      {row.subscription?.status === 'refused' && (
        <p className={styles['refusal']}>{refusalText(row.subscription)}</p>
      )}
    </li>
  );
}

function AdminRequestButton({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const profile = useSession((slice) => activeProfile(slice.settings));
  const directory = useSession((slice) => slice.directory);
  const refused = subscriptions.filter(({ status }) => status === 'refused');
  if (refused.length === 0) return null;
  return (
    <Button
      onPress={() =>
        void perform(
          bridge.copyText({ text: adminRequest(refused, profile, directory) }),
          t('Request copied: send it to whoever manages roles in Genesys Cloud.'),
        )
      }
    >
      <ClipboardCopy size={15} aria-hidden="true" />
      {t('Copy request for admin')}
    </Button>
  );
}
