import { CalendarClock } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
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
  const [openedAt] = useState(Date.now);
  const [text, setText] = useState(() => localMomentText(openedAt));
  const wanted = localMoment(text);
  const jump = (at: EpochMs): void => {
    close();
    void commands.goToTime(at);
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
