import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'electron/main/index.ts',
    'electron/preload/index.ts',
    // Runs in a thread of its own.
    'electron/main/history/history-worker.ts',
    'electron/main/history/log-worker.ts',
    'electron/main/recording/recording-worker.ts',
    'electron/main/history/search/search-worker.ts',
    // Killed by the test of the history.
    'electron/main/testing/history-writing.ts',
    'electron/watch/main.ts',
    'renderer/src/main.tsx',
    'simulator/main.ts',
    // Forked by the throughput bench.
    'bench/firehose.ts',
    // Run as processes of their own by the flood bench, and the page's part of it.
    'bench/history-profile.ts',
    'bench/flood/{bare-window/main.mjs,page-meter.js}',
    'bench/board/card-meter.js',
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
  // Generated from the grammar, and typed by the declarations beside it.
  ignore: ['shared/filter/filter-parser.{js,d.ts}'],
  ignoreDependencies: [
    // Puts Node 24 first on the path of npm scripts.
    'node',
  ],
  ignoreExportsUsedInFile: true,
};

export default config;
