import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { hear, somebodyIn } from './hear.ts';
import { eventRows, expectLive, openView } from './window.ts';

const newestEvents = (page: Page): Promise<readonly { seq: number; position: number }[]> =>
  page.evaluate(
    'monitor.getSnapshot(null).then(({ value }) => value.page.entries.flatMap((entry) => entry.type === "event" ? [{ seq: entry.event.seq, position: entry.position }] : []))',
  );

const historyFiles = async (dataDir: string): Promise<readonly string[]> => {
  const folder = join(dataDir, 'history');
  return (await readdir(folder)).map((name) => join(folder, name));
};

test('a restart shows the former timeline again, and its numbers go on', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const first = await launch();
  await hear(first.page, org, 5);
  const before = await newestEvents(first.page);
  await first.quit();

  const second = await launch();
  await expectLive(second.page);
  await openView(second.page, 'Timeline');
  await expect(eventRows(second.page)).toHaveCount(5);
  await expect(eventRows(second.page).first()).toContainText(somebodyIn(org));
  expect(await newestEvents(second.page)).toEqual(before);
  org.levers.pull({ lever: 'burst', count: 1, perSecond: 100 });
  await expect(eventRows(second.page)).toHaveCount(6);
  expect((await newestEvents(second.page)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a kill takes nothing along that was shown', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const first = await launch();
  await hear(first.page, org, 5);
  const before = await newestEvents(first.page);
  await first.kill();

  const second = await launch();
  await expectLive(second.page);
  expect(await newestEvents(second.page)).toEqual(before);
});

test('what was stored comes into the file itself while Vigil runs', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const vigil = await launch();
  await hear(vigil.page, org, 1);
  org.levers.pull({ lever: 'burst', count: 12_000, perSecond: 4_000 });
  await expect
    .poll(
      async () => {
        const files = (await historyFiles(vigil.dataDir)).filter((path) => path.endsWith('.db'));
        return Math.max(...(await Promise.all(files.map(async (path) => (await stat(path)).size))));
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(8 * 1024 ** 2);
});

test('nothing in the files of a timeline can be read', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const vigil = await launch();
  await hear(vigil.page, org, 3);
  const files = await historyFiles(vigil.dataDir);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = await readFile(file);
    for (const word of ['SQLite format 3', 'v2.users', 'presenceDefinition'])
      expect(bytes.includes(word), word).toBe(false);
  }
});

test('a damaged timeline is set aside and told, and a new one is begun', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const first = await launch();
  await hear(first.page, org, 3);
  await first.quit();
  for (const file of await historyFiles(first.dataDir)) await writeFile(file, 'no history at all');

  const second = await launch();
  await expectLive(second.page);
  await expect(second.page.getByText('The history on disk cannot be read').first()).toBeVisible();
  expect((await historyFiles(first.dataDir)).some((file) => file.includes('set-aside'))).toBe(true);
  await openView(second.page, 'Timeline');
  org.levers.pull({ lever: 'burst', count: 2, perSecond: 100 });
  await expect(eventRows(second.page)).toHaveCount(2);
});
