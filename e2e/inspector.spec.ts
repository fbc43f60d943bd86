import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { hear } from './hear.ts';
import { longestTaskMs } from './longest-task.ts';
import { eventRows, expectLive, filterField, openView } from './window.ts';

const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });
const tree = (page: Page): Locator => inspector(page).getByRole('tree', { name: 'Event body' });
const openTab = (page: Page, name: string): Promise<void> =>
  inspector(page).getByRole('tab', { name }).click();
const chosenValue = (page: Page): Locator => inspector(page).getByRole('group', { name: 'Chosen value' });

/**
 * Ten megabytes in a hundred thousand fields. What holds a window up is told in readings of as much: a slow computer takes
 * several times as long for either.
 */
const PREPARE_AS_MUCH = `
  const fields = Array.from({ length: 100_000 }, (_, index) => ['field' + index, 'x'.repeat(80)]);
  window.asMuch = JSON.stringify(Object.fromEntries(fields));
  undefined;`;
const READINGS = 5;
const READ_AS_MUCH = `for (let time = 0; time < ${String(READINGS)}; time += 1) JSON.parse(window.asMuch); undefined;`;
/** To read the event at once takes several, to draw it at once dozens. */
const LONGEST_TASK_READINGS = 1;

test('an event is looked at: what changed, the tree by keys alone, and a filter for a value', async ({
  launch,
  startOrg,
}) => {
  const org = await startOrg({ speed: 0 });
  const { page } = await launch();
  await hear(page, org, 4);
  await eventRows(page).last().click();
  await expect(inspector(page).getByText('4 of 4, same topic')).toBeVisible();
  await expect(inspector(page).getByText(/^Against the event of /)).toBeVisible();
  await inspector(page).getByRole('button', { name: 'body.message' }).click();
  await expect(tree(page)).toBeFocused();
  await expect(chosenValue(page)).toContainText('body.message');

  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(tree(page).getByRole('treeitem')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('*');
  await page.keyboard.press('.');
  await expect(chosenValue(page).getByRole('button', { name: 'Copy path' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(tree(page)).toBeFocused();
  await expect(tree(page).getByRole('treeitem', { name: 'systemPresence' })).toBeVisible();
  await inspector(page).getByLabel('Search in this event').fill('busy');
  await expect(inspector(page).getByText('1 of 1', { exact: true })).toBeVisible();
  await expect(chosenValue(page)).toContainText('body.message');
  await chosenValue(page).getByRole('button', { name: 'Filter for' }).click();
  await expect(filterField(page)).toHaveValue(/^body\.message:/);
  await expect(eventRows(page)).toHaveCount(1);
  await chosenValue(page).getByRole('button', { name: 'Exclude' }).click();
  await expect(filterField(page)).toHaveValue(/^-body\.message:/);
  await expect(eventRows(page)).toHaveCount(3);
  await expect(inspector(page)).toBeVisible();

  await openTab(page, 'Raw');
  await expect(inspector(page).getByRole('region', { name: 'Frame as it came' })).toContainText(
    '"topicName"',
  );
  await openTab(page, 'Topic');
  await expect(inspector(page).getByText('v2.users.{id}.presence')).toBeVisible();
  await expect(inspector(page).getByText('Subscribed', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toBeHidden();
});

test('the events of a topic are walked through, and a pin and a note outlive the app', async ({
  launch,
  startOrg,
}) => {
  const org = await startOrg({ speed: 0 });
  const first = await launch();
  await hear(first.page, org, 3);
  await eventRows(first.page).last().click();
  await expect(inspector(first.page).getByText('3 of 3, same topic')).toBeVisible();
  await first.page.keyboard.press('[');
  await expect(inspector(first.page).getByText('2 of 3, same topic')).toBeVisible();
  await expect(eventRows(first.page).nth(1)).toBeFocused();
  await first.page.keyboard.press('p');
  await expect(inspector(first.page).getByRole('button', { name: 'Unpin' })).toBeVisible();
  await first.page.keyboard.press('n');
  const note = inspector(first.page).getByRole('textbox', { name: 'Note' });
  await expect(note).toBeFocused();
  await note.fill('Ask Ana about this.');
  await eventRows(first.page).first().click();
  await expect(inspector(first.page).getByText('1 of 3, same topic')).toBeVisible();
  await expect(note).toHaveValue('');
  await first.page.keyboard.press(']');
  await expect(note).toHaveValue('Ask Ana about this.');
  await first.quit();

  const second = await launch();
  await expectLive(second.page);
  await openView(second.page, 'Timeline');
  await eventRows(second.page).nth(1).click();
  await expect(inspector(second.page).getByRole('textbox', { name: 'Note' })).toHaveValue(
    'Ask Ana about this.',
  );
  await expect(inspector(second.page).getByRole('button', { name: 'Unpin' })).toBeVisible();
  await expect(eventRows(second.page).nth(1).getByRole('img', { name: 'Pinned' })).toBeVisible();
});

test('events that mean harm are shown as they came, and hold nothing up', async ({
  launch,
  startOrg,
  folder,
}) => {
  const org = await startOrg({ speed: 0 });
  const { page, app } = await launch();
  await hear(page, org, 1);
  org.levers.pull({ lever: 'hostile', kind: 'strange' });
  await expect(eventRows(page)).toHaveCount(2);
  await eventRows(page).last().click();
  await openTab(page, 'JSON');
  const items = tree(page).getByRole('treeitem');
  await expect(items.filter({ hasText: 'number: 12345678901234567890' })).toBeVisible();
  await expect(items.filter({ hasText: '<img src=x onerror=alert(1)>' })).toBeVisible();
  await expect(items.filter({ hasText: '\\u202e' })).toBeVisible();
  await expect(items.filter({ hasText: '__proto__' })).toBeVisible();
  await expect(items.filter({ hasText: 'comes again' })).toContainText('the last');

  org.levers.pull({ lever: 'hostile', kind: 'deep' });
  await page.keyboard.press('Escape');
  const refused = page.getByRole('row').filter({ hasText: 'more than 200 levels' });
  await refused.click();
  await expect(inspector(page)).toContainText('{"in":{"in":');
  await expectLive(page);

  org.levers.pull({ lever: 'hostile', kind: 'large' });
  await expect(eventRows(page)).toHaveCount(3, { timeout: 15_000 });
  const longestMs = await longestTaskMs(app, folder, async () => {
    await eventRows(page).last().click();
    await openTab(page, 'JSON');
    await expect(tree(page).getByRole('treeitem').first()).toContainText('{ 100,000 fields }');
    await tree(page).focus();
    await page.keyboard.press('End');
    await expect(tree(page).getByRole('treeitem').filter({ hasText: 'field99999' })).toBeVisible();
    await inspector(page).getByLabel('Search in this event').fill('field77777');
    await expect(inspector(page).getByText('1 of 1', { exact: true })).toBeVisible();
    await openTab(page, 'Raw');
    await expect(inspector(page).getByRole('region', { name: 'Frame as it came' })).toContainText(
      'topicName',
    );
  });
  await page.evaluate(PREPARE_AS_MUCH);
  const readMs = (await longestTaskMs(app, folder, () => page.evaluate(READ_AS_MUCH))) / READINGS;
  expect(longestMs / readMs, 'the longest task, in readings of as much').toBeLessThan(LONGEST_TASK_READINGS);
});
