import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import type { Simulator } from '../simulator/start-simulator.ts';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { PROJECT_FOLDER } from './vigil.ts';
import { somebodyIn } from './hear.ts';
import { connectOrganisation, expectLive, openView, subscribe, timeline } from './window.ts';

const PICTURES = join(PROJECT_FOLDER, 'artifacts/screens');

const inbox = (page: Page): Locator => page.getByRole('list', { name: 'Alerts, newest first' });
const alerts = (page: Page): Locator => inbox(page).getByRole('listitem');
const bell = (page: Page): Locator => page.getByRole('button', { name: /^Alerts: / });

/** Connects an organisation in which nobody moves but by scenes, and watches the presence of one person. */
async function watchSomebody(page: Page, org: Simulator): Promise<string> {
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await subscribe(page, somebodyIn(org), ['Presence']);
  await expect(page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  org.levers.pull({ lever: 'set-presence', userId: person.id, systemPresence: 'Available' });
  return person.id;
}

interface RuleForm {
  readonly name: string;
  readonly filter: string;
  readonly lasts: string;
}

async function writeRule(page: Page, { name, filter, lasts }: RuleForm): Promise<Locator> {
  await openView(page, 'Alerts');
  await page.getByRole('button', { name: 'New rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('combobox', { name: 'Tell me of' }).fill(filter);
  await dialog.getByLabel('When it has been so for').fill(lasts);
  await dialog.getByLabel('Not again of the same within').fill('');
  return dialog;
}

async function saveRule(page: Page, form: RuleForm): Promise<void> {
  const dialog = await writeRule(page, form);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

test('one person to watch is found by name, and nobody else is told of', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  const userId = await watchSomebody(page, org);
  const name = somebodyIn(org);
  const other = org.roster.people[1];
  await subscribe(page, other?.name ?? '', ['Presence']);
  const dialog = await writeRule(page, AWAY);
  await dialog.getByRole('button', { name: 'Whom it watches' }).click();
  const find = page.getByPlaceholder('Find by name');
  await expect(find).toBeFocused();
  // Of the practice organisation she is, too.
  await find.fill(`${name.toUpperCase()} acme`);
  await expect(page.getByRole('option')).toHaveText([/^Everyone/, `${name}Acme`]);
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, 'alerts-whom.png') });
  await expectAccessible(page, 'whom a rule watches', '[data-trigger="Select"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Whom it watches' })).toContainText(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  org.levers.pull({ lever: 'set-presence', userId: other?.id ?? '', systemPresence: 'Away' });
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });
  await expect(alerts(page)).toHaveCount(1, { timeout: 30_000 });
  await expect(alerts(page)).toContainText(name);
});

/** Rules that have something to tell all the time. */
async function crowd(page: Page): Promise<void> {
  for (const [name, filter] of [
    ['Everything', 'changed:yes'],
    ['Away', 'presence:Away'],
  ] as const) {
    await saveRule(page, { name, filter, lasts: '' });
  }
  await expect.poll(() => alerts(page).count(), { timeout: 60_000 }).toBeGreaterThan(12);
}

const AWAY = { name: 'Away too long', filter: 'presence:Away', lasts: '2s' };

test('a rule fires after its time, and a click opens the event', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  const userId = await watchSomebody(page, org);
  await saveRule(page, AWAY);
  await expect(inbox(page)).toHaveCount(0);
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });

  await expect(alerts(page)).toHaveCount(1, { timeout: 30_000 });
  await expect(alerts(page)).toContainText(`${somebodyIn(org)}, for 2 s, since `);
  await expect(bell(page)).toHaveAccessibleName('Alerts: 1 unread');
  await expect(page.getByRole('status', { name: 'Alert status' })).toHaveText(
    `Alert. Away too long: ${somebodyIn(org)}.`,
    { timeout: 15_000 },
  );
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, 'alerts-1440x900.png'), animations: 'disabled' });

  await alerts(page).getByRole('button').click();
  await expect(timeline(page).getByRole('row', { selected: true })).toContainText(/Away/);
  await expect(bell(page)).toHaveAccessibleName('Alerts: none unread');
});

test('what is not live is held and said, and told when the refresh confirms it', async ({
  vigil,
  startOrg,
}) => {
  test.setTimeout(120_000);
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  const userId = await watchSomebody(page, org);
  await saveRule(page, { ...AWAY, lasts: '8s' });
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });
  await openView(page, 'Timeline');
  await expect(timeline(page)).toContainText('→Away');
  await openView(page, 'Alerts');
  org.levers.pull({ lever: 'outage', durationMs: 300_000 });

  await expect(alerts(page)).toContainText('Held: not live since ', { timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Inbox' })).toContainText('1 alert held while not live.');
  await expect(bell(page)).toHaveAccessibleName(/1 alert held while not live/);
  await page.screenshot({ path: join(PICTURES, 'alerts-held-1440x900.png'), animations: 'disabled' });

  org.levers.pull({ lever: 'restore' });
  await expect(alerts(page)).toContainText('Held while not live since ', { timeout: 60_000 });
  await expect(alerts(page)).toHaveCount(1);
});

test('nothing is told of twice, also after a kill', async ({ launch, startOrg }) => {
  test.setTimeout(120_000);
  const first = await launch();
  const org = await startOrg({ speed: 0 });
  const userId = await watchSomebody(first.page, org);
  await saveRule(first.page, AWAY);
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });
  await expect(alerts(first.page)).toHaveCount(1, { timeout: 30_000 });
  await expect(first.page.getByRole('status', { name: 'Alert status' })).not.toBeEmpty({ timeout: 15_000 });
  await first.kill();

  const second = await launch();
  await expectLive(second.page);
  await openView(second.page, 'Alerts');
  await expect(alerts(second.page)).toHaveCount(1);
  // The same goes on: what it tells of it now, it would tell within this time.
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Available' });
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });
  await expect(alerts(second.page)).toHaveCount(2, { timeout: 30_000 });
});

test('alerts can be paused, and are kept all the same', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  const userId = await watchSomebody(page, org);
  await saveRule(page, AWAY);
  await bell(page).click();
  await page.getByRole('menuitem', { name: 'Pause for 15 minutes' }).click();
  await expect(bell(page)).toHaveAccessibleName(/Alerts are paused until/);
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });
  await expect(alerts(page)).toContainText('No notification: alerts were paused.', { timeout: 30_000 });
  await bell(page).click();
  await page.getByRole('menuitem', { name: 'End the pause' }).click();
  await expect(bell(page)).toHaveAccessibleName('Alerts: 1 unread');
});

test('a rule is tried out over what has happened', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  const userId = await watchSomebody(page, org);
  for (const systemPresence of ['Away', 'Available', 'Away', 'Available']) {
    org.levers.pull({ lever: 'set-presence', userId, systemPresence });
  }
  await openView(page, 'Timeline');
  await expect(timeline(page).getByText('Available').nth(2)).toBeVisible();
  const dialog = await writeRule(page, { ...AWAY, lasts: '' });
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByRole('status', { name: 'Result of the trial' })).toHaveText(
    'Would have fired 2 times in the last 24 hours.',
  );
  await page.screenshot({ path: join(PICTURES, 'alerts-editor-1440x900.png'), animations: 'disabled' });
  await dialog.getByRole('combobox', { name: 'Tell me of' }).fill('presence:(');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Tell me of' })).toHaveAccessibleDescription(/\w/);
});

test('axe finds nothing to object to, empty or crowded, and in the editor', async ({ vigil }) => {
  test.setTimeout(240_000);
  const { page } = vigil;
  await expectLive(page);
  await openView(page, 'Alerts');
  await expectAccessible(page, 'alerts, none yet', 'main');
  await crowd(page);
  await page.getByRole('switch', { name: /^Everything/ }).click({ force: true });
  await expectAccessible(page, 'alerts, crowded', 'main');
  await page.screenshot({ path: join(PICTURES, 'alerts-crowded-1440x900.png'), animations: 'disabled' });
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.screenshot({ path: join(PICTURES, 'alerts-dark-1440x900.png'), animations: 'disabled' });
  await page.getByRole('button', { name: 'Edit Away' }).click();
  await expectAccessible(page, 'the editor of a rule', '[role=dialog]');
  await page.screenshot({ path: join(PICTURES, 'alerts-editor-dark-1440x900.png'), animations: 'disabled' });
  await page.keyboard.press('Escape');
  await bell(page).click();
  await expectAccessible(page, 'the menu of alerts', '[role=menu]');
});

test('that a topic was refused is told by itself', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0, lacksPermissions: ['analytics:userAggregate:view'] });
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await openView(page, 'Alerts');
  const topic = `v2.analytics.users.${org.roster.people[0]?.id ?? ''}.aggregates`;
  const answer = await page.evaluate(`monitor.setTopics({ topics: ['${topic}'] })`);
  expect(answer).toEqual({ ok: true, value: null });
  await expect(alerts(page)).toContainText('Topic refused', { timeout: 30_000 });
  await expect(alerts(page)).toContainText(topic);
});
