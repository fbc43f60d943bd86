import { viewAction } from '../../../../shared/model/shortcuts.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useShell } from '../../app-context.ts';
import { strokesFor } from '../../keys/key-map.ts';
import { onMac } from '../../keys/on-mac.ts';
import { ariaKeys, keysOf } from '../../keys/stroke.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Nav.module.css';
import { viewTabs } from './views.ts';

export function Nav() {
  const { stores } = useApp();
  const current = useShell((slice) => slice.view);
  const choices = useSession((slice) => slice.settings.keys);
  return (
    <nav aria-label={t('Views')} className={styles['nav']}>
      {viewTabs().map(({ view, label }) => {
        const [stroke] = strokesFor(viewAction(view), choices);
        return (
          <Button
            key={view}
            look="quiet"
            aria-current={view === current ? 'page' : false}
            {...(stroke === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(stroke, onMac()) })}
            className={styles['tab']}
            onPress={() => {
              stores.shell.setState({ view });
            }}
          >
            {label}
            {stroke !== undefined && <kbd aria-hidden="true">{keysOf(stroke, onMac()).join(' ')}</kbd>}
          </Button>
        );
      })}
    </nav>
  );
}
