import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppContext, type AppParts } from './app-context.ts';
import { App } from './App.tsx';
import { openBridge } from './bridge.ts';
import { createPager } from './features/timeline/paging.ts';
import { createStores } from './stores/stores.ts';
import { startSync } from './sync.ts';
import './ui/base.css';

const bridge = openBridge();
const stores = createStores();
const parts: AppParts = {
  bridge,
  stores,
  sync: startSync(bridge, stores),
  pager: createPager(bridge, stores),
};

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root".');
createRoot(root).render(
  <StrictMode>
    <AppContext value={parts}>
      <App />
    </AppContext>
  </StrictMode>,
);
