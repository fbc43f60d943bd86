import { ExportForm } from './ExportForm.tsx';
import { FinishedExports } from './FinishedExports.tsx';
import { OpenSession } from './OpenSession.tsx';
import styles from './SessionsView.module.css';

/** What the timeline shows goes out into files here, and recorded sessions come in. */
export function SessionsView() {
  return (
    <div className={styles['view']}>
      <ExportForm />
      <div className={styles['side']}>
        <OpenSession />
        <FinishedExports />
      </div>
    </div>
  );
}
