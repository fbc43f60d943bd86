import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{electron,renderer,shared,simulator,bench,scripts}/**/*.test.{ts,mjs}'],
    environment: 'node',
    testTimeout: 20_000,
  },
});
