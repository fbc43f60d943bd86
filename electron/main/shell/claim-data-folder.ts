import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';

/** What came of it: this instance has the folder, another one has it, or nobody can have it. */
export type Claim = 'ours' | 'taken' | 'unusable';

/**
 * Makes a folder the home of this instance; must happen before Electron is ready. Two instances on one folder would
 * overwrite each other's settings, so a second one steps back, and Electron tells the first. Why a folder cannot be
 * used is said by whoever opens the settings in it, when there can be a window and a language to say it in.
 */
export function claimDataFolder(app: App, dataDir: string): Claim {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    app.setPath('userData', dataDir);
    // What Chromium keeps stays apart from what Vigil keeps.
    app.setPath('sessionData', join(dataDir, 'browser'));
  } catch {
    return 'unusable';
  }
  return app.requestSingleInstanceLock() ? 'ours' : 'taken';
}
