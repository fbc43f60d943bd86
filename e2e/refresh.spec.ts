import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { PROJECT_FOLDER } from './vigil.ts';
import {
  banner,
  eventRows,
  expectLive,
  filterField,
  openView,
  pullLever,
  timeline,
  tryNowAfter,
} from './window.ts';

const PICTURES = join(PROJECT_FOLDER, 'artifacts/screenshots');

test('after an outage everybody is refreshed, and what changed meanwhile is told', async ({ vigil }) => {
  test.setTimeout(120_000);
  const { page } = vigil;
  await expectLive(page);
  await expect.poll(() => eventRows(page).count()).toBeGreaterThan(5);
  await pullLever(page, { lever: 'outage', durationMs: 120_000 });
  await expect(banner(page)).toContainText(/Connection to Genesys lost at /, { timeout: 30_000 });
  await openView(page, 'Connection');
  await tryNowAfter(page, () => page.getByRole('button', { name: 'End all faults' }).click());

  const said = page.getByRole('status', { name: 'Connection status' });
  await expect(banner(page)).toContainText(/Back after .*72 of 72 agents refreshed, \d+ changed/, {
    timeout: 60_000,
  });
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, 'refresh-back-1440x900.png'), animations: 'disabled' });
  await expect(said).toContainText(/Back after .*72 of 72 agents refreshed, \d+ changed/, {
    timeout: 20_000,
  });

  await openView(page, 'Timeline');
  await filterField(page).fill('refreshed');
  const rows = timeline(page).locator('[data-kind="event"]');
  await expect(rows.first()).toContainText(/→.*refreshed/);
  await expect(rows.first().getByRole('gridcell').last()).toHaveAttribute('title', /^Found by refresh; /);
  const summary = timeline(page).locator('[data-kind="note"]');
  await expect(summary.first()).toContainText(/72 of 72 agents refreshed, \d+ changed/);
  await summary.first().click();
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('The order of events in the gap is lost.');
  await page.screenshot({ path: join(PICTURES, 'refresh-summary-1440x900.png'), animations: 'disabled' });
  await rows.last().click();
  await expect(inspector).toContainText('fetched after a gap, not heard');
  await page.screenshot({ path: join(PICTURES, 'refresh-row-1440x900.png'), animations: 'disabled' });
});
