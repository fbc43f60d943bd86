import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerPageRequest, APP_SCHEME, contentSecurityPolicy, resolvePageFile } from './app-protocol.ts';

const root = resolve('/srv/page');

describe('the file behind an address', () => {
  it.each([
    ['app://monitor/', 'index.html'],
    ['app://monitor/index.html', 'index.html'],
    ['app://monitor/assets/index-Ab_1.js', 'assets/index-Ab_1.js'],
    ['app://monitor/index.html?query#hash', 'index.html'],
    ['app://monitor/a%20b.png', 'a b.png'],
    // The parser resolves these before anything is looked up; they stay below the root.
    ['app://monitor/assets/../index.html', 'index.html'],
    ['app://monitor/../../index.html', 'index.html'],
    ['app://monitor/%2e%2e/index.html', 'index.html'],
    ['app://monitor/.%2e/index.html', 'index.html'],
  ])('of %s is %s', (address, file) => {
    expect(resolvePageFile(address, root)).toBe(join(root, file));
  });

  it.each([
    'app://monitor/..%2f..%2fetc/passwd',
    'app://monitor/..%2Fpage-secrets/key.png',
    'app://monitor/%2e%2e%2fetc%2fpasswd',
    'app://monitor/..%5c..%5cetc%5cpasswd',
    'app://monitor/..\\..\\etc\\passwd',
    'app://monitor/%252e%252e%252fetc/passwd',
    'app://monitor/index.html%00.png',
    'app://monitor/c:/windows/win.ini',
    'app://monitor/file.txt:stream',
    'app://monitor/%',
    'app://monitor/%ff',
    'app://other/index.html',
    'app://monitor.evil.example/index.html',
    'app://monitor:81/index.html',
    'app://user@monitor.example/index.html',
    'https://monitor/index.html',
    'file:///etc/passwd',
    'index.html',
    '',
  ])('of %s is none', (address) => {
    expect(resolvePageFile(address, root)).toBeNull();
  });

  it('lies below the root, whatever the address', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '%00', '\\', '//', ':', '%25', 'a', '~'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const file = resolvePageFile(`app://monitor/${pieces.join('/')}`, root);
        if (file !== null) expect(resolve(file).startsWith(`${root}/`)).toBe(true);
      }),
    );
  });
});

describe('an answer to the page', () => {
  let folder: string;
  let page: string;
  const ask = (path: string, method = 'GET') =>
    answerPageRequest({ method, url: `app://monitor${path}` }, page);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-page-'));
    page = join(folder, 'page');
    await mkdir(join(page, 'assets'), { recursive: true });
    await writeFile(join(folder, 'outside.js'), 'outside');
    await writeFile(join(page, 'index.html'), '<!doctype html><html><head><title>t</title></head></html>');
    await writeFile(join(page, 'assets', 'a.js'), 'export {}');
    await writeFile(join(page, 'assets', 'a.js.map'), '{}');
    await symlink(page, join(page, 'assets', 'folder.js'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/assets/a.js', 'text/javascript; charset=utf-8'],
  ])('for %s has the right type and every protecting header', async (path, type) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('carries the same fresh nonce in page and policy', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answer = await ask('/');
        const nonce = /<head><meta property="csp-nonce" nonce="([^"]+)">/.exec(await answer.text())?.[1];
        expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${String(nonce)}'`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it.each([
    '/missing.js',
    '/assets',
    '/assets/',
    '/assets/folder.js',
    '/assets/a.js.map',
    '/..%2foutside.js',
  ])('for %s is 404', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('to %s is 405', async (method) => {
    expect((await ask('/', method)).status).toBe(405);
  });
});

describe('the content security policy', () => {
  it('is this and nothing more', () => {
    expect(contentSecurityPolicy('abc')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self'; font-src 'self'; " +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  it('has nothing unsafe and no host', () => {
    expect(contentSecurityPolicy('abc')).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
  });
});

describe('the scheme', () => {
  it('is standard and secure, and may bypass nothing', () => {
    expect(APP_SCHEME).toEqual({ scheme: 'app', privileges: { standard: true, secure: true } });
  });
});
