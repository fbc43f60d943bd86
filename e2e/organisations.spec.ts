import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import {
  chip,
  connectOrganisation,
  eventRows,
  expectLive,
  openForm,
  openView,
  subscribe,
  timeline,
} from './window.ts';

test.use({ provokedProblems: /Failed to load resource|auth\/invalid-client/ });

const switcher = (page: Page): Locator => page.getByRole('button', { name: /^Organisation: / });
const organisation = (page: Page, name: string): Locator => page.getByRole('menuitemradio', { name });

/** Chooses in the switcher by keyboard alone. */
async function show(page: Page, name: string): Promise<void> {
  await switcher(page).focus();
  await page.keyboard.press('Enter');
  await expect(organisation(page, name)).toBeVisible();
  await page.keyboard.type(name);
  await expect(organisation(page, name)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(switcher(page)).toHaveAccessibleName(new RegExp(name));
}

test('two organisations are live at once, shown in turn, told apart, and there again after a restart', async ({
  launch,
  startOrg,
}) => {
  const [europe, america] = [await startOrg({ speed: 0 }), await startOrg({ speed: 0 })];
  const [ana, ben] = [europe.roster.people[0], america.roster.people[1]];
  if (ana === undefined || ben === undefined) throw new Error('Nobody works here.');
  const first = await launch();
  const { page } = first;
  for (const [name, org, person] of [
    ['Acme EU', europe, ana],
    ['Acme US', america, ben],
  ] as const) {
    await connectOrganisation(page, { name, org });
    await expectLive(page);
    await subscribe(page, person.name, ['Presence']);
    await expect(page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  }
  await openView(page, 'Timeline');

  await test.step('what happens in one that is not shown is stored, and is there when it is', async () => {
    europe.levers.pull({ lever: 'burst', count: 200, perSecond: 1_000 });
    await expect(timeline(page)).toHaveAccessibleName('Timeline of Acme US');
    await expect(eventRows(page)).toHaveCount(0);
    await show(page, 'Acme EU');
    await expect(timeline(page)).toHaveAccessibleName('Timeline of Acme EU');
    await expect(eventRows(page).last()).toContainText(ana.name);
    await expect(eventRows(page).last()).toHaveAccessibleDescription('Acme EU');
    await expect(page).toHaveTitle('Acme EU – Vigil');
  });

  await test.step('the switcher says how each stands', async () => {
    await switcher(page).click();
    await expect(organisation(page, 'Acme US')).toHaveAccessibleDescription('Live');
    await expect(organisation(page, 'Practice org')).toHaveAccessibleDescription('Not connected');
    await expect(organisation(page, 'Acme EU')).toHaveAttribute('aria-checked', 'true');
    const axe = new AxeBuilder({ page }).include('[role=menu]').setLegacyMode();
    const { violations } = await axe.analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    await page.keyboard.press('Escape');
  });

  await test.step('a fault of one is said beside the other, which stays live', async () => {
    america.levers.pull({ lever: 'outage', durationMs: 20_000 });
    const trouble = page.getByRole('button', { name: /^Acme US: / });
    await expect(trouble).toBeVisible();
    await expectLive(page);
    await trouble.click();
    await expect(chip(page)).not.toHaveAccessibleName(/^Connection: Live/);
    await expect(trouble).toBeHidden();
    america.levers.pull({ lever: 'restore' });
    await page.keyboard.press('r');
    await expectLive(page);
    await expect(page.getByRole('region', { name: 'Gaps' }).getByRole('row')).not.toHaveCount(0);
    await show(page, 'Acme EU');
    await expect(page.getByRole('region', { name: 'Gaps' })).toContainText('nothing was missed');
  });
  await first.quit();

  await test.step('a restart connects both again and shows the one that was shown', async () => {
    const second = await launch();
    await expect(switcher(second.page)).toHaveAccessibleName('Organisation: Acme EU');
    await expectLive(second.page);
    await switcher(second.page).click();
    await expect(organisation(second.page, 'Acme US')).toHaveAccessibleDescription('Live');
    await second.page.getByRole('menuitem', { name: 'Disconnect Acme EU' }).click();
    await expect(chip(second.page)).toHaveAccessibleName('Connection: Not connected');
    await switcher(second.page).click();
    await expect(organisation(second.page, 'Acme US')).toHaveAccessibleDescription('Live');
    await second.page.getByRole('menuitem', { name: 'Connect Acme EU' }).click();
    await expectLive(second.page);
  });
});

test('a rejected secret of one leaves the other live, and asks for action', async ({ launch, startOrg }) => {
  const [europe, america] = [await startOrg({ speed: 0 }), await startOrg({ speed: 0 })];
  const { page } = await launch();
  await connectOrganisation(page, { name: 'Acme US', org: america, secret: 'wrong' });
  await expect(chip(page)).not.toHaveAccessibleName(/^Connection: (Signing|Live)/);
  await connectOrganisation(page, { name: 'Acme EU', org: europe });
  await expectLive(page);
  await expect(page.getByRole('button', { name: /^Acme US: Action needed/ })).toBeVisible();
});

test('an organisation has a colour, which may be another', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const { page } = await launch();
  await connectOrganisation(page, { name: 'Acme EU', org });
  await expectLive(page);
  const dialog = await openForm(page, 'Edit this organisation…');
  await expect(dialog.getByRole('button', { name: /Colour/ })).toContainText('Blue');
  await dialog.getByRole('button', { name: /Colour/ }).click();
  await page.getByRole('option', { name: 'Rust' }).click();
  await dialog.getByRole('button', { name: 'Save and connect' }).click();
  await expect(dialog).toBeHidden();
  await expect(switcher(page).locator('[data-organisation]')).toHaveAttribute('data-organisation', 'rust');
});
