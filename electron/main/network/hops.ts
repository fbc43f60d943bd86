import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure, type TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { networkError } from '../base/network-error.ts';
import type { Network } from './network.ts';
import { ProxyPool } from './pool.ts';
import { rejectedBy } from './rejected-by.ts';
import { proxyHost, type Proxy, type Route } from './route.ts';
import type { Trust } from './trust.ts';

/** One stretch of the way to a server. */
export interface Hop {
  readonly hop: 'dns' | 'proxy' | 'connect';
  /** Who is at the end of it: host, with the port where it is not the usual one. */
  readonly host: string;
  /** Tries it and answers with what was found, in words. Rejects with a `Failure`. */
  readonly run: (signal: AbortSignal) => Promise<string>;
}

/**
 * The stretches of the way to a server (an `http:` or `https:` origin), in the order in which they are to be tried:
 * each needs the one before it. Nothing of it stays open.
 */
export async function hopsTo(
  origin: string,
  { findRoute, trust }: Pick<Network, 'findRoute' | 'trust'>,
  signal: AbortSignal,
): Promise<readonly Hop[]> {
  const url = new URL(origin);
  let route: Route;
  try {
    route = await rejectedBy(findRoute(origin), signal);
  } catch (thrown) {
    const failure =
      thrown instanceof Failure
        ? thrown
        : new Failure(networkError(thrown, (what) => t('No route was found: {what}.', { what })));
    return [{ hop: 'proxy', host: url.host, run: () => Promise.reject(failure) }];
  }
  const first = route.kind === 'direct' ? url : new URL(route.proxy.url);
  return [
    ...(isIP(bare(first.hostname)) === 0 ? [nameHop(first)] : []),
    proxyHop(url, route, trust),
    { hop: 'connect', host: url.host, run: (signal) => tryToConnect(url, route, trust, signal) },
  ];
}

function nameHop({ hostname, host }: URL): Hop {
  return {
    hop: 'dns',
    host,
    run: async (signal) => {
      const found = await said(
        (what) => t('The name {hostname} was not found: {what}.', { hostname, what }),
        rejectedBy(lookup(hostname, { all: true }), signal),
      );
      const values = { hostname, address: found[0]?.address ?? '?', more: found.length - 1 };
      return found.length > 1
        ? t('{hostname} is {address} and {more} more.', values)
        : t('{hostname} is {address}.', values);
    },
  };
}

function proxyHop(url: URL, route: Route, trust: Trust): Hop {
  if (route.kind === 'direct') {
    return { hop: 'proxy', host: url.host, run: () => Promise.resolve(t('None is set for this address.')) };
  }
  const { proxy } = route;
  return {
    hop: 'proxy',
    host: proxyHost(proxy),
    run: (signal) =>
      withTunnel(url, proxy, trust, signal, () =>
        Promise.resolve(
          t('{proxy} lets connections to {host} through.', { proxy: proxyHost(proxy), host: url.host }),
        ),
      ),
  };
}

async function tryToConnect(url: URL, route: Route, trust: Trust, signal: AbortSignal): Promise<string> {
  const whatFailed = (what: string): string =>
    t('Could not connect to {host}: {what}.', { host: url.host, what });
  if (route.kind === 'direct') return said(whatFailed, describeConnection(url, null, trust, signal));
  return withTunnel(url, route.proxy, trust, signal, (tunnel) =>
    said(whatFailed, describeConnection(url, tunnel, trust, signal)),
  );
}

/** Opens a tunnel for as long as `use` takes. */
async function withTunnel<T>(
  url: URL,
  proxy: Proxy,
  trust: Trust,
  signal: AbortSignal,
  use: (tunnel: Duplex) => Promise<T>,
): Promise<T> {
  const pool = new ProxyPool(proxy.url, proxy, { connect: { secureContext: trust() } });
  const authorization = proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization };
  try {
    const target = `${url.hostname}:${portOf(url)}`;
    const { socket } = await pool.connect({
      path: target,
      headers: { host: target, ...authorization },
      signal,
    });
    try {
      return await use(socket);
    } finally {
      socket.on('error', () => undefined).destroy();
    }
  } finally {
    await pool.destroy();
  }
}

async function describeConnection(
  url: URL,
  tunnel: Duplex | null,
  trust: Trust,
  signal: AbortSignal,
): Promise<string> {
  const host = bare(url.hostname);
  if (url.protocol === 'http:') {
    const socket = tunnel ?? connectPlain({ host, port: Number(portOf(url)) });
    return opened(socket, tunnel === null ? 'connect' : null, signal, () =>
      t('Connected, without encryption.'),
    );
  }
  const end = tunnel === null ? { host, port: Number(portOf(url)) } : { socket: tunnel };
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = connectSecure({ ...end, ...name, ALPNProtocols: ['http/1.1'], secureContext: trust() });
  return opened(socket, 'secureConnect', signal, () => describeTls(socket));
}

/** Waits for a socket to open, describes it and leaves it. */
async function opened(
  socket: Socket | Duplex,
  event: string | null,
  signal: AbortSignal,
  describe: () => string,
): Promise<string> {
  try {
    if (event !== null) await once(socket, event, { signal });
    return describe();
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}

/** Who vouches for a server shows whether something on the way inspects what is encrypted. */
function describeTls(socket: TLSSocket): string {
  const { issuer, valid_to: validTo } = socket.getPeerCertificate();
  const voucher = [issuer.O, issuer.CN].find((name) => typeof name === 'string');
  const until = new Date(validTo).toISOString().slice(0, 10);
  const values = { protocol: socket.getProtocol() ?? 'TLS', until };
  return typeof voucher === 'string'
    ? t('Connected with {protocol}. The certificate was issued by {voucher} and is valid until {until}.', {
        ...values,
        voucher,
      })
    : t('Connected with {protocol}. The certificate was issued and is valid until {until}.', values);
}

/** Puts what went wrong into words that say what was tried. */
async function said<T>(whatFailed: (what: string) => string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    throw new Failure(networkError(thrown, whatFailed), { cause: thrown });
  }
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
const portOf = ({ port, protocol }: URL): string =>
  port === '' ? (protocol === 'https:' ? '443' : '80') : port;
