import { useState } from 'react';
import {
  ACTION_IDS,
  DEFAULT_KEYS,
  type ActionId,
  type KeyChoices,
} from '../../../../../shared/model/shortcuts.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../../app-context.ts';
import { actionText, scopeText } from '../../../keys/action-words.ts';
import { KeyCaps } from '../../../keys/KeyCaps.tsx';
import {
  isChanged,
  SCOPES,
  scopeOf,
  withStroke,
  withUsualStroke,
  type Scope,
} from '../../../keys/key-map.ts';
import { Button } from '../../../ui/Button.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import settingsStyles from '../SettingsView.module.css';
import { KeyCapture } from './KeyCapture.tsx';
import styles from './KeyboardCard.module.css';

/** Which key does what, to be changed one by one. */
export function KeyboardCard() {
  const choices = useSession((slice) => slice.settings.keys);
  const choose = useChoose();
  return (
    <section aria-label={t('Keyboard')} className={settingsStyles['card']}>
      <h2>{t('Keyboard')}</h2>
      <Switch
        isSelected={choices.hasSingleKeys}
        onChange={(hasSingleKeys) => {
          choose({ ...choices, hasSingleKeys });
        }}
      >
        {t('Shortcuts of a single letter, digit or sign')}
      </Switch>
      {SCOPES.map((scope) => (
        <KeysOf key={scope} scope={scope} choices={choices} onChoose={choose} />
      ))}
      <div>
        <Button
          isDisabled={Object.keys(choices.changed).length === 0}
          onPress={() => {
            choose({ ...choices, changed: DEFAULT_KEYS.changed });
          }}
        >
          {t('Use the usual keys again')}
        </Button>
      </div>
    </section>
  );
}

function useChoose(): (choices: KeyChoices) => void {
  const { bridge } = useApp();
  const perform = usePerform();
  return (choices) => void perform(bridge.setKeys(choices));
}

interface KeysOfProps {
  readonly scope: Scope;
  readonly choices: KeyChoices;
  readonly onChoose: (choices: KeyChoices) => void;
}

function KeysOf({ scope, choices, onChoose }: KeysOfProps) {
  const [captured, setCaptured] = useState<ActionId | null>(null);
  const endCapture = (): void => {
    setCaptured(null);
  };
  return (
    <>
      <h3>{scopeText(scope)}</h3>
      <ul className={styles['list']}>
        {ACTION_IDS.filter((action) => scopeOf(action) === scope).map((action) => (
          <li key={action} className={styles['action']}>
            <span>{actionText(action)}</span>
            {captured === action ? (
              <KeyCapture
                action={action}
                choices={choices}
                onTake={(stroke) => {
                  endCapture();
                  onChoose(withStroke(choices, action, stroke));
                }}
                onCancel={endCapture}
              />
            ) : (
              <>
                <KeyCaps action={action} choices={choices} />
                <span className={styles['buttons']}>
                  {isChanged(action, choices) && (
                    <Button
                      look="quiet"
                      aria-label={t('Usual key for: {action}', { action: actionText(action) })}
                      onPress={() => {
                        onChoose(withUsualStroke(choices, action));
                      }}
                    >
                      {t('Usual key')}
                    </Button>
                  )}
                  <Button
                    look="quiet"
                    aria-label={t('Change the key for: {action}', { action: actionText(action) })}
                    onPress={() => {
                      setCaptured(action);
                    }}
                  >
                    {t('Change the key')}
                  </Button>
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
