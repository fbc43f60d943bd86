import { useEffect } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useConnection } from '../../app-context.ts';
import { useNow } from '../../ui/use-now.ts';
import { bannerView } from './banner.ts';
import { useVoice } from './use-voice.ts';

/** Says aloud what the banner shows, once per change. */
export function Voice() {
  const { status, alert, announcer, alarm } = useVoice();
  const view = bannerView(
    useConnection((slice) => slice),
    useNow(),
  );
  const kind = view?.kind ?? null;
  const isFailed = kind === 'failed';
  const spoken = view?.spoken ?? null;

  // Said once for each kind of trouble, however its wording moves on with attempts and deadlines.
  useEffect(() => {
    if (spoken === null || isFailed) return;
    announcer.announce(spoken);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above: the sentence of the first moment counts
  }, [kind, isFailed, announcer]);
  useEffect(() => {
    alarm(isFailed ? (spoken ?? '') : '');
  }, [alarm, isFailed, spoken]);

  return (
    <div className="visually-hidden">
      <div role="status" aria-label={t('Connection status')}>
        {status}
      </div>
      <div role="alert" aria-label={t('Connection alert')}>
        {alert}
      </div>
    </div>
  );
}
