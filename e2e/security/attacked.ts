import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectNoProblems, loggedProblemsOf, test as base } from '../fixtures.ts';
import { startVigil, type Vigil } from '../vigil.ts';

/**
 * For tests that attack the page: they share one Vigil, and each gets a fresh page in it. What a test leaves in
 * the main process it has to clean up itself. There is a camera to ask for: Chromium's own fake one.
 */
export const test = base.extend<object, { readonly sharedVigil: Vigil }>({
  sharedVigil: [
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'vigil-attacked-'));
      const vigil = await startVigil(dataDir, ['--use-fake-device-for-media-stream']);
      await use(vigil);
      await vigil.quit();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],

  vigil: async ({ sharedVigil, provokedProblems }, use) => {
    const { app, page } = sharedVigil;
    await app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => {
            resolve();
          });
          contents?.reload();
        }),
    );
    await expect(page.getByRole('button', { name: /^Connection: / })).toBeVisible();
    // Those of the process and those of the page each grow at their own end.
    const [logged, shown] = [loggedProblemsOf(sharedVigil).length, sharedVigil.pageProblems().length];
    await use(sharedVigil);
    const problems = [
      ...loggedProblemsOf(sharedVigil).slice(logged),
      ...sharedVigil.pageProblems().slice(shown),
    ];
    expectNoProblems(problems, provokedProblems);
  },
});

export { expect };
