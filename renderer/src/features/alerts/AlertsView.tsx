import styles from './AlertsView.module.css';
import { Inbox } from './Inbox.tsx';
import { RuleList } from './RuleList.tsx';

/** What was told of, and what is to be told of. */
export function AlertsView() {
  return (
    <div className={styles['view']}>
      <Inbox />
      <RuleList />
    </div>
  );
}
