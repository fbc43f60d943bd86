import type { Locator } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import {
  connectOrganisation,
  eventRows,
  expectLive,
  filterField,
  openView,
  subscribe,
  timeline,
} from './window.ts';

const OTHER_SEED = 7;

test.setTimeout(90_000);

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (box === null) throw new Error('it is not drawn');
  return box;
}

test('a stretch of time is chosen in the histogram, and a topic that falls silent says so', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const histogram = page.getByRole('group', { name: 'Entries over time' });
  const org = await startOrg({ speed: 0, seed: OTHER_SEED });
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  await connectOrganisation(page, { name: 'Acme', org });
  await expect(page.getByRole('button', { name: 'Organisation: Acme' })).toBeVisible();
  await expectLive(page);
  await subscribe(page, person.name, ['Presence']);
  await expect(page.getByText('Subscribed', { exact: true }).last()).toBeVisible();

  await test.step('gaps and entries stand in the histogram', async () => {
    org.levers.pull({ lever: 'drop' });
    await openView(page, 'Timeline');
    await expect(timeline(page).getByText(/^Gap of /)).toBeVisible({ timeout: 30_000 });
    await expectLive(page);
    // Nothing comes after it.
    org.levers.pull({ lever: 'burst', count: 40, perSecond: 4 });
    await expect(page.getByText('40 events', { exact: true })).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: /^Last hour/ }).click();
    await page.getByRole('option', { name: 'Last 15 minutes' }).click();
    await expect(histogram.getByText(/entries between .* one gap of \d+ s$/)).toBeVisible();
  });

  await test.step('its table does with the keyboard what the pointer does in the chart', async () => {
    await histogram.getByRole('button', { name: 'As a table' }).press('Enter');
    const rows = histogram.getByRole('row');
    await expect(rows.filter({ hasText: /Gap of \d+ s/ })).toHaveCount(1);
    const oldest = rows.last();
    const [, count = ''] = await oldest.getByRole('cell').allInnerTexts();
    await oldest.getByRole('button', { name: /^Show these: / }).press('Enter');
    await expect(filterField(page)).toHaveValue(/^at:>=\S+ at:<\S+$/);
    await expect(page.getByText(new RegExp(`^${count} of `))).toBeVisible();
    await histogram.getByRole('button', { name: 'Show all times' }).press('Enter');
    await expect(filterField(page)).toHaveValue('');
    await histogram.getByRole('button', { name: 'As a chart' }).press('Enter');
  });

  await test.step('what is swept over in the chart is what the list shows', async () => {
    await expect(eventRows(page)).not.toHaveCount(0);
    const chart = histogram.locator('.u-over');
    const { x, y, width, height } = await boxOf(chart);
    await page.mouse.move(x + width * 0.1, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + height / 2, { steps: 4 });
    await page.mouse.up();
    await expect(filterField(page)).toHaveValue(/^at:>=\S+ at:<\S+$/);
    await expect(eventRows(page)).toHaveCount(0);
    await histogram.getByRole('button', { name: 'Show all times' }).click();
    await expect(eventRows(page)).not.toHaveCount(0);
  });

  await test.step('a topic that sent every second and no longer does is silent', async () => {
    await openView(page, 'Topics');
    await page.getByRole('option', { name: /^Subscribed/ }).click();
    const topic = page.getByRole('list', { name: 'Subscribed topics' }).getByRole('listitem');
    await expect(topic.getByRole('img')).toHaveAccessibleName(/^\d+ events in 30 min, at most /);
    await expect(topic).toContainText(/silent for \d+ s, usually every second/, { timeout: 40_000 });
  });
});
