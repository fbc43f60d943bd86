import { useMemo } from 'react';
import { viewAction } from '../../../../shared/model/shortcuts.ts';
import { VIEW_NAMES } from '../../../../shared/model/view-name.ts';
import { useApp, usePerform } from '../../app-context.ts';
import type { Performers } from '../../keys/actions.ts';
import { useActions } from '../../keys/use-keys.ts';
import { copyLink } from './copy-link.ts';
import { digestText } from './digest.ts';
import { movePane } from './panes.ts';

/** What can be done in every view. */
export function useShellActions(): void {
  const app = useApp();
  const perform = usePerform();
  const performers = useMemo((): Performers => {
    const { bridge, stores } = app;
    const { shell, connection } = stores;
    const views = VIEW_NAMES.map((view): [string, () => void] => [
      viewAction(view),
      () => {
        shell.setState({ view });
      },
    ]);
    return {
      ...Object.fromEntries(views),
      palette: () => {
        shell.setState({ isPaletteOpen: true });
      },
      help: () => {
        shell.setState({ isHelpOpen: true });
      },
      digest: () => void sayDigest(),
      'next-pane': () => {
        movePane(1);
      },
      'previous-pane': () => {
        movePane(-1);
      },
      'try-now': () => {
        const { status } = connection.getState().report.state;
        if (status === 'waiting' || status === 'offline') void perform(bridge.tryNow(null));
      },
      'copy-view-link': () => void copyLink(app, perform, null),
    };

    async function sayDigest(): Promise<void> {
      const rates = await bridge.getRates({ shown: [], ranked: [] });
      const text = digestText(stores, rates.ok ? rates.value : null, Date.now());
      shell.setState({ outcome: { isProblem: false, text } });
    }
  }, [app, perform]);
  useActions(performers);
}
