import { expect, test } from './fixtures.ts';

test('a first run is live on the practice org, clearly marked, and shows events', async ({ vigil }) => {
  const { page } = vigil;
  await expect(page.getByRole('button', { name: 'Connection: Live' })).toBeVisible();
  await expect(page.getByRole('note', { name: 'Practice org' })).toContainText('simulated data');
  const events = page.getByRole('grid', { name: 'Timeline' }).locator('[data-kind="event"]');
  await expect(events.nth(5)).toBeVisible();
});

test('secrets are kept in the keychain of this computer', async ({ vigil }) => {
  await expect(vigil.page.getByRole('contentinfo')).toContainText(
    /Secrets in (system keyring|macOS Keychain|Windows Credential Manager)/,
  );
});
