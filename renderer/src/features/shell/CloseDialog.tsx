import type { OnClose } from '../../../../shared/model/desktop.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useShell } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './CloseDialog.module.css';

/** Asks once what becomes of Vigil when its window closes; the answer is kept, and can be changed in Settings. */
export function CloseDialog() {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const isOpen = useShell((slice) => slice.isClosing);
  const stay = (): void => {
    stores.shell.setState({ isClosing: false });
  };

  async function answer(onClose: OnClose): Promise<void> {
    stay();
    if (await perform(bridge.setOnClose({ onClose }))) await perform(bridge.closeWindow(null));
  }

  return (
    <Dialog title={t('Keep watching in the background?')} isOpen={isOpen} onClose={stay}>
      <div className={styles['question']}>
        <p>
          {t(
            'In the background Vigil stays connected and records what happens, also every gap. It comes back from the tray, or when you start it again. After quitting, nothing is heard until the next start.',
          )}
        </p>
        <p className={styles['soft']}>{t('Vigil remembers the answer. Settings can change it.')}</p>
        <div className={styles['answers']}>
          <Button onPress={() => void answer('quit')}>{t('Quit Vigil')}</Button>
          <Button look="primary" autoFocus onPress={() => void answer('keep-watching')}>
            {t('Keep watching')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
