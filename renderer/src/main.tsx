import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppContext, type AppParts } from './app-context.ts';
import { App } from './App.tsx';
import { openBridge } from './bridge.ts';
import { createPager } from './features/timeline/paging.ts';
import { createActions } from './keys/actions.ts';
import { startLastView } from './last-view.ts';
import { createStores } from './stores/stores.ts';
import { nextFrame } from './frame-queue.ts';
import { startSync } from './sync.ts';
import { speakChosen } from './wording/language.ts';
import './ui/base.css';

// Until the settings say what was chosen.
speakChosen('system');
const bridge = openBridge();
const stores = createStores();
startLastView(bridge, stores);
const parts: AppParts = {
  bridge,
  stores,
  sync: startSync(bridge, stores, nextFrame),
  pager: createPager(bridge, stores),
  actions: createActions(),
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
