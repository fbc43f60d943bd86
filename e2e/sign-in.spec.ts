import { expect, test } from './fixtures.ts';
import { banner, chip, connectOrganisation, expectLive, fillForm, formDialog, openForm } from './window.ts';

test('a connection can be tested before it is saved', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg();
  const dialog = await openForm(page, 'Add an organisation…');
  await fillForm(dialog, { name: 'Acme', org });
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  const steps = dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(steps).toHaveCount(6);
  for (const step of await steps.all()) await expect(step.getByLabel('Passed')).toBeVisible();
});

test('a wrong secret stops at once, says what to do, and goes on when it is corrected', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const org = await startOrg();
  await connectOrganisation(page, { name: 'Acme', org, secret: 'this-is-not-it' });
  await expect(chip(page)).toHaveAccessibleName('Connection: Sign-in rejected');
  await expect(page.getByRole('alert', { name: 'Connection alert' })).toContainText('Sign-in rejected');
  await expect(banner(page)).toContainText(/client id.*secret|secret.*client id/i);
  await expect(banner(page)).toContainText(/region|address/i);
  // The same credential rejected twice is final.
  expect(org.received.tokenRequests.length).toBeLessThanOrEqual(2);

  await banner(page).getByRole('button', { name: 'Edit organisation' }).click();
  const dialog = formDialog(page);
  await dialog.getByLabel('Client secret').fill(org.address.clientSecret);
  await dialog.getByRole('button', { name: 'Save and connect' }).click();
  await expectLive(page);
  expect(org.received.tokenRequests.filter(({ status }) => status !== 200).length).toBeLessThanOrEqual(2);
});

test('a draft that makes no sense is explained field by field', async ({ vigil, startOrg }) => {
  const { page } = vigil;
  const org = await startOrg();
  const dialog = await openForm(page, 'Add an organisation…');
  await fillForm(dialog, { name: 'Practice org', org });
  await dialog.getByLabel('API address').fill('http://api.example.com');
  await dialog.getByRole('button', { name: 'Save and connect' }).click();
  await expect(dialog).toContainText(/must start with https:/);
  await dialog.getByLabel('API address').fill(org.address.apiUrl);
  await dialog.getByRole('button', { name: 'Save and connect' }).click();
  await expect(dialog.getByRole('alert')).toContainText('already an organisation named');
});
