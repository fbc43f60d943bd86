import { BlockList, isIP } from 'node:net';
import { DIRECT, parseProxy, type FindRoute, type Route } from './route.ts';

/**
 * Routes as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say, each in lower case first, as curl reads them. Throws a
 * `Failure` (`net/proxy`) at once when a variable names no usable proxy.
 */
export function routesFromEnvironment(env: Readonly<Record<string, string | undefined>>): FindRoute {
  const secure = routeIn(env, 'HTTPS_PROXY');
  const plain = routeIn(env, 'HTTP_PROXY');
  const exceptions = (valueOf(env, 'NO_PROXY') ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return (text) => {
    const url = new URL(text);
    const isExempt = exceptions.some((entry) => matches(entry.toLowerCase(), url));
    const route = url.protocol === 'https:' || url.protocol === 'wss:' ? secure : plain;
    return Promise.resolve(isExempt ? DIRECT : route);
  };
}

function routeIn(env: Readonly<Record<string, string | undefined>>, name: string): Route {
  const value = valueOf(env, name);
  return value === undefined ? DIRECT : parseProxy(value, name);
}

function valueOf(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = (env[name.toLowerCase()] ?? env[name])?.trim();
  return value === '' ? undefined : value;
}

/** `*`, `example.com` and everything under it (also as `.example.com` or `*.example.com`), `host:port`, `10.0.0.0/8`. */
function matches(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === '*') return true;
  const host = hostname.replace(/^\[|\]$/g, '');
  if (entry.includes('/')) return isInNetwork(host, entry);
  const [, name = '', wantedPort] =
    /^\[?(.+?)\]?(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  const ownPort = port === '' ? (protocol === 'https:' || protocol === 'wss:' ? '443' : '80') : port;
  if (wantedPort !== undefined && wantedPort !== ownPort) return false;
  const domain = name.replace(/^\*?\./, '');
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
}

function isInNetwork(host: string, entry: string): boolean {
  const [address = '', bits] = entry.split('/');
  const family = isIP(host);
  if (family === 0 || isIP(address) !== family || !/^\d{1,3}$/.test(bits ?? '')) return false;
  if (Number(bits) > (family === 6 ? 128 : 32)) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  const network = new BlockList();
  network.addSubnet(address, Number(bits), kind);
  return network.check(host, kind);
}
