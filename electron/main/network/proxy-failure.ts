import { Failure } from '../base/failure.ts';
import { describeNetworkError } from '../base/network-error.ts';
import { proxyHost, type Proxy } from './route.ts';

/** The proxy answered, and did not let the connection to `target` (host and port) through. */
export function proxyRefused(proxy: Proxy, httpStatus: number, target: string): Failure {
  const said = `The proxy ${proxyHost(proxy)} did not let the connection to ${target} through`;
  return new Failure({
    code: 'net/proxy',
    message: `${said} (HTTP ${String(httpStatus)}). ${adviceFor(httpStatus, proxy)}`,
    httpStatus,
  });
}

function adviceFor(httpStatus: number, { authorization }: Proxy): string {
  if (httpStatus === 407) {
    return authorization === null
      ? 'It asks for a sign-in. The watch command takes one in HTTPS_PROXY (http://user:password@host:port); for the app ask your IT for an exception.'
      : 'It did not accept the user name and password that are set for it. Correct them, or ask your IT.';
  }
  if (httpStatus >= 500)
    return 'It could not reach the server itself. Vigil tries again; if it stays so, ask your IT.';
  return 'Ask your IT to allow this address.';
}

/** The proxy itself could not be reached, or broke off before it answered. */
export function proxyUnreachable(proxy: Proxy, thrown: unknown): Failure {
  const { what, advice } = describeNetworkError(thrown);
  return new Failure(
    {
      code: 'net/proxy',
      message:
        `Could not get to the network through the proxy ${proxyHost(proxy)}: ${what}. ` +
        (advice ?? 'Check the proxy settings of this computer, and that it is in the right network (VPN).'),
    },
    { cause: thrown },
  );
}
