import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'electron/main/index.ts',
    'electron/preload/index.ts',
    'electron/watch/main.ts',
    'renderer/src/main.tsx',
    'simulator/main.ts',
    // Forked by the throughput bench.
    'bench/firehose.ts',
    // Started by the long checks in threads and processes of their own.
    'bench/reliability/virtual/model-worker.ts',
    'bench/reliability/virtual/leaks-child.ts',
    // Run as processes of their own by the checks on real sockets.
    'bench/reliability/real/{org-process,reconnect-loop,loop-block}.ts',
    'e2e/**/*.spec.ts',
    'scripts/*.mjs',
    // Run by the set-up on the project's own Node.
    'scripts/set-up/unpack-runtime.mjs',
    // Copied into the runtime as the app that Electron starts with.
    'scripts/set-up/default-app/main.mjs',
    'electron.vite.config.ts',
    'vitest.mutation.config.ts',
  ],
  project: ['**/*.{ts,tsx,mjs,js,cjs}'],
  ignoreDependencies: [
    // Puts Node 24 first on the path of npm scripts.
    'node',
  ],
  ignoreExportsUsedInFile: true,
};

export default config;
