import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { CustomScheme, Protocol } from 'electron';

const SCHEME = 'app';

/** The page's origin, as the browser names it. */
export const APP_ORIGIN = `${SCHEME}://monitor`;

/** Where the page's files are served. */
export const PAGE_URL = `${APP_ORIGIN}/`;

/** Must be declared before Electron is ready. A standard scheme has origins, a secure one may use `crypto.subtle`. */
export const APP_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true },
};

/**
 * The kinds of file that the page consists of. Anything else, such as a source map, is not served.
 */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Serves the built page from `root`, and nothing that lies outside of it. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(SCHEME, (request) => answerPageRequest(request, root));
}

export async function answerPageRequest(
  request: Pick<Request, 'method' | 'url'>,
  root: string,
): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { Allow: 'GET' } });
  const path = resolvePageFile(request.url, root);
  const contentType = path === null ? undefined : CONTENT_TYPES[extname(path)];
  if (path === null || contentType === undefined) return new Response(null, { status: 404 });
  try {
    const content = await readFile(path);
    const nonce = randomBytes(16).toString('base64');
    const body = extname(path) === '.html' ? withStyleNonce(content.toString('utf8'), nonce) : content;
    return new Response(body, { headers: pageHeaders(contentType, nonce) });
  } catch {
    return new Response(null, { status: 404 });
  }
}

/**
 * The file that an address of the page means, or null when it means none below `root`. Decodes once and then
 * judges the result, so that no spelling of `..` or of a separator gets past.
 */
export function resolvePageFile(address: string, root: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (`${url.protocol}//${url.host}` !== APP_ORIGIN) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (/[\0\\:%]/.test(path)) return null;
  const base = resolve(root);
  const file = resolve(base, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(`${base}${sep}`) ? file : null;
}

/**
 * The page has no network at all: what it shows comes over IPC. The nonce lets react-aria add its one style
 * element (touch behaviour of buttons); it reads it from the page.
 */
export function contentSecurityPolicy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function pageHeaders(contentType: string, styleNonce: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy(styleNonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

function withStyleNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`);
}
