/** The window as a person finds their way in it: by roles and names, never by how it is made. */
import { expect, type Locator, type Page } from 'playwright/test';
import type { Lever } from '../shared/practice/levers.ts';
import type { Simulator } from '../simulator/start-simulator.ts';

export type ViewName = 'Board' | 'Timeline' | 'Topics' | 'Connection' | 'Alerts' | 'Sessions' | 'Settings';

export const chip = (page: Page): Locator => page.getByRole('button', { name: /^Connection: / });
export const banner = (page: Page): Locator => page.getByRole('region', { name: 'Connection notice' });
export const timeline = (page: Page): Locator => page.getByRole('grid', { name: 'Timeline' });
export const eventRows = (page: Page): Locator => timeline(page).locator('[data-kind="event"]');

export const filterField = (page: Page): Locator => page.getByRole('combobox', { name: 'Filter rows' });

export async function expectLive(page: Page): Promise<void> {
  await expect(chip(page)).toHaveAccessibleName(/^Connection: Live/, { timeout: 30_000 });
}

export async function openView(page: Page, view: ViewName): Promise<void> {
  const tab = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-current', 'page');
}

/** Pulls a lever of the practice org as the buttons of the Connection view do, with times of one's own. */
export async function pullLever(page: Page, lever: Lever): Promise<void> {
  const answer = await page.evaluate(`monitor.pullLever(${JSON.stringify(lever)})`);
  expect(answer).toEqual({ ok: true, value: null });
}

/** Ends what is wrong in the midst of a wait and presses "Try now": towards its end the next try might begin just then. */
export async function tryNowAfter(page: Page, endFaults: () => Promise<void> | void): Promise<void> {
  await expect(banner(page)).toContainText(/Trying again in \d/, { timeout: 60_000 });
  await endFaults();
  await banner(page).getByRole('button', { name: 'Try now' }).click();
}

/** Opens the dialog to add an organisation, or to edit the one that is watched. */
export async function openForm(
  page: Page,
  item: 'Add an organisation…' | 'Edit this organisation…',
): Promise<Locator> {
  await page.getByRole('button', { name: /^Organisation: / }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return formDialog(page);
}

export const formDialog = (page: Page): Locator =>
  page.getByRole('dialog', { name: /^(Connect your organisation|Edit )/ });

export interface OrganisationForm {
  readonly name: string;
  readonly org: Pick<Simulator, 'address'>;
  readonly secret?: string;
}

/** Fills in the dialog for an organisation that is reached under addresses of its own. */
export async function fillForm(dialog: Locator, { name, org, secret }: OrganisationForm): Promise<void> {
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('radio', { name: 'Other addresses (advanced)' }).check({ force: true });
  await dialog.getByLabel('Login address').fill(org.address.loginUrl);
  await dialog.getByLabel('API address').fill(org.address.apiUrl);
  await dialog.getByLabel('Client id').fill(org.address.clientId);
  await dialog.getByLabel('Client secret').fill(secret ?? org.address.clientSecret);
}

/** Adds an organisation and connects it. */
export async function connectOrganisation(page: Page, form: OrganisationForm): Promise<void> {
  const dialog = await openForm(page, 'Add an organisation…');
  await fillForm(dialog, form);
  await dialog.getByRole('button', { name: 'Save and connect' }).click();
  await expect(dialog).toBeHidden();
}

/** Ticks topics of a person or queue, found by name, and applies them. */
export async function subscribe(page: Page, name: string, topics: readonly string[]): Promise<void> {
  await openView(page, 'Topics');
  const list = page.getByRole('list', { name: `Topics of ${name}` });
  // The first picture of another organisation clears what was typed before it came.
  await expect(async () => {
    await page.getByRole('searchbox', { name: 'Find people, queues and topics' }).fill(name);
    await expect(list).toBeVisible({ timeout: 1_000 });
  }).toPass();
  for (const topic of topics)
    await list.getByRole('checkbox', { name: topic, exact: true }).check({ force: true });
  await page.getByRole('group', { name: 'Changes' }).getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('list', { name: 'Subscribed topics' })).toBeVisible();
}

/** Takes everybody off the board. */
export async function clearBoard(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const { value } = await monitor.getSnapshot(null);
    for (const { profileId, groups } of value.boards)
      for (const { source } of groups)
        await monitor.unwatchGroup({ profileId, group: { kind: source.kind, id: source.id } });
  })()`);
}
