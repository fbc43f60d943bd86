import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { hear } from './hear.ts';
import { eventRows, expectLive, openView } from './window.ts';

const notices = (page: Page): Locator => page.getByRole('region', { name: 'Notices' });
const limits = (page: Page): Locator => page.getByRole('form', { name: 'Limits' });

async function keptEntries(page: Page): Promise<number> {
  const text = (await page.getByRole('region', { name: /^History of / }).textContent()) ?? '';
  return Number(/([\d,]+) entr(?:y|ies) since/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
}

/** The file of the history. */
const storedIn = (page: Page): Promise<string> =>
  page.evaluate<string>('monitor.describeHistory(null).then(({ value }) => value.path)');

test('limits of a history say what they delete before they do', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const { page } = await launch();
  await hear(page, org, 3);
  await openView(page, 'Settings');
  org.levers.pull({ lever: 'burst', count: 20_000, perSecond: 10_000 });
  await expect.poll(() => keptEntries(page), { timeout: 30_000 }).toBeGreaterThan(20_000);
  await limits(page).getByLabel('Largest size in GB').fill('0.01');
  const plan = page.getByRole('status', { name: 'What new limits delete' });
  await expect(plan).toContainText(
    /^[\d,]+ entries from before [\d:]+ today will be deleted\. The history takes more than 10 MB\./,
  );
  expect(await keptEntries(page)).toBeGreaterThan(20_000);

  await limits(page).getByRole('button', { name: 'Change the limits and delete' }).click();
  await expect.poll(() => keptEntries(page)).toBeLessThan(20_000);
  await expect(notices(page)).toContainText(/deleted the oldest [\d,]+ entries/);
  await expect(limits(page).getByLabel('Largest size in GB')).toHaveValue('0.01');
  await expect(limits(page).getByRole('button')).toHaveCount(0);
});

test('a history is deleted when that is asked for twice, and begins anew', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const { page } = await launch();
  await hear(page, org, 5);
  const former = await storedIn(page);
  expect(existsSync(former)).toBe(true);
  await openView(page, 'Settings');
  await page.getByRole('button', { name: 'Delete the history…' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the history of Acme?' });
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(question).toBeHidden();
  expect(await keptEntries(page)).toBeGreaterThan(5);
  await page.getByRole('button', { name: 'Delete the history…' }).click();
  await question.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByRole('status', { name: 'Outcome' })).toContainText(
    'The history of Acme is deleted.',
  );
  await openView(page, 'Timeline');
  await expect(eventRows(page)).toHaveCount(0);
  org.levers.pull({ lever: 'burst', count: 2, perSecond: 100 });
  await expect(eventRows(page)).toHaveCount(2);
  expect(existsSync(former)).toBe(false);
  expect(existsSync(await storedIn(page))).toBe(true);
});

test.describe('a history that cannot be stored', () => {
  test.use({ provokedProblems: /The history is in trouble/ });

  test('may be tried again at once, or left in memory', async ({ launch, folder }) => {
    const dataDir = join(folder, 'data');
    const place = join(dataDir, 'history');
    await mkdir(dataDir);
    // Where its folder should be nothing can be written, not even by an administrator.
    await writeFile(place, 'in the way');
    const { page } = await launch({ dataDir });
    await expectLive(page);
    await expect(notices(page)).toContainText(
      'The history cannot be stored, because the data folder refuses it.',
    );
    await expect(page.getByRole('contentinfo')).toContainText('History in memory');
    await notices(page).getByRole('button', { name: 'Go on in memory' }).click();
    await expect(notices(page)).toContainText('As you chose, what arrives is kept in memory');
    await expect(eventRows(page).nth(3)).toBeVisible();

    await rm(place);
    await notices(page).getByRole('button', { name: 'Try again now' }).click();
    await expect(notices(page)).toContainText('The history can be stored again. Nothing of it is missing.');
    expect(await readdir(place)).not.toEqual([]);
    await openView(page, 'Settings');
    await expect.poll(() => keptEntries(page)).toBeGreaterThan(3);
  });
});

test('a file that was set aside is shown where it is', async ({ launch }) => {
  const first = await launch();
  await expectLive(first.page);
  await expect(eventRows(first.page).nth(3)).toBeVisible();
  await first.quit();
  const history = join(first.dataDir, 'history');
  for (const file of await readdir(history)) await writeFile(join(history, file), 'no history at all');

  const { page, app } = await launch();
  await expectLive(page);
  await app.evaluate(({ shell }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    shell.showItemInFolder = (path) => {
      shown.push(path);
    };
  });
  await notices(page).getByRole('button', { name: 'Show the file' }).click();
  await expect
    .poll(() => app.evaluate(() => (globalThis as { shown?: readonly string[] }).shown?.join('\n')))
    .toMatch(/set-aside-\d+$/);
});
