import { expect, test } from './attacked.ts';

test.use({
  provokedProblems: /Content Security Policy|Trusted|TrustedScript|Refused to|net::ERR_BLOCKED_BY_CLIENT/,
});

/** What a page that was taken over might try, and the directive that must stop it. */
const ATTEMPTS: [string, string, RegExp][] = [
  ['eval', `eval('window.owned = true')`, /script-src|trusted-types/],
  ['new Function', `new Function('window.owned = true')()`, /script-src|trusted-types/],
  ['a timer with text', `setTimeout('window.owned = true')`, /script-src|trusted-types/],
  [
    'an inline script',
    `const script = document.createElement('script');
     script.append('window.owned = true');
     document.body.append(script);`,
    /script-src|trusted-types/,
  ],
  [
    'a script from elsewhere',
    `const script = document.createElement('script');
     script.setAttribute('src', 'https://example.com/a.js');
     document.body.append(script);`,
    /script-src|trusted-types/,
  ],
  [
    'markup with a handler',
    `document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.owned = true">')`,
    /script-src|trusted-types/,
  ],
  ['fetch', `fetch('https://example.com/').catch(() => undefined)`, /connect-src/],
  ['fetch to loopback', `fetch('http://127.0.0.1:9/').catch(() => undefined)`, /connect-src/],
  ['fetch of its own files', `fetch('index.html').catch(() => undefined)`, /connect-src/],
  ['a WebSocket', `new WebSocket('wss://example.com/')`, /connect-src/],
  ['an event source', `new EventSource('https://example.com/')`, /connect-src/],
  ['a beacon', `navigator.sendBeacon('https://example.com/', 'x')`, /connect-src/],
  ['an image from elsewhere', `new Image().src = 'https://example.com/a.png'`, /img-src/],
  ['an image in the address', `new Image().src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='`, /img-src/],
  [
    'a style sheet from elsewhere',
    `const link = document.createElement('link');
     link.rel = 'stylesheet';
     link.href = 'https://example.com/a.css';
     document.head.append(link);`,
    /style-src/,
  ],
  [
    'an inline style element',
    `const style = document.createElement('style');
     style.textContent = 'body { display: none }';
     document.head.append(style);`,
    /style-src/,
  ],
  [
    'a font from elsewhere',
    `new FontFace('x', 'url(https://example.com/a.woff2)').load().catch(() => undefined)`,
    /font-src/,
  ],
  [
    'a frame',
    `const frame = document.createElement('iframe');
     frame.src = 'https://example.com/';
     document.body.append(frame);`,
    /frame-src|default-src/,
  ],
  [
    'an object',
    `const object = document.createElement('object');
     object.data = 'https://example.com/a.swf';
     document.body.append(object);`,
    /object-src|default-src|trusted-types/,
  ],
  ['a worker', `new Worker('https://example.com/a.js')`, /worker-src|script-src|trusted-types/],
  [
    'a form',
    `const form = document.createElement('form');
     form.action = 'https://example.com/';
     document.body.append(form);
     form.submit();`,
    /form-action/,
  ],
  [
    'a base address',
    `const base = document.createElement('base');
     base.href = 'https://example.com/';
     document.head.append(base);`,
    /base-uri/,
  ],
];

for (const [name, code, directive] of ATTEMPTS) {
  test(`the content policy stops ${name}`, async ({ vigil }) => {
    const { page } = vigil;
    // In a task of its own, because what DevTools evaluates directly is exempt from the policy.
    const violation = await page.evaluate<string>(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
      setTimeout(() => {
        try { ${code} } catch { /* stopped by an exception and a report */ }
      });
      setTimeout(() => resolve('no violation'), 5000);
    })`);
    expect(violation).toMatch(directive);
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect(page.url()).toBe('app://monitor/');
  });
}

test('the answer to the page carries the policy as a header', async ({ vigil }) => {
  const { page } = vigil;
  const [answer] = await Promise.all([
    page.waitForResponse('app://monitor/'),
    vigil.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.reload();
    }),
  ]);
  const headers = await answer.allHeaders();
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("connect-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe-');
  expect(headers['x-content-type-options']).toBe('nosniff');
});
