import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useApp, usePerform, useSession, useShell } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './Notices.module.css';

/** What the user should know beside the connection, and the outcome of what they last did. */
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
      <OutcomeLine />
    </>
  );
}

/** The regions are there from the start; only their text comes and goes. */
function OutcomeLine() {
  const { stores } = useApp();
  const outcome = useShell((slice) => slice.outcome);
  const problem = outcome?.isProblem === true ? outcome.text : '';
  return (
    <>
      <div role="status" className="visually-hidden" aria-label="Outcome">
        {outcome?.isProblem === false ? outcome.text : ''}
      </div>
      <div role="alert" className="visually-hidden" aria-label="Problem">
        {problem}
      </div>
      {outcome !== null && (
        <div className={classNames(styles['outcome'], styles[outcome.isProblem ? 'problem' : 'done'])}>
          {outcome.isProblem ? (
            <CircleAlert size={16} aria-hidden="true" />
          ) : (
            <CircleCheck size={16} aria-hidden="true" />
          )}
          <span aria-hidden="true">{outcome.text}</span>
          <Button
            look="quiet"
            aria-label="Close message"
            onPress={() => {
              stores.shell.setState({ outcome: null });
            }}
          >
            <X size={16} aria-hidden="true" />
          </Button>
        </div>
      )}
    </>
  );
}
