import { useApp, useShell } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Nav.module.css';
import { VIEW_TABS } from './views.ts';

export function Nav() {
  const { stores } = useApp();
  const current = useShell((slice) => slice.view);
  return (
    <nav aria-label="Views" className={styles['nav']}>
      {VIEW_TABS.map(({ view, label, key }) => (
        <Button
          key={view}
          look="quiet"
          aria-current={view === current ? 'page' : false}
          aria-keyshortcuts={key}
          className={styles['tab']}
          onPress={() => {
            stores.shell.setState({ view });
          }}
        >
          {label}
          <kbd aria-hidden="true">{key}</kbd>
        </Button>
      ))}
    </nav>
  );
}
