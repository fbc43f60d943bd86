import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Bundles must run on the oldest runtime the set-up may use (Electron 33: Node 20.18, Chromium 130)
// as well as on the declared one, so the targets are set by hand.
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      rolldownOptions: {
        input: {
          index: resolve('electron/main/index.ts'),
          'history-worker': resolve('electron/main/history/history-worker.ts'),
          'log-worker': resolve('electron/main/history/log-worker.ts'),
          'recording-worker': resolve('electron/main/recording/recording-worker.ts'),
          'search-worker': resolve('electron/main/history/search/search-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      // A sandboxed preload can require nothing but electron, so everything else is bundled in.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      target: chromeTarget,
      outDir: resolve('out/renderer'),
      rolldownOptions: { input: resolve('renderer/index.html') },
    },
  },
});
