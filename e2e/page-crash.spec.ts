import { expect, test } from './fixtures.ts';
import { eventRows, expectLive } from './window.ts';

test.use({ provokedProblems: /The page process died and is brought back/ });

test('a page that crashes comes back with its history, and the connection never notices', async ({
  vigil,
}) => {
  const { app, page, printed } = vigil;
  await expectLive(page);
  await expect(eventRows(page).nth(3)).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await expect.poll(printed).toContain('The page process died and is brought back');
  // Asked through the main process, because Playwright does not follow a page beyond its crash.
  const look = (): Promise<unknown> =>
    app.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`[
          document.querySelector('#connection-chip')?.textContent.includes('Live'),
          document.querySelectorAll('[data-kind="event"]').length > 3,
          document.querySelector('footer')?.textContent.includes('No gaps'),
        ]`) as Promise<unknown>,
    );
  await expect.poll(look).toEqual([true, true, true]);
});
