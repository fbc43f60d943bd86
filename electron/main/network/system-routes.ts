import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { DIRECT, parseProxy, type FindRoute, type Route } from './route.ts';

/** A way that led nowhere comes last for so long: as browsers do it. */
const PASSED_OVER_MS = 5 * 60_000;

/**
 * Routes as the operating system says. Where it names several, one that failed of late is passed over for the next; when
 * all did, the turn is with the one whose failure is longest ago.
 *
 * @param resolve Answers like a PAC file does, as `Session.resolveProxy` of Electron: `PROXY a:1; HTTPS b:2; DIRECT`.
 */
export function routesFromSystem(resolve: (url: string) => Promise<string>, clock: Clock): FindRoute {
  const failures = new Map<string, EpochMs>();
  const failedAt = (entry: string): EpochMs => {
    const at = failures.get(entry) ?? 0;
    const ageMs = clock.now() - at;
    return ageMs >= 0 && ageMs < PASSED_OVER_MS ? at : 0;
  };
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
    const entry = usableEntries(answer).reduce((best, next) =>
      failedAt(next) < failedAt(best) ? next : best,
    );
    return { ...routeOf(entry), failed: () => failures.set(entry, clock.now()) };
  };
}

/** How PAC results call the proxies that can be used, by the scheme that they are spoken to with. */
const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };
const whereFound = (): string => t('the network settings of this computer');

/**
 * The entries of a PAC result that can be used, at least one. A proxy that cannot be used is passed over in favour of
 * another proxy, and never in favour of the direct way: whoever set one does not want to be passed by.
 */
function usableEntries(text: string): readonly [string, ...string[]] {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const unusable = entries.findIndex((entry) => !isProxy(entry) && !isDirect(entry));
  const [first, ...others] = entries.filter(
    (entry, at) => isProxy(entry) || (isDirect(entry) && (unusable === -1 || at < unusable)),
  );
  if (first !== undefined) return [first, ...others];
  if (unusable === -1) return ['DIRECT'];
  const [kind = '', address = ''] = partsOf(entries[unusable] ?? '');
  throw new Failure({
    code: 'net/proxy',
    message: t(
      'The proxy {host} in {where} is of a kind that Vigil does not support ({kind}). ' +
        'Set an HTTP or HTTPS proxy there, or ask your IT for one.',
      { host: hostOf(address), where: whereFound(), kind },
    ),
  });
}

const partsOf = (entry: string): readonly string[] => entry.split(/\s+/);
const isDirect = (entry: string): boolean => partsOf(entry)[0]?.toUpperCase() === 'DIRECT';

function isProxy(entry: string): boolean {
  const [kind = '', address = ''] = partsOf(entry);
  return SCHEMES[kind.toUpperCase()] !== undefined && address !== '';
}

function routeOf(entry: string): Route {
  const [kind = '', address = ''] = partsOf(entry);
  const scheme = SCHEMES[kind.toUpperCase()];
  return scheme === undefined ? DIRECT : parseProxy(`${scheme}://${address}`, whereFound());
}

/** Without a user name and a password, should they stand there. */
function hostOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
