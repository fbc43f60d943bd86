import { ClipboardCopy, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { activeProfile } from '../../stores/session.ts';
import { Button } from '../../ui/Button.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import { topicName } from '../../wording/topic-name.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { subscribedRows, type SubscribedRow } from './subscribed.ts';
import styles from './TopicsView.module.css';
import { useWanted } from './use-wanted.ts';
import { adminRequest, refusalText, statusCounts } from './wording.ts';

/** Everything that is subscribed to or will be, refused topics first. */
export function SubscribedTopics() {
  const subscriptions = useSession((slice) => slice.subscriptions);
  const { wanted, want } = useWanted();
  const rows = useMemo(() => subscribedRows(subscriptions, wanted), [subscriptions, wanted]);
  return (
    <>
      <header className={styles['head']}>
        <h2>Subscribed</h2>
        <p>{statusCounts(subscriptions)}</p>
        <AdminRequestButton subscriptions={subscriptions} />
      </header>
      {rows.length === 0 ? (
        <p className={styles['none']}>
          No topics yet. Find a person or a queue on the left, or take a preset above.
        </p>
      ) : (
        <ul aria-label="Subscribed topics" className={styles['list']}>
          {rows.map((row) => (
            <SubscribedItem
              key={row.topic}
              row={row}
              onToggle={() => {
                want(row.isWanted ? wanted.filter((topic) => topic !== row.topic) : [...wanted, row.topic]);
              }}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function SubscribedItem({ row, onToggle }: { readonly row: SubscribedRow; readonly onToggle: () => void }) {
  const directory = useSession((slice) => slice.directory);
  const { who, what } = topicName(row.topic, directory);
  return (
    <li className={styles['row']}>
      <span className={styles['name']} data-removed={row.isWanted ? undefined : true}>
        <bdi>{who}</bdi>: {what}
      </span>
      <code className={styles['topic']} title={visibleText(row.topic)}>
        {visibleText(row.topic)}
      </code>
      <StatusBadge status={row.status} />
      <Button
        look="quiet"
        aria-label={`${row.isWanted ? 'Remove' : 'Keep'} ${who}: ${what}`}
        onPress={onToggle}
      >
        {row.isWanted ? <X size={15} aria-hidden="true" /> : 'Keep'}
      </Button>
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
          'Request copied: send it to whoever manages roles in Genesys Cloud.',
        )
      }
    >
      <ClipboardCopy size={15} aria-hidden="true" />
      Copy request for admin
    </Button>
  );
}
