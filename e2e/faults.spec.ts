import { expect, test } from './fixtures.ts';
import {
  banner,
  chip,
  eventRows,
  expectLive,
  filterField,
  openView,
  pullLever,
  timeline,
  tryNowAfter,
} from './window.ts';

test('a dropped connection comes back by itself and leaves a gap with its cause', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await openView(page, 'Connection');
  await page.getByRole('button', { name: 'Drop the connection' }).click();
  const gaps = page.getByRole('region', { name: 'Gaps' }).getByRole('row');
  await expect(gaps).toHaveCount(2);
  await expectLive(page);
  await gaps
    .nth(1)
    .getByRole('button', { name: /^Show the gap/ })
    .click();
  await expect(timeline(page).locator('[data-kind="gap"]')).toContainText(/Gap of .* were not delivered/);
});

test('an outage is told with a countdown, can be ended by hand, and is marked afterwards', async ({
  vigil,
}) => {
  test.setTimeout(120_000);
  const { page } = vigil;
  await expectLive(page);
  await pullLever(page, { lever: 'outage', durationMs: 120_000 });

  await expect(banner(page)).toContainText(/Connection to Genesys lost at /, { timeout: 30_000 });
  await expect(banner(page)).toContainText(/the timeline marks the gap/);
  await expect(chip(page)).toHaveAccessibleName(/Next try at|Reconnecting, attempt/);
  await expect(chip(page)).toContainText(/Next try (in \d+|now…)|Reconnecting/);
  await expect(timeline(page).locator('[data-kind="gap"]')).toContainText('Open gap');

  await openView(page, 'Connection');
  await tryNowAfter(page, () => page.getByRole('button', { name: 'End all faults' }).click());
  await expectLive(page);
  await expect(banner(page)).toContainText(/Back after /);
  await banner(page).getByRole('button', { name: 'Show it' }).click();
  await expect(timeline(page).locator('[data-kind="gap"]')).toContainText(/Gap of /);
  await expect(timeline(page).locator('[data-kind="gap"]')).toHaveCount(1);
});

test('announced maintenance costs nothing: no gap, and events go on', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await pullLever(page, { lever: 'socket-closing', graceMs: 30_000 });
  await filterField(page).fill('renewed');
  // A connection that has just begun is not replaced at once, so that maintenance cannot make it flap.
  await expect(timeline(page).locator('[data-kind="note"]')).toHaveCount(1, { timeout: 40_000 });
  await page.getByRole('button', { name: 'Clear filter' }).click();
  const newest = await eventRows(page).last().textContent();
  await expect(eventRows(page).last()).not.toHaveText(newest ?? '');
  await expectLive(page);
  await expect(page.getByRole('contentinfo')).toContainText('No gaps');
});

test('a flood of events arrives whole, and the window keeps answering', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await pullLever(page, { lever: 'burst', count: 3_000, perSecond: 1_000 });
  const eventCount = async (): Promise<number> => {
    const text = (await page.getByRole('contentinfo').textContent()) ?? '';
    return Number(/([\d,]+) events/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
  };
  await expect.poll(eventCount, { timeout: 30_000 }).toBeGreaterThanOrEqual(3_000);
  await openView(page, 'Connection');
  await openView(page, 'Timeline');
  const positions = await page.evaluate<number[]>(`monitor.getSnapshot(null).then(({ value }) =>
    monitor.queryEntries({ from: 'before', position: value.page.last + 1, limit: 1000, filter: '' })
  ).then(({ value }) => value.entries.map(({ position }) => position))`);
  expect(positions).toHaveLength(1_000);
  expect(positions).toEqual(positions.map((_, index) => (positions[0] ?? 0) + index));
});
