import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';

/** Why Vigil does not run on a data folder, and the exit status that says so. */
export interface Refusal {
  readonly text: string;
  readonly status: number;
}

/**
 * Makes a folder the home of this instance; must happen before Electron is ready. Two instances on one folder would
 * overwrite each other's settings, so a second one steps back, and Electron tells the first. Answers with the
 * reason when the folder cannot be had, else with null.
 */
export function claimDataFolder(app: App, dataDir: string): Refusal | null {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    app.setPath('userData', dataDir);
    // What Chromium keeps stays apart from what Vigil keeps.
    app.setPath('sessionData', join(dataDir, 'browser'));
  } catch {
    const text = `Vigil cannot use the folder ${dataDir}. Choose another one with --data-dir=DIR.`;
    return { text, status: 1 };
  }
  if (app.requestSingleInstanceLock()) return null;
  const text = `Vigil is already running with the folder ${dataDir}; its window was brought to the front.`;
  return { text, status: 0 };
}
