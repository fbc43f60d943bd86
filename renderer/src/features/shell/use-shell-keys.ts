import { useEffect } from 'react';
import type { KeybindingsMap } from 'tinykeys';
import { useApp, useSession, useShell, usePerform } from '../../app-context.ts';
import { bindShortcuts } from '../../ui/keys.ts';
import { VIEW_TABS } from './views.ts';

/** Shortcuts that work in every view. */
export function useShellKeys(): void {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const hasSingleKeys = useShell((slice) => slice.hasSingleKeys);
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  useEffect(() => {
    if (!hasSingleKeys) return;
    const views: KeybindingsMap = Object.fromEntries(
      VIEW_TABS.map(({ view, key }) => [
        key,
        () => {
          stores.shell.setState({ view });
        },
      ]),
    );
    return bindShortcuts({
      ...views,
      r: () => {
        const { status } = stores.connection.getState().report.state;
        if (status === 'waiting' || status === 'offline') void perform(bridge.tryNow(null));
      },
      '[Shift]+?': () => {
        stores.shell.setState({ isHelpOpen: true });
      },
    });
  }, [bridge, stores, perform, hasSingleKeys, profileId]);
}
