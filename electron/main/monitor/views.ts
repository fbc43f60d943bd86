import type { SettingsStore } from '../settings/settings-store.ts';
import { withoutView, withView } from '../settings/views.ts';
import type { Monitor } from './monitor.ts';

/** Saved views of the timeline: they are settings, the same for all profiles. */
export function createViews(
  changeSettings: (change: Parameters<SettingsStore['update']>[0]) => Promise<void>,
): Pick<Monitor['handlers'], 'saveView' | 'removeView'> {
  return {
    saveView: async (view) => {
      await changeSettings((settings) => withView(settings, view));
      return null;
    },
    removeView: async ({ name }) => {
      await changeSettings((settings) => withoutView(settings, name));
      return null;
    },
  };
}
