import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCoverageLog } from './coverage-log.ts';

describe('the coverage log', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-coverage-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('remembers over restarts, for each profile its own time', async () => {
    const log = await openCoverageLog(folder);
    await Promise.all([log.note('acme', 1_000), log.note('other', 2_000), log.note('acme', 3_000)]);
    const again = await openCoverageLog(folder);
    expect(again.coveredUntil('acme')).toBe(3_000);
    expect(again.coveredUntil('other')).toBe(2_000);
    expect(again.coveredUntil('unknown')).toBeNull();
    expect(await readdir(folder)).toEqual(['coverage.json']);
  });

  it.each(['', 'no json', '{"coveredUntil":{"acme":"soon"}}', '[]'])(
    'starts afresh on a file that holds %j',
    async (text) => {
      await writeFile(join(folder, 'coverage.json'), text);
      const log = await openCoverageLog(folder);
      expect(log.coveredUntil('acme')).toBeNull();
      await log.note('acme', 5);
      expect((await openCoverageLog(folder)).coveredUntil('acme')).toBe(5);
    },
  );

  it('rejects when the folder is gone', async () => {
    const log = await openCoverageLog(join(folder, 'gone'));
    await expect(log.note('acme', 1)).rejects.toThrow('ENOENT');
  });
});
