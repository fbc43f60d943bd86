import { useEffect } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useAlerts } from '../../app-context.ts';
import { useVoice } from '../connection/use-voice.ts';
import { chime } from './chime.ts';
import { alarmSentence, heldSentence } from './wording.ts';

/**
 * Says alerts aloud, and plays their sound. Those of a rule that the user marked as urgent are read at once; of the
 * others one sentence at a time.
 */
export function AlertVoice() {
  const { status, alert, announcer, alarm: sayAtOnce } = useVoice();
  const alarm = useAlerts((slice) => slice.alarm);
  const held = useAlerts((slice) => heldSentence(slice.inbox.alerts));
  useEffect(() => {
    if (alarm === null) return;
    if (alarm.hasSound) chime();
    if (alarm.isUrgent) sayAtOnce(alarmSentence(alarm.alerts));
    else announcer.announce(alarmSentence(alarm.alerts));
  }, [alarm, announcer, sayAtOnce]);
  useEffect(() => {
    if (held !== '') announcer.announce(held);
  }, [held, announcer]);
  return (
    <div className="visually-hidden">
      <div role="status" aria-label={t('Alert status')}>
        {status}
      </div>
      <div role="alert" aria-label={t('Urgent alert')}>
        {alert}
      </div>
    </div>
  );
}
