import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { PROJECT_FOLDER, startFromTerminal, type Vigil } from './vigil.ts';
import { eventRows, expectLive, filterField, openView, timeline } from './window.ts';

const PICTURES = join(PROJECT_FOLDER, 'artifacts/screenshots');

const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Search or command' });
const keyboard = (page: Page): Locator => page.getByRole('region', { name: 'Keyboard' });
const question = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'Keep watching in the background?' });

const isWindowVisible = ({ app }: Vigil): Promise<boolean | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

/** Closes the window as its button does. */
const closeWindow = ({ app }: Vigil): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });

async function take(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}

test('the palette leads to a person, a view and a command by the keyboard alone', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await expect(eventRows(page).nth(3)).toBeVisible();

  await test.step('it lists what there is to do', async () => {
    await page.keyboard.press('Control+K');
    await expect(palette(page).getByRole('combobox')).toBeFocused();
    await expect(palette(page).getByRole('option', { name: 'Show settings' })).toBeVisible();
    await take(page, 'palette');
    await expectAccessible(page, 'the palette', '[role=dialog]');
  });

  const name = await page.evaluate<string>(
    'monitor.getSnapshot(null).then(({ value }) => value.directory.users[value.boards[0].groups[0].members[0]])',
  );
  await test.step('a person is shown on the board', async () => {
    await page.keyboard.type(name.slice(0, -1));
    await expect(palette(page).getByRole('option', { name: `${name} on the board` })).toBeVisible();
    await take(page, 'palette-person');
    await page.keyboard.press('Enter');
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole('complementary', { name })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Agents by group' })).toContainText(name);
  });

  await test.step('and on the timeline', async () => {
    await page.keyboard.press('Control+K');
    await page.keyboard.type(name);
    await expect(palette(page).getByRole('option', { name, exact: true })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(filterField(page)).toHaveValue(`agent:"${name}"`);
  });

  await test.step('a view is found by a part of its name, also from within a field', async () => {
    await filterField(page).focus();
    await page.keyboard.press('Control+K');
    await page.keyboard.type('show conn');
    await expect(palette(page).getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('button', { name: 'Connection', exact: false }).and(page.locator('[aria-current=page]')),
    ).toBeVisible();
  });

  await test.step('what was chosen last stands first, and Escape leaves', async () => {
    await page.keyboard.press('Control+K');
    await expect(palette(page).getByRole('option').first()).toContainText('Show the connection');
    await page.keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
  });

  await test.step('a command ends where it belongs', async () => {
    await page.keyboard.press('2');
    await page.keyboard.press('Control+K');
    await page.keyboard.type('filter');
    await page.keyboard.press('Enter');
    await expect(filterField(page)).toBeFocused();
    await page.keyboard.press('F6');
  });

  await test.step('how things stand is said on request', async () => {
    await page.keyboard.press('Control+Shift+S');
    await expect(page.getByRole('status', { name: 'Outcome' })).toContainText(
      /^ ?Live.*topics.*events? in the last minute/,
    );
  });

  await test.step('F6 goes from part to part', async () => {
    await page.keyboard.press('1');
    const inMain = (): Promise<boolean> => page.evaluate('document.activeElement.closest("main") !== null');
    for (let presses = 0; presses < 6 && !(await inMain()); presses += 1) await page.keyboard.press('F6');
    expect(await inMain()).toBe(true);
  });
});

test('keys are changed, a conflict is shown, and a restart keeps them', async ({ launch }) => {
  const first = await launch();
  const { page } = first;
  await expectLive(page);
  await openView(page, 'Settings');

  const field = keyboard(page).getByRole('textbox', { name: 'New key for: Show the topics' });
  await keyboard(page).getByRole('button', { name: 'Change the key for: Show the topics' }).click();
  await expect(field).toBeFocused();
  await page.keyboard.press('4');
  await expect(keyboard(page).getByText('4 is used for: Show the connection.')).toBeVisible();
  await expectAccessible(page, 'a key that is used', 'main');
  await take(page, 'settings-keys');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(field).toBeHidden();
  // It holds as soon as it is saved.
  await expect(async () => {
    await page.keyboard.press('4');
    await expect(page.getByRole('list', { name: 'Subscribed topics' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await first.quit();

  const second = await launch();
  await expectLive(second.page);
  await second.page.keyboard.press('4');
  await expect(second.page.getByRole('list', { name: 'Subscribed topics' })).toBeVisible();

  await test.step('the list of keys is the one in force', async () => {
    await second.page.keyboard.press('?');
    const help = second.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(help.locator('div', { hasText: /^4Show the topics$/ }).last()).toBeVisible();
    await expect(help.getByText('Show the connection')).toBeHidden();
    await help.getByRole('button', { name: 'Change keys in Settings' }).click();
  });

  await test.step('single keys can be switched off, which lasts', async () => {
    await keyboard(second.page).getByText('Shortcuts of a single letter, digit or sign').click();
    await second.page.keyboard.press('Escape');
    await second.page.keyboard.press('4');
    await expect(keyboard(second.page)).toBeVisible();
    await second.page.keyboard.press('Control+K');
    await expect(palette(second.page)).toBeVisible();
    await second.page.keyboard.press('Escape');
  });
});

test('closing the window asks once; kept in the background, Vigil goes on and comes back', async ({
  launch,
  folder,
}) => {
  const dataDir = join(folder, 'data');
  const vigil = await launch({ dataDir });
  const { page } = vigil;
  await expectLive(page);

  await closeWindow(vigil);
  await expect(question(page)).toBeVisible();
  await expect(question(page).getByRole('button', { name: 'Keep watching' })).toBeFocused();
  await expectAccessible(page, 'the question when the window closes', '[role=dialog]');
  await take(page, 'close-question');
  await page.keyboard.press('Escape');
  expect(await isWindowVisible(vigil)).toBe(true);

  await closeWindow(vigil);
  await expect(question(page).getByRole('button', { name: 'Keep watching' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => isWindowVisible(vigil)).toBe(false);
  const last = (): Promise<number> =>
    page.evaluate('monitor.getSnapshot(null).then(({ value }) => value.page.last)');
  const before = await last();
  await expect.poll(last).toBeGreaterThan(before);

  const again = startFromTerminal([`--data-dir=${dataDir}`]);
  expect(await again.ended).toBe(0);
  await expect.poll(() => isWindowVisible(vigil)).toBe(true);
  await closeWindow(vigil);
  await expect.poll(() => isWindowVisible(vigil)).toBe(false);
  await expect(question(page)).toBeHidden();
});

test('quitting is another answer to the question', async ({ launch }) => {
  const vigil = await launch();
  const { app, page } = vigil;
  await expectLive(page);
  const closed = app.waitForEvent('close');
  await closeWindow(vigil);
  await question(page).getByRole('button', { name: 'Quit Vigil' }).click();
  await closed;
});

test('a link opens its event, at the start and later, and a hostile one does nothing', async ({
  launch,
  folder,
}) => {
  const dataDir = join(folder, 'data');
  const vigil = await launch({ dataDir, args: ['--', 'vigil://view/timeline?filter=presence%3AAway'] });
  const { page } = vigil;
  await expectLive(page);
  await expect(filterField(page)).toHaveValue('presence:Away');
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(eventRows(page).nth(5)).toBeVisible();

  await test.step('a row has a link of its own', async () => {
    await eventRows(page).nth(3).click();
    await page.getByRole('button', { name: 'Copy a link to the row' }).click();
    await expect(page.getByRole('status', { name: 'Outcome' })).toContainText('Link copied.');
  });
  const link = await vigil.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(link).toMatch(/^vigil:\/\/event\/practice\/\d+$/);

  await test.step('it leads there from anywhere', async () => {
    await page.keyboard.press('Escape');
    await openView(page, 'Settings');
    expect(await startFromTerminal([`--data-dir=${dataDir}`, '--', link]).ended).toBe(0);
    await expect(timeline(page)).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
    await expect(timeline(page).locator('[aria-selected=true]')).toBeInViewport();
  });

  await test.step('a hostile one is refused, calmly', async () => {
    const settings = (): Promise<unknown> =>
      page.evaluate('monitor.getSnapshot(null).then(({ value }) => JSON.stringify(value.settings))');
    const before = await settings();
    const hostile = 'vigil://connect/evil?loginUrl=https://evil.example';
    expect(await startFromTerminal([`--data-dir=${dataDir}`, '--', hostile]).ended).toBe(0);
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText(
      'A link into Vigil was not followed',
    );
    expect(await settings()).toEqual(before);
  });
});

test('nothing is out of reach at 200 % zoom', async ({ vigil }) => {
  const { app, page } = vigil;
  await expectLive(page);
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1024, 700);
    window?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate('innerWidth')).toBe(512);
  for (const view of ['Timeline', 'Topics', 'Connection', 'Sessions', 'Settings'] as const) {
    await openView(page, view);
    // The longest text that the footer has.
    await page.keyboard.press('Control+Shift+S');
    await expect(page.getByRole('status', { name: 'Outcome' })).toContainText('Live');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow, view).toBeLessThanOrEqual(0);
  }
  for (const name of ['Search or command', 'Keyboard shortcuts']) {
    await expect(page.getByRole('banner').getByRole('button', { name })).toBeInViewport({ ratio: 1 });
  }
});
