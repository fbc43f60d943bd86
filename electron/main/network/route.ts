import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { isLoopback } from '../base/loopback.ts';

/** How a server is reached. */
export type Route = ({ readonly kind: 'direct' } | { readonly kind: 'proxy'; readonly proxy: Proxy }) & {
  /** Told when nothing could be reached by it: there may be another. */
  readonly failed?: () => void;
};

export interface Proxy {
  /** Origin, without user name and password: `http://proxy.example.com:8080`. */
  readonly url: string;
  /** The value of `Proxy-Authorization`, or null. A secret. */
  readonly authorization: string | null;
}

/** Finds the way to a URL (`http`, `https`, `ws`, `wss`). Rejects with a `Failure` (`net/proxy`) when there is none. */
export type FindRoute = (url: string) => Promise<Route>;

export const DIRECT: Route = { kind: 'direct' };

/** The way to whoever is on this computer leads over no proxy. */
export function sparingLoopback(findRoute: FindRoute): FindRoute {
  return async (url) => (isLoopback(new URL(url).hostname) ? DIRECT : findRoute(url));
}

/** `proxy.example.com:8080`, without what is secret. */
export const proxyHost = ({ url }: Proxy): string => new URL(url).host;

/**
 * Reads the address of a proxy: `http://user:password@proxy.example.com:8080`, `https://…`, or without a scheme.
 * Throws a `Failure` (`net/proxy`) that never repeats the text, because a password may stand in it.
 *
 * @param where Where the address was found, for the message: "HTTPS_PROXY".
 */
export function parseProxy(text: string, where: string): Route {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) {
    throw new Failure({
      code: 'net/proxy',
      message: t('The proxy in {where} is no address. It should look like http://proxy.example.com:8080.', {
        where,
      }),
    });
  }
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Failure({
      code: 'net/proxy',
      message: t(
        'The proxy {host} in {where} is of a kind that Vigil does not support ({kind}). ' +
          'Set an http:// or https:// proxy, or ask your IT for one.',
        { host: url.host, where, kind: url.protocol.slice(0, -1) },
      ),
    });
  }
  return { kind: 'proxy', proxy: { url: url.origin, authorization: basicAuthorization(url) } };
}

function basicAuthorization({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  const plain = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(plain).toString('base64')}`;
}

/** A percent sign in a password that was not encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
