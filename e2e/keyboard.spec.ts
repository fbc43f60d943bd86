import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { somebodyIn } from './hear.ts';
import {
  connectOrganisation,
  eventRows,
  expectLive,
  filterField,
  formDialog,
  subscribe,
  timeline,
} from './window.ts';

test.setTimeout(120_000);

/** Presses a key until something has the focus; whoever cannot get there by that key is stuck. */
async function goTo(page: Page, target: Locator, key: string): Promise<void> {
  await expect(target).toBeVisible();
  const isThere = async (): Promise<boolean> => (await target.and(page.locator(':focus')).count()) > 0;
  for (let presses = 0; presses < 100 && !(await isThere()); presses += 1) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

const tabTo = (page: Page, target: Locator): Promise<void> => goTo(page, target, 'Tab');

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Opens a menu or a list of choices and takes one. */
async function choose(page: Page, opener: Locator, choice: Locator): Promise<void> {
  await press(page, opener);
  await goTo(page, choice, 'ArrowDown');
  await page.keyboard.press('Enter');
}

/** Radio buttons are one stop of Tab, and arrows go from one to the next. */
async function pick(page: Page, group: Locator, name: string): Promise<void> {
  await tabTo(page, group.getByRole('radio', { checked: true }));
  const wanted = group.getByRole('radio', { name });
  for (let presses = 0; presses < 10 && !(await wanted.isChecked()); presses += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toBeChecked();
}

test('an admin connects, subscribes, filters and inspects by the keyboard alone', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  await expectLive(page);

  await test.step('an organisation is connected', async () => {
    const add = page.getByRole('menuitem', { name: 'Add an organisation…' });
    await choose(page, page.getByRole('button', { name: /^Organisation: / }), add);
    const form = formDialog(page);
    await write(page, form.getByLabel('Name', { exact: true }), 'Acme');
    await pick(page, form, 'Other addresses (advanced)');
    await write(page, form.getByLabel('Login address'), org.address.loginUrl);
    await write(page, form.getByLabel('API address'), org.address.apiUrl);
    await write(page, form.getByLabel('Client id'), org.address.clientId);
    await write(page, form.getByLabel('Client secret'), org.address.clientSecret);
    await press(page, form.getByRole('button', { name: 'Save and connect' }));
    await expect(form).toBeHidden();
    await expect(page).toHaveTitle('Acme – Vigil');
    await expectLive(page);
  });

  await test.step('topics of a person are subscribed to', async () => {
    await page.keyboard.press('3');
    const list = page.getByRole('list', { name: `Topics of ${somebodyIn(org)}` });
    await expect(async () => {
      await write(
        page,
        page.getByRole('searchbox', { name: 'Find people, queues and topics' }),
        somebodyIn(org),
      );
      await expect(list).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await tabTo(page, list.getByRole('checkbox', { name: 'Presence', exact: true }));
    await page.keyboard.press('Space');
    await press(page, page.getByRole('group', { name: 'Changes' }).getByRole('button', { name: 'Apply' }));
    await expect(page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  });

  await test.step('an event is found and looked at', async () => {
    await page.keyboard.press('2');
    org.levers.pull({ lever: 'burst', count: 5, perSecond: 100 });
    await expect(eventRows(page)).toHaveCount(5);
    await page.keyboard.press('/');
    await expect(filterField(page)).toBeFocused();
    await page.keyboard.type('type:event');
    await page.keyboard.press('Enter');
    await goTo(page, timeline(page), 'Tab');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(inspector).toBeHidden();
  });
});

test('a supervisor fills the board, sets limits and takes a group off by the keyboard alone', async ({
  vigil,
}) => {
  const { page } = vigil;
  await expectLive(page);
  await page.keyboard.press('1');
  const tools = page.getByRole('group', { name: 'Board tools' });
  const agents = page.getByRole('group', { name: 'Agents by group' });
  await expect(agents.getByRole('gridcell').nth(3)).toBeVisible({ timeout: 30_000 });

  // Heads out of sight are not drawn.
  const groups = (): Promise<number> =>
    page.evaluate<number>('monitor.getSnapshot(null).then(({ value }) => value.boards[0].groups.length)');
  const before = await groups();
  await test.step('a queue comes onto the board', async () => {
    await press(page, tools.getByRole('button', { name: 'Add…' }));
    const dialog = page.getByRole('dialog', { name: 'Add to the board' });
    await pick(page, dialog, 'Queue');
    await tabTo(page, dialog.getByRole('searchbox', { name: 'Find by name' }));
    await goTo(page, dialog.getByRole('option').first(), 'Tab');
    await page.keyboard.press('Space');
    await expect(dialog.getByRole('status', { name: 'What it takes' })).toContainText('of 1,000', {
      timeout: 20_000,
    });
    await press(page, dialog.getByRole('button', { name: 'Add to the board' }));
    await expect(dialog).toBeHidden();
    await expect.poll(groups).toBe(before + 1);
  });

  await test.step('a limit is set', async () => {
    await press(page, tools.getByRole('button', { name: 'Limits…' }));
    const dialog = page.getByRole('dialog', { name: 'Limits' });
    await press(page, dialog.getByRole('button', { name: 'Another limit' }));
    const limit = dialog.getByRole('group', { name: 'Limit of Away' }).last();
    await write(page, limit.getByLabel('Near, min'), '1');
    await write(page, limit.getByLabel('Over, min'), '2');
    await press(page, dialog.getByRole('button', { name: 'Save' }));
    await expect(dialog).toBeHidden();
  });

  await test.step('agents are put in another order', async () => {
    const name = page.getByRole('option', { name: 'Name', exact: true });
    await choose(page, tools.getByRole('button', { name: /Sort/ }), name);
    await expect(tools.getByRole('button', { name: /Sort/ })).toHaveText(/Name/);
  });

  await test.step('a group leaves the board', async () => {
    const drawn = page.getByRole('button', { name: /^More about / });
    const label = (await drawn.first().getAttribute('aria-label')) ?? '';
    const more = page.getByRole('button', { name: label, exact: true });
    await choose(page, more, page.getByRole('menuitem', { name: 'Remove from the board' }));
    await expect.poll(groups).toBe(before);
  });
});

test('a rule is written, and what it told of opened, by the keyboard alone', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await subscribe(page, somebodyIn(org), ['Presence']);
  await expect(page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  const userId = org.roster.people[0]?.id ?? '';
  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Available' });

  await page.keyboard.press('5');
  await press(page, page.getByRole('button', { name: 'New rule' }));
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await write(page, dialog.getByLabel('Name'), 'Away');
  await write(page, dialog.getByRole('combobox', { name: 'Tell me of' }), 'presence:Away');
  await write(page, dialog.getByLabel('When it has been so for'), '2s');
  await press(page, dialog.getByRole('button', { name: 'Save' }));
  await expect(dialog).toBeHidden();

  org.levers.pull({ lever: 'set-presence', userId, systemPresence: 'Away' });
  const alert = page.getByRole('list', { name: 'Alerts, newest first' }).getByRole('button').first();
  await expect(alert).toBeVisible({ timeout: 30_000 });
  await press(page, alert);
  await expect(timeline(page).getByRole('row', { selected: true })).toContainText(/Away/);

  await page.keyboard.press('5');
  const remove = page.getByRole('button', { name: 'Remove Away' });
  await press(page, remove);
  await expect(remove).toBeHidden();
});

test('a session is exported and replayed, and limits are changed, by the keyboard alone', async ({
  vigil,
  folder,
}) => {
  const { app, page } = vigil;
  await expectLive(page);
  await expect(eventRows(page).nth(5)).toBeVisible();
  // The dialogs of the operating system cannot be driven from here.
  await app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    },
    join(folder, 'session.ndjson'),
  );
  await page.keyboard.press('6');
  await press(page, page.getByRole('button', { name: 'Choose a file and export…' }));
  await expect(page.getByRole('region', { name: 'Last exports' })).toContainText('session.ndjson');
  await press(page, page.getByRole('button', { name: 'Open a session…' }));
  await expect(page.getByText('REPLAY', { exact: true })).toBeVisible();
  await press(page, page.getByRole('button', { name: 'To the end' }));
  await expect(eventRows(page).nth(3)).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Leave replay' }));
  await expect(page.getByText('REPLAY', { exact: true })).toBeHidden();

  await page.keyboard.press('7');
  await write(page, page.getByLabel('Days to keep'), '7');
  await press(page, page.getByRole('button', { name: 'Change the limits' }));
  await expect(page.getByRole('button', { name: 'Change the limits' })).toBeHidden();
});
