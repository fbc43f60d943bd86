import { Play } from 'lucide-react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useRecordings } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { momentText } from '../../wording/time.ts';
import styles from './SessionsView.module.css';
import { useOpenSession } from './use-open-session.ts';
import { fileName } from './wording.ts';

const MINUTE_MS = 60_000;

/** Opens a recorded session in the place of the organisation. */
export function OpenSession() {
  const openSession = useOpenSession();
  const recent = useRecordings((slice) => slice.exports.recent);
  const isOpening = useRecordings((slice) => slice.replay?.phase === 'opening');
  const now = useNowEvery(MINUTE_MS);
  return (
    <section aria-label={t('Replay')} className={styles['card']}>
      <h2>{t('Replay a session')}</h2>
      <p className={styles['soft']}>
        {t(
          'A session file is shown as it happened, at its own pace or up to 20 times as fast. It needs no credentials; Vigil goes on listening to your organisation meanwhile.',
        )}
      </p>
      <div className={styles['actions']}>
        <Button isDisabled={isOpening} onPress={() => void openSession(null)}>
          {t('Open a session…')}
        </Button>
      </div>
      {recent.length > 0 && (
        <ul aria-label={t('Recent sessions')} className={styles['list']}>
          {recent.map(({ path, at }) => (
            <li key={path} className={styles['item']}>
              <span className={styles['name']} title={path}>
                {fileName(path)}
              </span>
              <Button
                look="quiet"
                aria-label={t('Replay {file}', { file: fileName(path) })}
                isDisabled={isOpening}
                onPress={() => void openSession(path)}
              >
                <Play size={16} aria-hidden="true" /> {t('Replay')}
              </Button>
              <span className={styles['soft']}>{momentText(at, now)}</span>
            </li>
          ))}
        </ul>
      )}
      <OpeningProgress />
    </section>
  );
}

function OpeningProgress() {
  const { bridge } = useApp();
  const perform = usePerform();
  const replay = useRecordings((slice) => slice.replay);
  if (replay?.phase !== 'opening') return null;
  return (
    <div className={styles['progress']}>
      <progress
        className={styles['opening']}
        aria-label={t('Opening {file}', { file: fileName(replay.fileName) })}
        value={replay.progress}
        max={1}
      />
      <p>
        {t('Opening {file}: {percent} % read', {
          file: fileName(replay.fileName),
          percent: Math.round(replay.progress * 100),
        })}
      </p>
      <div className={styles['actions']}>
        <Button onPress={() => void perform(bridge.controlReplay({ command: 'leave' }))}>
          {t('Do not open it')}
        </Button>
      </div>
    </div>
  );
}
