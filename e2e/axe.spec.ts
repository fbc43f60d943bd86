import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import {
  banner,
  clearBoard,
  connectOrganisation,
  eventRows,
  expectLive,
  filterField,
  openForm,
  openView,
  pullLever,
} from './window.ts';

const DIALOG = '[role=dialog]';
const MENU = '[role=menu]';

const closeDialog = async (page: Page): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

test('axe finds nothing to object to in any view, light, dark or in forced colours', async ({ vigil }) => {
  test.setTimeout(180_000);
  const { page } = vigil;
  await expectLive(page);
  await expect(eventRows(page).nth(10)).toBeVisible();
  await expectAccessible(page, 'the timeline, live, with the welcome');

  await eventRows(page).first().click();
  for (const tab of await page.getByRole('complementary', { name: 'Inspector' }).getByRole('tab').all()) {
    await tab.click();
    await expectAccessible(page, `the inspector: ${(await tab.textContent()) ?? ''}`, 'aside');
  }
  await page.keyboard.press('Escape');

  // Board, alerts and sessions are judged where their tests are.
  for (const view of ['Topics', 'Connection', 'Settings'] as const) {
    await openView(page, view);
    await expectAccessible(page, view, 'main');
  }
  await page.getByLabel('Days to keep').fill('7');
  await expect(page.getByText('Nothing is deleted by that now.')).toBeVisible();
  await expectAccessible(page, 'other limits of a history', 'form');
  await page.getByLabel('Largest size in GB').fill('0');
  await expectAccessible(page, 'limits of a history, one of them wrong', 'form');
});

test('axe finds nothing to object to in a filter and what it offers', async ({ vigil }) => {
  test.setTimeout(120_000);
  const { page } = vigil;
  await expectLive(page);
  const field = filterField(page);
  await field.fill('pre');
  await expect(page.getByRole('listbox', { name: 'Completions' })).toBeVisible();
  await expectAccessible(page, 'completions', 'main');
  await field.fill('presence:Away AND (');
  await field.press('Escape');
  await field.press('Enter');
  await expectAccessible(page, 'a filter with a mistake', 'main');
  await field.fill('nobodysaysthis');
  await field.press('Enter');
  await expect(eventRows(page)).toHaveCount(0);
  await expectAccessible(page, 'a filter that nothing matches', 'main');
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await page.getByRole('button', { name: 'As a table' }).click();
  await expect(eventRows(page).first()).toBeVisible();
  await expectAccessible(page, 'entries over time as a table', 'main');

  for (const popover of ['Display', 'How to filter', 'Go to time']) {
    await page.getByRole('button', { name: popover }).click();
    await expectAccessible(page, popover, DIALOG);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: /^View: / }).click();
  await expectAccessible(page, 'the menu of views', MENU);
});

test('axe finds nothing to object to in sessions and a replay', async ({ vigil, folder }) => {
  test.setTimeout(120_000);
  const { app, page } = vigil;
  await expectLive(page);
  await expect(eventRows(page).nth(5)).toBeVisible();
  const path = join(folder, 'session.ndjson');
  // The dialogs of the operating system cannot be driven from here.
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
  await openView(page, 'Sessions');
  await page.getByRole('button', { name: 'Choose a file and export…' }).click();
  await expect(page.getByRole('region', { name: 'Last exports' })).toContainText('session.ndjson');
  await expectAccessible(page, 'sessions, with an export', 'main');
  await page.getByRole('button', { name: 'Open a session…' }).click();
  await expect(page.getByText('REPLAY', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect(eventRows(page).nth(3)).toBeVisible();
  await expectAccessible(page, 'a replay');
});

test('axe finds nothing to object to in any dialog and menu', async ({ vigil }) => {
  test.setTimeout(120_000);
  const { page } = vigil;
  await expectLive(page);
  await openForm(page, 'Add an organisation…');
  await page.getByText('Advanced', { exact: true }).click();
  await page.getByRole('button', { name: 'Save and connect' }).click();
  await expectAccessible(page, 'the form of an organisation, with problems', DIALOG);
  await closeDialog(page);

  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expectAccessible(page, 'the keyboard shortcuts', DIALOG);
  await closeDialog(page);

  await page.getByRole('button', { name: /^Organisation: / }).click();
  await expectAccessible(page, 'the menu of organisations', MENU);
  await page.keyboard.press('Escape');

  await openView(page, 'Settings');
  await page.getByRole('button', { name: 'Delete the history…' }).click();
  await expectAccessible(page, 'the question before a history is deleted', DIALOG);
  await closeDialog(page);
});

const VIEWS = ['Board', 'Timeline', 'Topics', 'Connection', 'Alerts', 'Sessions', 'Settings'] as const;

test('axe finds nothing to object to in any view while the connection is lost', async ({ vigil }) => {
  test.setTimeout(180_000);
  const { page } = vigil;
  await expectLive(page);
  await pullLever(page, { lever: 'outage', durationMs: 600_000 });
  await expect(banner(page)).toContainText('Connection to Genesys lost', { timeout: 30_000 });
  await openView(page, 'Timeline');
  await expectAccessible(page, 'the timeline, lost, and all around it');
  for (const view of VIEWS.filter((one) => one !== 'Timeline')) {
    await openView(page, view);
    await expectAccessible(page, `${view}, lost`, 'main');
  }
  await openView(page, 'Board');
  await page.keyboard.press('w');
  await expect(page.getByRole('main', { name: 'Wallboard' })).toContainText(/as of \d\d:\d\d:\d\d/);
  await expectAccessible(page, 'the wallboard, lost');
});

test('axe finds nothing to object to in any view that has nothing to show', async ({ vigil, startOrg }) => {
  test.setTimeout(180_000);
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await clearBoard(page);
  await openView(page, 'Timeline');
  await expect(eventRows(page)).toHaveCount(0);
  await openView(page, 'Board');
  await expect(page.getByText('Nobody is on the board yet')).toBeVisible();
  for (const view of VIEWS) {
    await openView(page, view);
    await expectAccessible(page, `${view}, empty`, 'main');
  }
});
