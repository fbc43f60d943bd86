import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { describeNetworkError } from '../base/network-error.ts';
import { proxyHost, type Proxy } from './route.ts';

/** The proxy answered, and did not let the connection to `target` (host and port) through. */
export function proxyRefused(proxy: Proxy, httpStatus: number, target: string): Failure {
  const said = t('The proxy {proxy} did not let the connection to {target} through (HTTP {httpStatus}).', {
    proxy: proxyHost(proxy),
    target,
    httpStatus,
  });
  return new Failure({
    code: 'net/proxy',
    message: `${said} ${adviceFor(httpStatus, proxy)}`,
    httpStatus,
  });
}

function adviceFor(httpStatus: number, { authorization }: Proxy): string {
  if (httpStatus === 407) {
    return authorization === null
      ? t(
          'It asks for a sign-in. The watch command takes one in HTTPS_PROXY (http://user:password@host:port); for the app ask your IT for an exception.',
        )
      : t('It did not accept the user name and password that are set for it. Correct them, or ask your IT.');
  }
  if (httpStatus >= 500)
    return t('It could not reach the server itself. Vigil tries again; if it stays so, ask your IT.');
  return t('Ask your IT to allow this address.');
}

/** The proxy itself could not be reached, or broke off before it answered. */
export function proxyUnreachable(proxy: Proxy, thrown: unknown): Failure {
  const { what, advice } = describeNetworkError(thrown);
  const said = t('Could not get to the network through the proxy {proxy}: {what}.', {
    proxy: proxyHost(proxy),
    what,
  });
  const remedy =
    advice ?? t('Check the proxy settings of this computer, and that it is in the right network (VPN).');
  return new Failure({ code: 'net/proxy', message: `${said} ${remedy}` }, { cause: thrown });
}
