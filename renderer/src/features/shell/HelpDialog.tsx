import { ACTION_IDS } from '../../../../shared/model/shortcuts.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useShell } from '../../app-context.ts';
import { actionText, scopeText } from '../../keys/action-words.ts';
import { KeyCaps, Stroke } from '../../keys/KeyCaps.tsx';
import { SCOPES, scopeOf, strokesFor, type Scope } from '../../keys/key-map.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './HelpDialog.module.css';

/** The keys as they are now. */
export function HelpDialog() {
  const { stores } = useApp();
  const isOpen = useShell((slice) => slice.isHelpOpen);
  return (
    <Dialog
      title={t('Keyboard shortcuts')}
      isOpen={isOpen}
      onClose={() => {
        stores.shell.setState({ isHelpOpen: false });
      }}
    >
      {SCOPES.map((scope) => (
        <KeysOf key={scope} scope={scope} />
      ))}
      <Button
        onPress={() => {
          stores.shell.setState({ isHelpOpen: false, view: 'settings' });
        }}
      >
        {t('Change keys in Settings')}
      </Button>
    </Dialog>
  );
}

function KeysOf({ scope }: { readonly scope: Scope }) {
  const choices = useSession((slice) => slice.settings.keys);
  const actions = ACTION_IDS.filter(
    (action) => scopeOf(action) === scope && strokesFor(action, choices).length > 0,
  );
  return (
    <section className={styles['scope']}>
      <h3>{scopeText(scope)}</h3>
      <dl className={styles['list']}>
        {actions.map((action) => (
          <div key={action}>
            <dt>
              <KeyCaps action={action} choices={choices} />
            </dt>
            <dd>{actionText(action)}</dd>
          </div>
        ))}
        {scope === 'timeline' && (
          <div>
            <dt>
              <Stroke stroke="*" /> <Stroke stroke="." />
            </dt>
            <dd>{t('In a JSON tree: open all beside; what can be done with the value')}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
