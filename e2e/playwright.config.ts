import { fileURLToPath } from 'node:url';
import { defineConfig } from 'playwright/test';

/** Real Electron on the built app. `npm test` builds it and brings a display and a keychain. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: fileURLToPath(new URL('../artifacts/e2e', import.meta.url)),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
});
