import { Bell, BellOff } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { useAlerts, useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { countText } from '../../wording/time.ts';
import styles from './AlertBell.module.css';
import { heldSentence, pauseText } from './wording.ts';

const MINUTE_MS = 60_000;
/** More than this is not read as a number. */
const MOST_SHOWN = 99;

/** How many alerts nobody has read, and how to make them be quiet for a while. */
export function AlertBell() {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const now = useNowEvery(MINUTE_MS);
  const { alerts, unread, pausedUntil } = useAlerts((slice) => slice.inbox);
  const Icon = pausedUntil === null ? Bell : BellOff;
  const label = [
    t('Alerts: {unread, plural, =0 {none unread} one {# unread} other {# unread}}', { unread }),
    heldSentence(alerts).replace(/\.$/, ''),
    pausedUntil === null ? '' : pauseText(pausedUntil, now),
  ];

  function act(key: string): void {
    if (key === 'open') stores.shell.setState({ view: 'alerts' });
    else if (key === 'read') void perform(bridge.readAlerts({ ids: null }));
    else if (key === 'resume') void perform(bridge.pauseAlerts({ forMs: null }), t('Alerts are on again.'));
    else void perform(bridge.pauseAlerts({ forMs: pauseLengthMs(key) }), t('Alerts are paused.'));
  }

  return (
    <MenuTrigger>
      <Button
        look="quiet"
        className={styles['bell']}
        aria-label={label.filter((part) => part !== '').join('. ')}
      >
        <Icon size={18} aria-hidden="true" />
        {unread > 0 && (
          <span className={styles['count']} aria-hidden="true">
            {unread > MOST_SHOWN ? `${String(MOST_SHOWN)}+` : countText(unread)}
          </span>
        )}
      </Button>
      <Popover placement="bottom end" className={styles['popover'] ?? ''}>
        <Menu
          aria-label={t('Alerts')}
          className={styles['menu'] ?? ''}
          onAction={(key) => {
            act(String(key));
          }}
        >
          <Item id="open" text={t('Open the inbox')} />
          <Item id="read" text={t('Mark all as read')} isDisabled={unread === 0} />
          <Separator className={styles['line'] ?? ''} />
          {pausedUntil !== null && <Item id="resume" text={t('End the pause')} />}
          <Item id="15" text={t('Pause for 15 minutes')} />
          <Item id="60" text={t('Pause for an hour')} />
          <Item id="tomorrow" text={t('Pause until tomorrow')} />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

interface ItemProps {
  readonly id: string;
  readonly text: string;
  readonly isDisabled?: boolean;
}

function Item({ text, ...props }: ItemProps) {
  return (
    <MenuItem {...props} textValue={text} className={styles['item'] ?? ''}>
      {text}
    </MenuItem>
  );
}

function pauseLengthMs(key: string): number {
  if (key !== 'tomorrow') return Number(key) * MINUTE_MS;
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}
