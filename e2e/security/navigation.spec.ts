import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright/test';
import { expect, test as base } from './attacked.ts';
import type { Vigil } from '../vigil.ts';

/** A site that wants to be visited, and counts who came. */
interface Lure {
  readonly url: string;
  readonly visits: () => number;
}

const test = base.extend<{ readonly lure: Lure; readonly opened: (vigil: Vigil) => Promise<string[]> }>({
  lure: async ({}, use) => {
    let visits = 0;
    const server: Server = createServer((request, response) => {
      visits += 1;
      if (request.url === '/redirect') response.writeHead(302, { location: '/page' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>lured</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${String(port)}`, visits: () => visits });
    await new Promise((resolve) => server.close(resolve));
  },
});

test.use({
  provokedProblems:
    /Content Security Policy|Refused to|Did not open a link|net::ERR_(BLOCKED_BY_CLIENT|ABORTED|FAILED)|Not allowed to (load|navigate)|The page did not load/,
});

/** Adds a link to the page and presses it as a person does. */
async function pressLink(page: Page, href: string, target: string): Promise<void> {
  await page.evaluate(`(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: ${JSON.stringify(href)}, target: ${JSON.stringify(target)}, id: 'lure', textContent: 'Press me' });
    Object.assign(link.style, { position: 'fixed', inset: '0', zIndex: '9999', background: 'white' });
    document.body.append(link);
  })()`);
  await page.mouse.click(300, 300);
  await page.evaluate(`document.getElementById('lure')?.remove()`);
}

/**
 * The page is where it was, alone, and still works. Asked through the main process, because Playwright waits for
 * the end of navigations that were stopped.
 */
async function expectUnmoved({ app }: Vigil): Promise<void> {
  const found = await app.evaluate(async ({ BrowserWindow, webContents }) => {
    const [contents] = BrowserWindow.getAllWindows().map((window) => window.webContents);
    const answer: unknown = await contents?.executeJavaScript(
      'monitor.getSnapshot(null).then(({ ok }) => ok)',
    );
    return {
      windows: BrowserWindow.getAllWindows().length,
      urls: webContents.getAllWebContents().map((each) => each.getURL()),
      isAnswered: answer,
      isDrawn: (await contents?.executeJavaScript(
        'document.getElementById("connection-chip") !== null',
      )) as unknown,
    };
  });
  expect(found).toEqual({ windows: 1, urls: ['app://monitor/'], isAnswered: true, isDrawn: true });
}

for (const target of ['_self', '_blank', '_top', 'named']) {
  test(`a link with target ${target} leads nowhere`, async ({ vigil, lure }) => {
    await pressLink(vigil.page, `${lure.url}/page?app://monitor/`, target);
    await expectUnmoved(vigil);
    expect(lure.visits()).toBe(0);
  });
}

const SCRIPTS: [string, (url: string) => string][] = [
  ['location', (url) => `location.href = ${JSON.stringify(url)}`],
  ['location.replace', (url) => `location.replace(${JSON.stringify(url)})`],
  ['a redirecting address', (url) => `location.href = ${JSON.stringify(url.replace('/page', '/redirect'))}`],
  ['window.open', (url) => `window.open(${JSON.stringify(url)})`],
  ['window.open without opener', (url) => `window.open(${JSON.stringify(url)}, '_blank', 'noopener')`],
  ['window.open of its own page', () => `window.open('app://monitor/index.html')`],
  ['a file', () => `location.href = 'file:///etc/passwd'`],
  ['a script address', () => `location.href = 'javascript:window.owned=true'`],
  ['a data page', () => `location.href = 'data:text/html,<h1>lured</h1>'`],
  ['another page of its own', () => `location.href = 'app://monitor/assets/other.html'`],
  [
    'a form',
    (url) => `const form = document.createElement('form');
      Object.assign(form, { action: ${JSON.stringify(url)}, method: 'post' });
      document.body.append(form);
      form.submit();`,
  ],
  [
    'a refreshing header',
    (url) => `const meta = document.createElement('meta');
      Object.assign(meta, { httpEquiv: 'refresh', content: ${JSON.stringify(`0;url=${url}`)} });
      document.head.append(meta);`,
  ],
  [
    'a frame',
    (url) => `const frame = document.createElement('iframe');
      frame.src = ${JSON.stringify(url)};
      document.body.append(frame);`,
  ],
  [
    'a webview',
    (url) => `const view = document.createElement('webview');
      view.setAttribute('src', ${JSON.stringify(url)});
      document.body.append(view);`,
  ],
];

for (const [name, script] of SCRIPTS) {
  test(`a script that tries ${name} leads nowhere`, async ({ vigil, lure }) => {
    // A second of real time: a navigation that was not stopped would be there by then.
    await vigil.page.evaluate(`new Promise((resolve) => {
      setTimeout(() => { ${script(`${lure.url}/page`)} });
      setTimeout(resolve, 1000);
    })`);
    await expectUnmoved(vigil);
    expect(lure.visits()).toBe(0);
    expect(await vigil.page.evaluate('window.owned')).toBeUndefined();
  });
}

test('links go to the browser only when they are on the list', async ({ vigil }) => {
  const { app, page } = vigil;
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  const links = [
    'https://help.genesys.cloud/articles/',
    'https://help.genesys.cloud.evil.example/',
    'https://user@help.genesys.cloud/',
    'http://help.genesys.cloud/',
    'file:///etc/passwd',
    'https://apps.mypurecloud.ie/directory/',
  ];
  for (const link of links) await pressLink(page, link, '_blank');
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
    .toEqual(['https://help.genesys.cloud/articles/', 'https://apps.mypurecloud.ie/directory/']);
  await expectUnmoved(vigil);
});
