import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { PROJECT_FOLDER } from './vigil.ts';
import { eventRows, expectLive, filterField, timeline } from './window.ts';

const PICTURES = join(PROJECT_FOLDER, 'artifacts/screens');

const options = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
const chips = (page: Page): Locator =>
  page.getByRole('list', { name: 'Terms of the filter' }).getByRole('listitem');
const views = (page: Page): Locator => page.getByRole('button', { name: /^View: / });

async function chooseView(page: Page, name: string): Promise<void> {
  await views(page).click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
}

test('a filter is completed by keys, taken apart by chips, and cleared', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await expect(eventRows(page).first()).toBeVisible();
  await timeline(page).focus();
  await page.keyboard.press('/');
  await expect(filterField(page)).toBeFocused();

  await page.keyboard.type('rout');
  await expect(options(page).first()).toContainText('routing-status:');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(filterField(page)).toHaveValue('routing-status:');
  await page.keyboard.type('inter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(filterField(page)).toHaveValue('routing-status:Interacting ');
  await mkdir(PICTURES, { recursive: true });
  await page.keyboard.type('-topic:pre');
  await page.keyboard.press('ArrowDown');
  await page.screenshot({ path: join(PICTURES, 'filter-completion-1440x900.png'), animations: 'disabled' });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');

  await expect(chips(page)).toHaveText(['routing-status: Interacting', 'not topic: presence']);
  await expect(eventRows(page).first()).toContainText('Interacting', { timeout: 20_000 });
  for (const row of await eventRows(page).all()) await expect(row).toContainText('Interacting');
  await page.getByRole('button', { name: 'Remove not topic: presence' }).click();
  await expect(filterField(page)).toHaveValue('routing-status:Interacting');
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(filterField(page)).toHaveValue('');
  await expect(chips(page)).toHaveCount(0);
});

test('a filter that cannot be read says where, and the last good one goes on', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await filterField(page).fill('presence:Available');
  await expect(chips(page)).toHaveText(['presence: Available']);
  await filterField(page).fill('presence:(Available Away)');
  const problem = page
    .getByRole('status')
    .filter({ hasText: 'The last filter that could be read is shown.' });
  await expect(problem).toContainText('A closing bracket, or OR between two values, is missing');
  await expect(filterField(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(filterField(page)).toHaveAccessibleDescription(/A closing bracket/);
  await expect(chips(page)).toHaveText(['presence: Available']);
  await page.screenshot({ path: join(PICTURES, 'filter-problem-1440x900.png'), animations: 'disabled' });

  await filterField(page).press('Escape');
  await expect(filterField(page)).toHaveValue('presence:Available');
  await expect(problem).toHaveCount(0);
  await filterField(page).press('Escape');
  await expect(filterField(page)).not.toBeFocused();
});

test('views are chosen, saved and kept over a restart', async ({ launch }) => {
  const first = await launch();
  await expectLive(first.page);
  await chooseView(first.page, 'Connection');
  await expect(filterField(first.page)).toHaveValue('-type:event');
  await expect(eventRows(first.page)).toHaveCount(0);

  await filterField(first.page).fill('changed:presence for:>1m');
  await expect(chips(first.page)).toHaveCount(2);
  await views(first.page).click();
  await first.page.getByRole('menuitem', { name: 'Save this filter as a view…' }).click();
  const dialog = first.page.getByRole('dialog', { name: 'Save as a view' });
  await dialog.getByLabel('Name').fill('All');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('a view of Vigil itself');
  await dialog.getByLabel('Name').fill('Long presences');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(views(first.page)).toHaveText('View: Long presences');
  await first.quit();

  const { page } = await launch();
  await expectLive(page);
  await chooseView(page, 'Long presences');
  await expect(filterField(page)).toHaveValue('changed:presence for:>1m');
  await page.getByRole('button', { name: 'Copy filter' }).click();
  await page.getByRole('button', { name: 'How to filter' }).click();
  await page.screenshot({ path: join(PICTURES, 'filter-help-1440x900.png'), animations: 'disabled' });
  await page.getByRole('button', { name: 'Try agent:"Ana Ruiz"' }).click();
  await expect(filterField(page)).toHaveValue('agent:"Ana Ruiz"');
  await chooseView(page, 'Long presences');
  await views(page).click();
  await page.getByRole('menuitem', { name: 'Remove “Long presences”' }).click();
  await expect(views(page)).toHaveText('View: custom');
});
