import { createInOrder } from '../base/in-order.ts';
import type { Settings } from './settings.ts';

/** Settings in memory, with every change stored before it counts. */
export interface SettingsStore {
  readonly current: () => Settings;
  /**
   * Applies a change to the newest settings. Changes run one after another; one that throws, or cannot be
   * stored, rejects and leaves the settings as they were.
   */
  readonly update: (change: (settings: Settings) => Settings) => Promise<Settings>;
}

export function createSettingsStore(options: {
  readonly initial: Settings;
  /** Makes settings last. What it rejects with reaches the caller of `update`. */
  readonly save: (settings: Settings) => Promise<void>;
}): SettingsStore {
  let settings = options.initial;
  const inOrder = createInOrder();

  const apply = async (change: (settings: Settings) => Settings): Promise<Settings> => {
    const changed = change(settings);
    await options.save(changed);
    settings = changed;
    return changed;
  };

  return {
    current: () => settings,
    update: (change) => inOrder(() => apply(change)),
  };
}
