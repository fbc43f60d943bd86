import { defineConfig } from 'vitest/config';

/** The tests that mutants are held against: those of the core, but for the ones that run for long. */
export default defineConfig({
  test: {
    include: [
      'electron/main/base/retry-after.test.ts',
      'electron/main/auth/token-provider.test.ts',
      'electron/main/connection/{backoff,heartbeat}.test.ts',
      'electron/main/connection/transition{,-build,-events,-extension,-loss,-others,-patience,-renewal,-retry,-table}.test.ts',
    ],
    environment: 'node',
    testTimeout: 20_000,
  },
});
