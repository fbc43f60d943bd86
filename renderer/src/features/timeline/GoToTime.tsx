import { CalendarClock } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { localMoment, localMomentText } from '../../wording/time.ts';
import type { TimelineCommands } from './commands.ts';
import styles from './GoToTime.module.css';

interface GoToTimeProps {
  readonly commands: TimelineCommands;
}

/** Jumps to a moment anywhere in the history. */
export function GoToTime({ commands }: GoToTimeProps) {
  return (
    <Popover
      title={t('Go to a time')}
      trigger={
        <>
          <CalendarClock size={16} aria-hidden="true" /> {t('Go to time')}
        </>
      }
    >
      {(close) => <GoToTimeForm commands={commands} close={close} />}
    </Popover>
  );
}

const HOUR_MS = 3_600_000;

interface FormProps extends GoToTimeProps {
  readonly close: () => void;
}

function GoToTimeForm({ commands, close }: FormProps) {
  const go = useGoToTime(commands);
  const [openedAt] = useState(Date.now);
  const [text, setText] = useState(() => localMomentText(openedAt));
  const wanted = localMoment(text);
  const jump = (at: EpochMs): void => {
    close();
    void go(at);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (wanted !== null) jump(wanted);
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <TextField
        autoFocus
        label={t('Date and time')}
        type="datetime-local"
        step={1}
        value={text}
        onChange={setText}
        description={t('Shows the first row from then on.')}
      />
      <div className={styles['buttons']}>
        <Button type="submit" look="primary" isDisabled={wanted === null}>
          {t('Go')}
        </Button>
        <Button
          onPress={() => {
            jump(openedAt - HOUR_MS);
          }}
        >
          {t('1 hour ago')}
        </Button>
        <Button
          onPress={() => {
            jump(openedAt - 24 * HOUR_MS);
          }}
        >
          {t('24 hours ago')}
        </Button>
      </div>
    </form>
  );
}

/** What was stored later than everything there is leads to the newest row. */
function useGoToTime(commands: TimelineCommands): (at: EpochMs) => Promise<void> {
  const { bridge } = useApp();
  const perform = usePerform();
  return async (at) => {
    const answer = await bridge.findPosition({ at });
    if (!answer.ok) await perform(Promise.resolve(answer));
    else if (answer.value === null) commands.follow();
    else await commands.goTo(answer.value);
  };
}
