import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { PROJECT_FOLDER } from '../vigil.ts';
import { expect, test as base } from './attacked.ts';

/** The page of a window that Vigil did not make, with the right page and the right preload. */
const test = base.extend<{ readonly foreign: Page }>({
  foreign: async ({ vigil }, use) => {
    const { app } = vigil;
    const opening = app.waitForEvent('window');
    const id = await app.evaluate(
      ({ BrowserWindow }, preload) => {
        const webPreferences = { preload, sandbox: true, contextIsolation: true };
        const window = new BrowserWindow({ show: false, webPreferences });
        void window.loadURL('app://monitor/');
        return window.id;
      },
      join(PROJECT_FOLDER, 'out/preload/index.cjs'),
    );
    const foreign = await opening;
    await foreign.waitForLoadState();
    await use(foreign);
    const closing = foreign.waitForEvent('close');
    await app.evaluate(({ BrowserWindow }, windowId) => BrowserWindow.fromId(windowId)?.destroy(), id);
    await closing;
  },
});

test.use({ provokedProblems: /Refused a request from a foreign sender/ });

test('a frame inside the page has no bridge', async ({ vigil }) => {
  const kind = await vigil.page.evaluate(`(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const kind = typeof frame.contentWindow.monitor;
    frame.remove();
    return kind;
  })()`);
  expect(kind).toBe('undefined');
});

test('a foreign window is refused at the door', async ({ vigil, foreign }) => {
  const answers = await foreign.evaluate<unknown[]>(`Promise.all([
    monitor.getSnapshot(null),
    monitor.saveProfile({ name: 'x', target: { kind: 'region', region: 'eu-west-1' }, clientId: 'x', clientSecret: 'x' }),
    monitor.copyText({ text: 'x' }),
  ])`);
  const refused = {
    ok: false,
    error: { code: 'input/invalid', message: 'Vigil accepts requests from its own window only.' },
  };
  expect(answers).toEqual([refused, refused, refused]);
  expect(vigil.printed()).toContain('verb=saveProfile problem="unknown window"');
});

test('a foreign window is told nothing', async ({ vigil, foreign }) => {
  const listen = `new Promise((resolve) => {
    monitor.on('entries', () => resolve('told'));
    monitor.on('connection', () => resolve('told'));
    setTimeout(() => resolve('nothing'), 5000);
  })`;
  const [own, other] = await Promise.all([vigil.page.evaluate(listen), foreign.evaluate(listen)]);
  expect([own, other]).toEqual(['told', 'nothing']);
});
