import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { DIRECT, parseProxy, type FindRoute, type Route } from './route.ts';

/**
 * Routes as the operating system says.
 *
 * @param resolve Answers like a PAC file does, as `Session.resolveProxy` of Electron: `PROXY a:1; HTTPS b:2; DIRECT`.
 */
export function routesFromSystem(resolve: (url: string) => Promise<string>): FindRoute {
  return async (url) => {
    let answer: string;
    try {
      answer = await resolve(url);
    } catch (thrown) {
      throw new Failure(
        {
          code: 'net/proxy',
          message: t(
            'The proxy settings of this computer could not be read. Check them in the network settings of the system.',
          ),
        },
        { cause: thrown },
      );
    }
    return routeOfPacResult(answer);
  };
}

/** How PAC results call the proxies that can be used, by the scheme that they are spoken to with. */
const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };
const whereFound = (): string => t('the network settings of this computer');

/**
 * The first entry of a PAC result that can be used. A proxy that cannot be used is passed over in favour of another
 * proxy, and never in favour of the direct way: whoever set one does not want to be passed by.
 */
export function routeOfPacResult(text: string): Route {
  const entries = text.split(';').map((entry) => entry.trim());
  let unusable: string | null = null;
  for (const entry of entries) {
    const [kind = '', address = ''] = entry.split(/\s+/);
    const scheme = SCHEMES[kind.toUpperCase()];
    if (scheme !== undefined && address !== '') return parseProxy(`${scheme}://${address}`, whereFound());
    const isDirect = kind === '' || kind.toUpperCase() === 'DIRECT';
    if (isDirect && unusable === null && kind !== '') return DIRECT;
    if (!isDirect) unusable ??= entry;
  }
  if (unusable === null) return DIRECT;
  const [kind = '', address = ''] = unusable.split(/\s+/);
  throw new Failure({
    code: 'net/proxy',
    message: t(
      'The proxy {host} in {where} is of a kind that Vigil does not support ({kind}). ' +
        'Set an HTTP or HTTPS proxy there, or ask your IT for one.',
      { host: hostOf(address), where: whereFound(), kind },
    ),
  });
}

/** Without a user name and a password, should they stand there. */
function hostOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
