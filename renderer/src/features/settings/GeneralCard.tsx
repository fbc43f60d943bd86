import { useEffect, useState } from 'react';
import type { LoginItem, OnClose } from '../../../../shared/model/desktop.ts';
import type { Theme } from '../../../../shared/model/snapshot.ts';
import { t, type LanguageChoice } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Select, type Option } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './SettingsView.module.css';

const themes = (): readonly Option<Theme>[] => [
  { id: 'system', label: t('As the system') },
  { id: 'light', label: t('Light') },
  { id: 'dark', label: t('Dark') },
];

// Each language by its own name, for those who speak only that.
const languages = (): readonly Option<LanguageChoice>[] => [
  { id: 'system', label: t('As the system') },
  { id: 'en', label: 'English' },
  { id: 'de', label: 'Deutsch' },
];

const closings = (): readonly Option<OnClose>[] => [
  { id: 'ask', label: t('Ask') },
  { id: 'keep-watching', label: t('Keep watching in the background') },
  { id: 'quit', label: t('Quit Vigil') },
];

/** How Vigil looks and how it behaves on this computer. */
export function GeneralCard() {
  const { bridge } = useApp();
  const perform = usePerform();
  const language = useSession((slice) => slice.settings.language);
  const theme = useSession((slice) => slice.settings.theme);
  const onClose = useSession((slice) => slice.settings.onClose);
  return (
    <section aria-label={t('General')} className={styles['card']}>
      <h2>{t('General')}</h2>
      <div className={styles['choices']}>
        <Select
          label={t('Theme')}
          options={themes()}
          value={theme}
          onChange={(chosen) => void perform(bridge.setTheme({ theme: chosen }))}
        />
        <Select
          label={t('Language')}
          options={languages()}
          value={language}
          onChange={(chosen) => void perform(bridge.setLanguage({ language: chosen }))}
        />
        <Select
          label={t('On closing the window')}
          options={closings()}
          value={onClose}
          onChange={(chosen) => void perform(bridge.setOnClose({ onClose: chosen }))}
        />
      </div>
      {/* Asked anew in another language, because the answer may be a sentence. */}
      <StartAtLogin key={language} />
    </section>
  );
}

/** The system knows whether Vigil starts at login, so it is asked, and not what was chosen once. */
function StartAtLogin() {
  const { bridge } = useApp();
  const perform = usePerform();
  const [item, setItem] = useState<LoginItem | null>(null);
  useEffect(() => {
    let isWanted = true;
    void bridge.getLoginItem(null).then((answer) => {
      if (isWanted && answer.ok) setItem(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [bridge]);

  async function choose(isOn: boolean): Promise<void> {
    const asked = bridge.setLoginItem({ isOn });
    if (!(await perform(asked))) return;
    const answer = await asked;
    if (answer.ok) setItem(answer.value);
  }

  return (
    <div>
      <Switch
        isSelected={item?.canChange === true && item.isOn}
        isDisabled={item?.canChange !== true}
        onChange={(isOn) => void choose(isOn)}
      >
        {t('Start Vigil in the background when you sign in to the computer')}
      </Switch>
      {item?.canChange === false && <p className={styles['soft']}>{item.reason}</p>}
    </div>
  );
}
