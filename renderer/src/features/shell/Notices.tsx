import { Info, TriangleAlert, X } from 'lucide-react';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './Notices.module.css';
import { OutcomeProblem } from './Outcome.tsx';

/** What the user should know beside the connection, and what went wrong with what they last did. */
export function Notices() {
  const { bridge } = useApp();
  const perform = usePerform();
  const notices = useSession((slice) => slice.notices);
  return (
    <>
      {notices.length > 0 && (
        <section aria-label="Notices">
          <ul className={styles['list']}>
            {notices.map(({ id, severity, message }) => (
              <li key={id} className={classNames(styles['notice'], styles[severity])}>
                {severity === 'warning' ? (
                  <TriangleAlert size={16} aria-label="Warning" />
                ) : (
                  <Info size={16} aria-label="Note" />
                )}
                <span>{message}</span>
                <Button
                  look="quiet"
                  aria-label={`Dismiss: ${message}`}
                  onPress={() => void perform(bridge.dismissNotice({ id }))}
                >
                  <X size={16} aria-hidden="true" />
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <OutcomeProblem />
    </>
  );
}
