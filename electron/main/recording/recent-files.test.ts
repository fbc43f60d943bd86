import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../testing/history-files.ts';
import { createRecentFiles } from './recent-files.ts';

describe('recent session files', () => {
  it('outlive a restart, newest first, each once', async () => {
    const folder = await emptyFolder();
    const recent = createRecentFiles(folder);
    recent.add('/a', 1);
    recent.add('/b', 2);
    recent.add('/a', 3);
    expect(createRecentFiles(folder).all()).toEqual([
      { path: '/a', at: 3 },
      { path: '/b', at: 2 },
    ]);
    expect(readdirSync(folder)).toEqual(['recent-sessions.json']);
  });

  it('are forgotten one by one, and beyond the eighth', async () => {
    const recent = createRecentFiles(await emptyFolder());
    for (let index = 1; index <= 10; index += 1) recent.add(`/${String(index)}`, index);
    expect(recent.all()).toHaveLength(8);
    recent.remove('/10');
    expect(recent.all()[0]?.path).toBe('/9');
  });

  it.each(['', '{', '[{"path":5}]', '{"path":"/a"}'])(
    'begin anew where the file reads %j',
    async (content) => {
      const folder = await emptyFolder();
      await writeFile(join(folder, 'recent-sessions.json'), content);
      expect(createRecentFiles(folder).all()).toEqual([]);
    },
  );

  it('are kept for the run where there is no folder', () => {
    const recent = createRecentFiles(undefined);
    recent.add('/a', 1);
    expect(recent.all()).toEqual([{ path: '/a', at: 1 }]);
  });
});
