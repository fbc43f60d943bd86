import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';

/** A reader sees the old file or the new one, never half of one, also after a crash or on a full disk. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}

/** The same, done when it returns. */
export function writeAtomicallyAtOnce(path: string, text: string): void {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      // Not by a single write, of which a disk that is nearly full takes a part without a word.
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
}
