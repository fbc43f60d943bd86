import { expect, test } from './fixtures.ts';
import { eventRows, expectLive, formDialog } from './window.ts';

test('a first run is live on the practice org, clearly marked, and shows events by name', async ({
  vigil,
}) => {
  const { page } = vigil;
  await expectLive(page);
  await expect(page.getByText('Practice org: simulated data.')).toBeVisible();
  await expect(eventRows(page).nth(5)).toBeVisible();
  const names = await page.evaluate<string[]>(`monitor.getSnapshot(null).then(({ value: { directory } }) =>
    [...Object.values(directory.users), ...Object.values(directory.queues)])`);
  const row = await eventRows(page).first().getByRole('gridcell').nth(1).textContent();
  expect(names).toContain(row);
});

test('the welcome offers both ways and goes when one is chosen', async ({ vigil }) => {
  const { page } = vigil;
  const welcome = page.getByRole('region', { name: 'Welcome' });
  await welcome.getByRole('button', { name: 'Connect your organisation' }).click();
  await formDialog(page).getByRole('button', { name: 'Close' }).click();
  await welcome.getByRole('button', { name: 'Look around the practice org' }).click();
  await expect(welcome).toBeHidden();
  await expectLive(page);
});

test('secrets are kept in the keychain of this computer', async ({ vigil }) => {
  await expect(vigil.page.getByRole('contentinfo')).toContainText(
    /Secrets in (system keyring|macOS Keychain|Windows Credential Manager)/,
  );
});
