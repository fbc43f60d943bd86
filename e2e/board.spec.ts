import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import { PROJECT_FOLDER, type Vigil } from './vigil.ts';
import { clearBoard, connectOrganisation, expectLive, filterField, openView } from './window.ts';

const PICTURES = join(PROJECT_FOLDER, 'artifacts/screenshots');

const agents = (page: Page): Locator => page.getByRole('group', { name: 'Agents by group' });
const cards = (page: Page): Locator => agents(page).getByRole('gridcell');
const staleCards = (page: Page): Locator => agents(page).locator('[data-stale]');
const counts = (page: Page): Locator => page.getByRole('group', { name: 'All agents by state' });
const tools = (page: Page): Locator => page.getByRole('group', { name: 'Board tools' });
const sheet = (page: Page, name: string): Locator => page.getByRole('complementary', { name });

async function take(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}

/** Shows the board of the practice org, where somebody is to be seen from the first run on. */
async function openBoard({ page }: Vigil): Promise<void> {
  await expectLive(page);
  await openView(page, 'Board');
  await expectAllKnown(page);
}

async function expectAllKnown(page: Page): Promise<void> {
  await expect(cards(page).nth(3)).toBeVisible({ timeout: 30_000 });
  await expect(staleCards(page)).toHaveCount(0, { timeout: 30_000 });
}

/** Shows a team, and nobody else, of an organisation in which nothing happens by itself. */
async function openStillBoard({ page }: Vigil, org: Simulator): Promise<void> {
  await expectLive(page);
  await openView(page, 'Board');
  await expect(cards(page).first()).toBeVisible({ timeout: 30_000 });
  await clearBoard(page);
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await openView(page, 'Board');
  await page.getByRole('button', { name: 'Add to the board…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add to the board' });
  await dialog.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Add to the board' }).click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await expectAllKnown(page);
  await sortByName(page);
}

/** The id and the name of whoever is on a card. */
async function personOn(card: Locator): Promise<{ readonly userId: string; readonly name: string }> {
  const userId = (await card.getAttribute('data-user')) ?? '';
  const name = (await card.locator('bdi').first().textContent()) ?? '';
  return { userId, name };
}

const cardOf = (page: Page, userId: string): Locator =>
  agents(page).locator(`[data-user="${userId}"]`).first();

async function sortByName(page: Page): Promise<void> {
  await tools(page).getByRole('button', { name: /Sort/ }).click();
  await page.getByRole('option', { name: 'Name', exact: true }).click();
}

test('a queue comes onto the board, its cost said before, and leaves it again', async ({ vigil }) => {
  test.setTimeout(90_000);
  const { page } = vigil;
  await openBoard(vigil);
  await tools(page).getByRole('button', { name: 'Add…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add to the board' });
  await dialog.getByRole('radio', { name: 'Queue' }).check({ force: true });
  const queue = dialog.getByRole('option').first();
  const name = (await queue.textContent()) ?? '';
  await queue.click();
  const cost = dialog.getByRole('status', { name: 'What it takes' });
  await expect(cost).toContainText(/^\d+ agents?\. Adds \d+ topics?: \d+ of 1,000 · 1 channel$/, {
    timeout: 20_000,
  });
  await expectAccessible(page, 'the dialog to add a group', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Add to the board' }).click();
  await expect(dialog).toBeHidden();

  const head = agents(page).getByRole('button', { name: new RegExp(`^${name} \\d+ agents?$`) });
  await agents(page).hover();
  await page.mouse.wheel(0, 100_000);
  await expect(head).toBeVisible();
  await page.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Remove from the board' }).click();
  await expect(head).toHaveCount(0);
});

test('what the board needs is listed and counted among the topics', async ({ vigil, startOrg }) => {
  test.setTimeout(90_000);
  const { page } = vigil;
  await openStillBoard(vigil, await startOrg({ speed: 0 }));
  await openView(page, 'Topics');
  const rows = page.getByRole('list', { name: 'Subscribed topics' }).getByRole('listitem');
  await expect(rows.first()).toContainText('For the board');
  const listed = await rows.count();
  await expect(page.getByRole('option', { name: /^Subscribed/ })).toContainText(
    `Subscribed ${String(listed)}`,
  );
});

test('what is not live is marked in five ways, and cleared by the refresh', async ({ vigil, startOrg }) => {
  test.setTimeout(180_000);
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  await openStillBoard(vigil, org);
  const { userId, name } = await personOn(cards(page).first());
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Available' });
  const card = cardOf(page, userId);
  await expect(card).toContainText('Available');
  org.levers.pull({ lever: 'outage', durationMs: 300_000 });

  await expect(card).toHaveAttribute('data-stale', 'true', { timeout: 60_000 });
  await expect(card).toHaveCSS('background-image', /repeating-linear-gradient/);
  await expect(card).toHaveCSS('outline-style', 'dashed');
  await expect(card).toContainText(/as of \d\d:\d\d:\d\d/);
  await expect(card).toContainText(/≥ \d\d:\d\d \?/);
  await expect(counts(page)).toContainText(/0 known · \d+ unknown/);
  await expect(page.getByText(/^Not live: as of /)).toBeVisible();
  await take(page, 'board-lost-1440x900');
  await expectAccessible(page, 'the board, not live', 'main');

  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Meal' });
  org.levers.pull({ lever: 'restore' });
  const showThem = page.getByRole('button', { name: 'Show them' });
  // It connects again by itself, at the latest when its wait is over.
  await expect(showThem).toBeVisible({ timeout: 90_000 });
  await expect(staleCards(page)).toHaveCount(0, { timeout: 30_000 });
  await expect(card).toContainText('Meal');
  await take(page, 'board-back-1440x900');
  await showThem.click();
  await expect(page.getByText('Only the agent that changed in the gap.')).toBeVisible();
  await expect(agents(page)).toContainText(name);
  await page.getByRole('button', { name: 'Show everybody' }).click();
  await expect(cards(page).nth(3)).toBeVisible();
});

test('whoever stays too long is marked, first near the limit, then over it', async ({ vigil, startOrg }) => {
  test.setTimeout(120_000);
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  await openStillBoard(vigil, org);
  await tools(page).getByRole('button', { name: 'Limits…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Limits' });
  await dialog.getByRole('button', { name: 'Another limit' }).click();
  const limit = dialog.getByRole('group', { name: 'Limit of Away' }).last();
  await limit.getByLabel('Near, min').fill('0.05');
  await limit.getByLabel('Over, min').fill('0.03');
  await expect(limit).toContainText('Not before “near”.');
  await expectAccessible(page, 'limits, one of them wrong', '[role=dialog]');
  await limit.getByLabel('Over, min').fill('0.3');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const { userId } = await personOn(cards(page).first());
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });
  const card = cardOf(page, userId);
  await expect(card).toHaveAttribute('data-level', 'warn', { timeout: 15_000 });
  await expect(card).toHaveAccessibleName(/, Away, .*near limit/);
  await expect(card).toHaveAttribute('data-level', 'over', { timeout: 30_000 });
  await expect(card).toHaveAccessibleName(/, Away, .*over limit/);
  await expect(counts(page).getByRole('button', { name: /^Over limit [1-9]/ })).toBeVisible();
});

test('the board is used by the keyboard alone', async ({ vigil }) => {
  test.setTimeout(90_000);
  const { page } = vigil;
  await expectLive(page);
  await page.keyboard.press('1');
  await expect(cards(page).nth(3)).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find agents by name' })).toBeFocused();
  const first = cards(page).first();
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await first.and(page.locator(':focus')).count()) > 0) break;
    await page.keyboard.press('Tab');
  }
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const second = cards(page).nth(1);
  await expect(second).toBeFocused();
  const { name } = await personOn(second);
  await page.keyboard.press('Enter');
  await expect(sheet(page, name)).toBeVisible();
  await expect(sheet(page, name)).toHaveAttribute('aria-busy', 'false');
  await expectAccessible(page, 'what is shown of an agent', 'aside');
  await page.keyboard.press('Escape');
  await expect(sheet(page, name)).toHaveCount(0);
  await expect(second).toBeFocused();

  await page.keyboard.press('w');
  const wall = page.getByRole('main', { name: 'Wallboard' });
  await expect(wall).toContainText(/as of \d\d:\d\d:\d\d/);
  await expect(wall).toContainText('Live');
  await expectAccessible(page, 'the wallboard');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Wallboard' })).toBeFocused();
});

test('an agent is followed into the timeline', async ({ vigil }) => {
  const { page } = vigil;
  await openBoard(vigil);
  const card = cards(page).first();
  const { name } = await personOn(card);
  await card.click();
  await sheet(page, name).getByRole('button', { name: 'Open in Timeline' }).click();
  await expect(filterField(page)).toHaveValue(`agent:"${name}"`);
});

test('axe finds nothing to object to on a board of cards, of a table, or of nobody', async ({ vigil }) => {
  test.setTimeout(120_000);
  const { page } = vigil;
  await openBoard(vigil);
  await expectAccessible(page, 'the board, live', 'main');
  await take(page, 'board-live-1440x900');
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('radio', { name: 'Table', exact: true }).check({ force: true });
  await expectAccessible(page, 'how the board is shown', '[role=dialog]');
  await page.keyboard.press('Escape');
  await expect(agents(page).getByRole('columnheader', { name: 'Presence' }).first()).toBeVisible();
  await expectAccessible(page, 'the board as a table', 'main');
  await take(page, 'board-table-1440x900');

  const menus = page.getByRole('button', { name: /^More about / });
  while ((await menus.count()) > 0) {
    const name = (await menus.first().getAttribute('aria-label')) ?? '';
    await menus.first().click();
    await page.getByRole('menuitem', { name: 'Remove from the board' }).click();
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await expect(page.getByText('Nobody is on the board yet')).toBeVisible();
  await expectAccessible(page, 'an empty board', 'main');
});
