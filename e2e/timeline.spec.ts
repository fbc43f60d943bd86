import type { Locator, Page } from 'playwright/test';
import type { Simulator } from '../simulator/start-simulator.ts';
import { expect, test, type Fixtures } from './fixtures.ts';
import { watch } from './hear.ts';
import { eventRows, expectLive, filterField, openView, timeline } from './window.ts';

test.setTimeout(90_000);

const TOPICS = ['Presence', 'Routing status'];

const storedEvents = (page: Page): Locator => page.getByText(/^[\d,]+ events$/);

/** Makes so many events happen, and waits until all of them are stored. */
async function burst(page: Page, org: Simulator, count: number, perSecond = 2000): Promise<void> {
  const before = await countOf(storedEvents(page));
  org.levers.pull({ lever: 'burst', count, perSecond });
  await expect.poll(() => countOf(storedEvents(page)), { timeout: 30_000 }).toBe(before + count);
}

/** An organisation that is watched and stands still, after so many events. */
async function watchedOrg(
  page: Page,
  startOrg: Fixtures['startOrg'],
  count: number,
  perSecond?: number,
): Promise<Simulator> {
  const org = await startOrg({ speed: 0 });
  await watch(page, org, TOPICS);
  await burst(page, org, count, perSecond);
  return org;
}

const countOf = async (text: Locator): Promise<number> =>
  Number((await text.innerText()).replaceAll(/\D/g, ''));

const positions = (page: Page): Promise<readonly number[]> =>
  page.evaluate(
    `[...document.querySelectorAll('[role="grid"] [data-position]')].map((row) => Number(row.dataset.position))`,
  );

const focused = (page: Page): Locator => timeline(page).locator('[data-position]:focus');
const pill = (page: Page): Locator => page.getByRole('button', { name: /new, jump to the newest$/ });
const newest = (page: Page): Locator => eventRows(page).last();

async function chooseDisplay(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('dialog', { name: 'Display' }).getByText(label, { exact: true }).click();
  await page.keyboard.press('Escape');
}

test('a long history is reached from end to end, and few of its rows are drawn', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  await watchedOrg(page, startOrg, 8000, 4000);

  await timeline(page).focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('The history begins here')).toBeVisible();
  const [first] = await positions(page);
  expect(first).toBeLessThan(10);
  await expect(timeline(page).getByRole('row')).not.toHaveCount(0);
  expect(await timeline(page).getByRole('row').count()).toBeLessThan(120);

  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Following newest' })).toBeVisible();
  await expect.poll(async () => (await positions(page)).at(-1)).toBeGreaterThan(8000);

  // Back from the newest, page by page: what was in sight stays in order and without a hole.
  await newest(page).click();
  await page.keyboard.press('Escape');
  for (let presses = 0; presses < 60; presses += 1) await page.keyboard.press('PageUp');
  await expect.poll(async () => Math.min(...(await positions(page)))).toBeLessThan(7500);
  // The row with the focus is drawn before the list has come to it.
  await expect(async () => {
    const inSight = (await positions(page)).filter((position) => position < 7500);
    expect(inSight).toEqual(inSight.map((_, index) => (inSight[0] ?? 0) + index));
  }).toPass();
});

/** Makes the page hear of each scroll half a second late: a browser with much to do tells of it some frames later. */
const TELL_SCROLLS_LATE = `addEventListener('scroll', (event) => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  setTimeout(() => event.target.dispatchEvent(new Event('scroll')), 500);
}, true)`;

test('a jump arrives, however late the browser tells of its scroll', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  await watchedOrg(page, startOrg, 4000, 4000);
  await page.evaluate(TELL_SCROLLS_LATE);
  await timeline(page).focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('The history begins here')).toBeVisible();
  const oldest = Math.min(...(await positions(page)));
  expect(oldest).toBeLessThan(10);
  await expect(focused(page)).toHaveAttribute('data-position', String(oldest));
});

test('rows stay where they are under a reader, and the pill tells how many are new', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const org = await watchedOrg(page, startOrg, 100);

  // A pointer that is used holds the rows, and lets them go when it leaves.
  const row = newest(page);
  await row.hover();
  const box = await row.boundingBox();
  if (box === null) throw new Error('the newest row is not drawn');
  await page.mouse.move(box.x + 40, box.y + 6);
  await page.mouse.move(box.x + 60, box.y + 8);
  const under = await row.getAttribute('data-position');
  await burst(page, org, 30);
  await expect(pill(page)).toHaveText('30 new ↓');
  const held = timeline(page).locator(`[data-position="${String(under)}"]`);
  expect((await held.boundingBox())?.y).toBe(box.y);
  await page.getByRole('button', { name: 'Display' }).hover();
  await expect(pill(page)).toBeHidden();
  await expect.poll(async () => (await positions(page)).at(-1)).toBeGreaterThan(130);

  // Whoever chose a row is reading it, until they ask for the newest.
  await eventRows(page).nth(5).click();
  await page.keyboard.press('Escape');
  await burst(page, org, 12);
  await expect(pill(page)).toHaveText('12 new ↓');
  await pill(page).click();
  await expect(pill(page)).toBeHidden();
  await page.mouse.move(box.x + 80, box.y);
  await page.mouse.move(box.x + 90, box.y + 4);
  await burst(page, org, 5);
  await expect(pill(page)).toBeHidden();
});

test('a row that is pressed in the frame of a scroll stays where it is pressed', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  await watchedOrg(page, startOrg, 100);
  await expect(page.getByRole('button', { name: 'Following newest' })).toBeVisible();

  const movedPx = await page.evaluate(`(async () => {
    const row = document.querySelector('[role=grid] [role=rowgroup]:last-child [data-kind=event]');
    row.scrollIntoView({ block: 'start' });
    const before = row.getBoundingClientRect().y;
    row.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    row.focus({ preventScroll: true });
    for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
    return row.getBoundingClientRect().y - before;
  })()`);
  expect(movedPx).toBe(0);
});

test('a pause holds the view and loses nothing', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await watchedOrg(page, startOrg, 20);
  await timeline(page).focus();
  await page.keyboard.press('Space');
  await burst(page, org, 4000, 4000);
  const resume = page.getByRole('button', { name: /^Paused · 4,000 waiting, oldest / });
  await expect(resume).toBeVisible();
  expect((await positions(page)).at(-1)).toBeLessThan(100);
  await resume.click();
  await expect(resume).toBeHidden();
  await expect.poll(async () => (await positions(page)).at(-1)).toBeGreaterThan(4000);
});

test('newest first is the same timeline the other way round, also after a restart', async ({
  launch,
  startOrg,
}) => {
  const first = await launch();
  const org = await watchedOrg(first.page, startOrg, 60);
  await chooseDisplay(first.page, 'Newest first');
  await chooseDisplay(first.page, 'Compact');
  await first.quit();

  const { page } = await launch();
  await expectLive(page);
  await openView(page, 'Timeline');
  await burst(page, org, 200);
  const shown = await positions(page);
  expect(shown).toEqual([...shown].sort((one, other) => other - one));
  await expect(timeline(page)).toHaveAttribute('data-density', 'compact');

  const row = eventRows(page).nth(3);
  await row.click();
  const position = await row.getAttribute('data-position');
  const read = timeline(page).locator(`[data-position="${String(position)}"]`);
  const before = await read.boundingBox();
  await burst(page, org, 40);
  await expect(pill(page)).toHaveText('40 new ↑');
  expect((await read.boundingBox())?.y).toBe(before?.y);

  await page.keyboard.press('End');
  await expect(page.getByText('The history begins here')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByRole('button', { name: 'Following newest' })).toBeVisible();
  await burst(page, org, 3);
  await expect.poll(async () => (await positions(page))[0]).toBeGreaterThan(Number(position));
});

test('a moment is gone to, and the filter is followed by what is stored and by what comes', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const org = await watchedOrg(page, startOrg, 300);
  await page.getByRole('button', { name: 'Go to time' }).click();
  await page.getByRole('button', { name: '24 hours ago' }).click();
  await expect(page.getByText('The history begins here')).toBeVisible();
  await expect(focused(page)).toHaveAttribute('data-position', /^\d$/);
  await page.keyboard.press('End');

  await filterField(page).fill('topic:presence');
  await page.keyboard.press('Enter');
  const counts = page.getByText(/^[\d,]+ of [\d,]+$/);
  await expect(counts).toBeVisible();
  const matching = Number((await counts.innerText()).split(' ')[0]?.replace(',', ''));
  expect(matching).toBeGreaterThan(100);
  for (const row of await eventRows(page).all()) await expect(row).toContainText('presence');

  await eventRows(page).nth(2).click();
  await burst(page, org, 50);
  await expect(pill(page)).toHaveText(/^2\d new ↓$/);
  await expect(counts).toHaveText(new RegExp(`^${String(matching).slice(0, -2)}\\d\\d of `));
});
