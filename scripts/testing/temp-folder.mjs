// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * A folder that is removed when the test has finished.
 * @returns {string}
 */
export function tempFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * Writes files, and the folders they lie in.
 * @param {string} folder
 * @param {Record<string, string | Buffer>} files content by path
 * @param {number} [mode]
 */
export function writeFiles(folder, files, mode) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode });
  }
}
