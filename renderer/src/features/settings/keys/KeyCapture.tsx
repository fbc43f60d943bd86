import { useState, type KeyboardEvent } from 'react';
import type { ActionId, KeyChoices } from '../../../../../shared/model/shortcuts.ts';
import { t } from '../../../../../shared/text/t.ts';
import { actionText } from '../../../keys/action-words.ts';
import { fitOf } from '../../../keys/key-map.ts';
import { onMac } from '../../../keys/on-mac.ts';
import { keysOf, strokeOf } from '../../../keys/stroke.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from './KeyboardCard.module.css';

interface KeyCaptureProps {
  readonly action: ActionId;
  readonly choices: KeyChoices;
  /** Null for no key at all. */
  readonly onTake: (stroke: string | null) => void;
  readonly onCancel: () => void;
}

/** Waits for the key that is to do an action. One that does something else already is taken only when asked again. */
export function KeyCapture({ action, choices, onTake, onCancel }: KeyCaptureProps) {
  const [pressed, setPressed] = useState<string | null>(null);
  const fit = pressed === null ? null : fitOf(action, pressed, choices);

  function onKeyDown(event: KeyboardEvent): void {
    // With these the keyboard goes on through the page.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onCancel();
      return;
    }
    const stroke = strokeOf(event.nativeEvent, onMac());
    if (stroke === null || event.repeat) return;
    if (fitOf(action, stroke, choices).kind === 'free') onTake(stroke);
    else setPressed(stroke);
  }

  const keys = pressed === null ? '' : keysOf(pressed, onMac()).join(' ');
  return (
    <span className={styles['capture']}>
      <input
        readOnly
        autoFocus
        aria-label={t('New key for: {action}', { action: actionText(action) })}
        className={styles['field']}
        placeholder={t('Press a key…')}
        value={keys}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={styles['fit']}>
        {fit?.kind === 'taken' &&
          t('{keys} is used by lists, fields or the system. Press another key.', { keys })}
        {fit?.kind === 'used' &&
          t('{keys} is used for: {other}.', { keys, other: fit.by.map(actionText).join('; ') })}
      </span>
      <span className={styles['buttons']}>
        {fit?.kind === 'used' && (
          <Button
            look="primary"
            onPress={() => {
              onTake(pressed);
            }}
          >
            {t('Use it here instead')}
          </Button>
        )}
        <Button
          look="quiet"
          onPress={() => {
            onTake(null);
          }}
        >
          {t('No key')}
        </Button>
        <Button look="quiet" onPress={onCancel}>
          {t('Cancel')}
        </Button>
      </span>
    </span>
  );
}
