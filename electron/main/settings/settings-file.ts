import { constants } from 'node:fs';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { writeAtomically } from '../base/write-atomically.ts';
import { formatSettings, parseSettings } from './settings-format.ts';
import { createSettingsStore, type SettingsStore } from './settings-store.ts';
import { FIRST_SETTINGS, type Settings } from './settings.ts';

const FILE_NAME = 'settings.json';

export interface OpenedSettings {
  readonly settings: SettingsStore;
  /** What the user should know, such as a file that was set aside. */
  readonly notices: readonly Notice[];
}

/**
 * Opens `settings.json` in the data folder, making the folder when it is missing. A file that cannot be
 * understood is kept under another name and never overwritten. Throws a `Failure` (`settings/unwritable`) when
 * the folder cannot be used at all.
 */
export async function openSettingsFile(options: {
  readonly dataDir: string;
  /** Milliseconds since 1970 UTC, for the name of a file that is set aside. */
  readonly now: () => number;
}): Promise<OpenedSettings> {
  const { dataDir } = options;
  const path = join(dataDir, FILE_NAME);
  const text = await explained(dataDir, async () => {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK);
    return readIfThere(path);
  });
  const parsed = text === null ? null : parseSettings(text);
  const store = (initial: Settings): SettingsStore =>
    createSettingsStore({
      initial,
      save: (settings) => explained(dataDir, () => writeAtomically(path, formatSettings(settings))),
    });
  if (parsed === null) return { settings: store(FIRST_SETTINGS), notices: [] };
  if (parsed.outcome === 'read') return { settings: store(parsed.settings), notices: [] };

  const kept = await explained(dataDir, () => setAside(dataDir, parsed.outcome, options.now()));
  return { settings: store(FIRST_SETTINGS), notices: [setAsideNotice(parsed.outcome, kept)] };
}

function setAsideNotice(why: 'corrupt' | 'newer', kept: string): Notice {
  const values = { kept, file: FILE_NAME };
  const message =
    why === 'newer'
      ? t(
          'The settings were written by a newer Vigil, which this one cannot read. Vigil started with fresh ones and ' +
            'kept the old file as {kept}. Client secrets are still in the keychain. To get the profiles back: ' +
            'quit Vigil, install the newer version and rename the old file to {file}.',
          values,
        )
      : t(
          'The settings could not be read, because the file is damaged. Vigil started with fresh ones and ' +
            'kept the old file as {kept}. Client secrets are still in the keychain. To get the profiles back: ' +
            'quit Vigil, repair that file and rename the old file to {file}.',
          values,
        );
  return { id: 'settings-set-aside', severity: 'warning', message };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/** Renames the settings file to a name that is still free, and answers with that path. */
async function setAside(dataDir: string, why: 'corrupt' | 'newer', now: number): Promise<string> {
  const time = new Date(now).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  for (let copy = 1; ; copy += 1) {
    const suffix = copy === 1 ? '' : `-${String(copy)}`;
    const kept = join(dataDir, `settings.${why}-${time}${suffix}.json`);
    if ((await readIfThere(kept)) !== null) continue;
    await rename(join(dataDir, FILE_NAME), kept);
    return kept;
  }
}

/** Runs file work; what the system refuses becomes a `Failure` that names the folder and the way out. */
async function explained<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === null) throw thrown;
    throw new Failure(
      {
        code: 'settings/unwritable',
        message: t(
          'Vigil cannot keep its settings in {dataDir}: {reason}. ' +
            'Correct that, or start Vigil with --data-dir=DIR to use another folder.',
          { dataDir, reason: reasonOf(code) },
        ),
      },
      { cause: thrown },
    );
  }
}

function systemCode(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
}

const REASONS: Readonly<Record<string, () => string>> = {
  EACCES: () => t('you may not read or write there'),
  EPERM: () => t('you may not read or write there'),
  EROFS: () => t('the disk is read-only'),
  ENOSPC: () => t('the disk is full'),
  EDQUOT: () => t('your disk quota is used up'),
  EISDIR: () => t('settings.json is a folder, not a file'),
  ENOTDIR: () => t('a part of that path is a file, not a folder'),
  EEXIST: () => t('that path is a file, not a folder'),
};

function reasonOf(code: string): string {
  return REASONS[code]?.() ?? t('the system answered {code}', { code });
}
