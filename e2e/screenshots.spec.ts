import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { PROJECT_FOLDER, type Vigil } from './vigil.ts';
import {
  banner,
  eventRows,
  expectLive,
  fillForm,
  formDialog,
  openForm,
  openView,
  pullLever,
  type ViewName,
} from './window.ts';

const PICTURES = join(PROJECT_FOLDER, 'artifacts/screenshots');
const VIEWS: readonly ViewName[] = ['Timeline', 'Topics', 'Connection', 'Sessions', 'Settings'];
const THEMES = ['Light', 'Dark'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

test.setTimeout(120_000);

async function resize({ app, page }: Vigil, size: (typeof SIZES)[number]): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  await expect.poll(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([size.width, size.height]);
}

/** Lists scroll in the window; the window itself does not. */
async function expectNothingSticksOut({ page }: Vigil, name: string): Promise<void> {
  const overflow = await page.evaluate(
    'Math.max(document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight)',
  );
  expect(overflow, `${name} sticks out of the window`).toBeLessThanOrEqual(0);
}

/** Takes every view in every theme and size, and looks that nothing sticks out. */
async function takeAll(vigil: Vigil, state: string): Promise<void> {
  const { page } = vigil;
  await mkdir(PICTURES, { recursive: true });
  for (const size of SIZES) {
    await resize(vigil, size);
    for (const theme of THEMES) {
      await page.getByRole('radio', { name: theme }).click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase());
      for (const view of VIEWS) {
        await openView(page, view);
        const name = [view, state, theme, `${String(size.width)}x${String(size.height)}`]
          .join('-')
          .toLowerCase();
        await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
        await expectNothingSticksOut(vigil, name);
      }
    }
  }
}

test('every view is drawn while live', async ({ vigil }) => {
  await expectLive(vigil.page);
  await expect(eventRows(vigil.page).nth(10)).toBeVisible();
  await takeAll(vigil, 'live');
});

test('the inspector is drawn beside the timeline', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  for (const size of SIZES) {
    await resize(vigil, size);
    await eventRows(page).last().click();
    await expect(page.getByRole('tab', { name: 'Changes' })).toBeVisible();
    const name = `inspector-${String(size.width)}x${String(size.height)}`;
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
    await expectNothingSticksOut(vigil, name);
  }
});

test('every view is drawn while the connection is lost', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await expect(eventRows(page).nth(5)).toBeVisible();
  await pullLever(page, { lever: 'outage', durationMs: 600_000 });
  await expect(banner(page)).toContainText('Connection to Genesys lost', { timeout: 30_000 });
  await takeAll(vigil, 'lost');
});

test('the dialogs are drawn', async ({ vigil }) => {
  const { page } = vigil;
  await expectLive(page);
  await mkdir(PICTURES, { recursive: true });
  for (const theme of THEMES) {
    await page.getByRole('radio', { name: theme }).click();
    const form = await openForm(page, 'Add an organisation…');
    await page.screenshot({ path: join(PICTURES, `organisation-form-${theme.toLowerCase()}.png`) });
    await form.getByRole('button', { name: 'Close' }).click();
    await expect(formDialog(page)).toBeHidden();
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await page.screenshot({ path: join(PICTURES, `keyboard-shortcuts-${theme.toLowerCase()}.png`) });
    await help.getByRole('button', { name: 'Close' }).click();
    await expect(help).toBeHidden();
  }
});

test('the result of a test is in view, and the buttons of the form stay in reach', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0 });
  await resize(vigil, { width: 1024, height: 700 });
  const form = await openForm(page, 'Add an organisation…');
  await fillForm(form, { name: 'Acme', org, secret: 'a wrong one' });
  await form.getByRole('button', { name: 'Test connection' }).click();
  const result = form.getByRole('status', { name: 'Result of the test' });
  await expect(result.getByText(/^It ends at: Sign-in/)).toBeInViewport({ ratio: 1 });
  await expect(form.getByRole('button', { name: 'Save and connect' })).toBeInViewport({ ratio: 1 });
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, 'organisation-form-tested-1024x700.png') });
});
