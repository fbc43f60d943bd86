import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically, writeAtomicallyAtOnce } from './write-atomically.ts';

let folder = '';
const path = (): string => join(folder, 'kept.txt');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-write-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes 100 kB in a process whose files may have 16, as on a disk that becomes full; answers with what it threw. */
function writeWithoutRoom(name: 'writeAtomically' | 'writeAtomicallyAtOnce'): string {
  const script = `
    import { ${name} } from ${JSON.stringify(join(import.meta.dirname, 'write-atomically.ts'))};
    try {
      await ${name}(process.env.KEPT, 'new '.repeat(25_000));
    } catch (thrown) {
      process.stdout.write(thrown.code);
    }`;
  return execFileSync(
    'sh',
    ['-c', 'ulimit -f 32 && exec "$NODE" --input-type=module-typescript --eval "$SCRIPT"'],
    {
      env: { ...process.env, NODE: process.execPath, SCRIPT: script, KEPT: path() },
      encoding: 'utf8',
    },
  );
}

const atOnce = (file: string, text: string): Promise<void> => {
  writeAtomicallyAtOnce(file, text);
  return Promise.resolve();
};

describe.each([
  ['writeAtomically', writeAtomically],
  ['writeAtomicallyAtOnce', atOnce],
] as const)('a file that %s', (name, write) => {
  it('wrote is there, in the place of the former one', async () => {
    writeFileSync(path(), 'old');
    await write(path(), 'new');
    expect(readFileSync(path(), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['kept.txt']);
  });

  it.skipIf(process.platform === 'win32')(
    'could not write whole is as it was, and nothing lies beside it',
    () => {
      writeFileSync(path(), 'old');
      expect(writeWithoutRoom(name)).toBe('EFBIG');
      expect(readFileSync(path(), 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['kept.txt']);
    },
  );
});
