import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { connectOrganisation, eventRows, expectLive, openForm, openView, subscribe } from './window.ts';

test('a restart keeps organisation, secret and topics', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');

  const first = await launch();
  await connectOrganisation(first.page, { name: 'Acme', org });
  await expectLive(first.page);
  await subscribe(first.page, person.name, ['Presence']);
  await expect(first.page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  await first.quit();

  const second = await launch();
  await expect(second.page.getByRole('button', { name: 'Organisation: Acme' })).toBeVisible();
  await expectLive(second.page);
  await expect(second.page.getByRole('region', { name: 'Welcome' })).toBeHidden();
  await expect(second.page.getByRole('contentinfo')).toContainText('1 topic');
  await openView(second.page, 'Timeline');
  org.levers.pull({ lever: 'burst', count: 1, perSecond: 100 });
  await expect(eventRows(second.page).last()).toContainText(person.name);
});

test('a kill leaves a gap that says from when to when, and earlier gaps stay on record', async ({
  launch,
  startOrg,
}) => {
  const org = await startOrg({ speed: 0 });
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');

  const first = await launch();
  await connectOrganisation(first.page, { name: 'Acme', org });
  await expectLive(first.page);
  await subscribe(first.page, person.name, ['Presence']);
  await expect(first.page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  await expect(first.page.getByRole('contentinfo')).toContainText('trusted 100 % of shift');
  org.levers.pull({ lever: 'drop' });
  await openView(first.page, 'Connection');
  const gapsOf = (page: Page) => page.getByRole('region', { name: 'Gaps' }).getByRole('row');
  await expect(gapsOf(first.page).filter({ hasText: 'Network · Connection closed' })).toHaveCount(1);
  await first.kill();

  const second = await launch();
  await expectLive(second.page);
  await openView(second.page, 'Connection');
  await expect(gapsOf(second.page).filter({ hasText: 'Network · Connection closed' })).toHaveCount(1);
  await expect(gapsOf(second.page).filter({ hasText: 'Vigil not running' })).toHaveCount(1);
  await expect(second.page.getByRole('region', { name: 'Trust' })).toContainText('Vigil not running');
  await expect(second.page.getByRole('contentinfo')).toContainText(/2 gaps.*trusted \d\d?\.\d % of shift/);
  await openView(second.page, 'Timeline');
  await expect(second.page.getByRole('row', { name: /Gap of .*Vigil was not running/ })).toBeVisible();
});

test('a removed organisation takes its secret along', async ({ launch, startOrg }) => {
  const org = await startOrg({ speed: 0 });
  const { page } = await launch();
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  const profileId = await page.evaluate<string>(
    'monitor.getSnapshot(null).then(({ value }) => value.settings.activeProfileId)',
  );
  const dialog = await openForm(page, 'Edit this organisation…');
  await dialog.getByRole('button', { name: 'Remove…' }).click();
  await dialog.getByRole('group', { name: 'Remove Acme?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Organisation: Practice org' })).toBeVisible();
  await expectLive(page);
  // Without a stored secret the same profile can no longer be tried out.
  const answer = await page.evaluate(
    `monitor.testConnection({ id: ${JSON.stringify(profileId)}, name: 'Acme', clientId: 'x', target: { kind: 'region', region: 'eu-west-1' } })`,
  );
  expect(answer).toMatchObject({ ok: false });
});

test('a damaged settings file is set aside and told', async ({ launch, folder }) => {
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'settings.json'), '{"version":1,"profiles":[');
  const { page } = await launch();
  await expect(page.getByText('The settings could not be read, because the file is damaged.')).toBeVisible();
  await expectLive(page);
  expect((await readdir(dataDir)).filter((name) => name.startsWith('settings.corrupt-'))).toHaveLength(1);
});
