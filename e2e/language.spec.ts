import type { Page } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { eventRows, expectLive, openView } from './window.ts';

test.setTimeout(120_000);

async function speakGerman(page: Page): Promise<void> {
  await openView(page, 'Settings');
  await page.getByRole('button', { name: 'As the system Language' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
}

const germanView = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Ansichten' }).getByRole('button', { name }).click();
};

test('the window turns to German and back, where it is, and a restart keeps it', async ({ launch }) => {
  const first = await launch();
  await expectLive(first.page);
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'en');
  await speakGerman(first.page);
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(first.page.getByRole('region', { name: 'Allgemein' })).toBeVisible();
  await expect(first.page.getByRole('button', { name: 'Deutsch Sprache' })).toBeFocused();
  await expect(first.page.getByRole('button', { name: /^Verbindung: Live/ })).toBeVisible();
  // What the main process says of the system, too.
  await expect(first.page.getByRole('main')).toContainText('läuft aus seinem Quellordner');
  const menu = await first.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')),
  );
  expect(menu).toContain('Bearbeiten');
  await germanView(first.page, 'Zeitleiste');
  await expect(first.page.getByRole('grid', { name: /^Zeitleiste/ })).toBeVisible();
  await first.quit();

  const second = await launch();
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(second.page.getByRole('button', { name: /^Verbindung: Live/ })).toBeVisible({
    timeout: 30_000,
  });
  await germanView(second.page, 'Einstellungen');
  await second.page.getByRole('button', { name: 'Deutsch Sprache' }).click();
  await second.page.getByRole('option', { name: 'English' }).click();
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(second.page.getByRole('region', { name: 'General' })).toBeVisible();
});

test('errors of the main process are German, and axe finds nothing to object to', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await expect(eventRows(page).nth(5)).toBeVisible();
  await speakGerman(page);
  await expectAccessible(page, 'settings in German', 'main');
  await germanView(page, 'Zeitleiste');
  await expectAccessible(page, 'the timeline in German');

  const answer: unknown = await page.evaluate('monitor.setTopics({ topics: ["no topic"] })');
  expect(answer).toMatchObject({ ok: false, error: { code: 'topic/invalid' } });
  expect(JSON.stringify(answer)).toContain('Ein Topic beginnt mit „v2.“');
});
