import { assertNever } from '../../../shared/assert-never.ts';
import { REGIONS, regionUrls, type OrgUrls } from '../../../shared/genesys/regions.ts';
import type { ProfileTarget } from '../../../shared/model/profile.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { isLoopback } from '../base/loopback.ts';

/** An organisation that is reached over the network under an address known beforehand. */
export type RemoteTarget = Exclude<ProfileTarget, { readonly kind: 'practice' }>;

/** The two origins of an organisation. Throws a `Failure` (`input/invalid`) when one is not acceptable. */
export function orgUrlsOf(target: RemoteTarget): OrgUrls {
  switch (target.kind) {
    case 'region': {
      const region = REGIONS.find(({ id }) => id === target.region);
      if (region === undefined) throw invalid(t('The region is unknown. Choose one from the list.'));
      return regionUrls(region);
    }
    case 'custom':
      return {
        loginUrl: parseOrgUrl(target.loginUrl, t('login URL')),
        apiUrl: parseOrgUrl(target.apiUrl, t('API URL')),
      };
    default:
      return assertNever(target, 'target');
  }
}

/**
 * Reads an address as people paste it and answers with its origin (no path, no trailing slash). Plain http is
 * accepted to this computer only. The messages never repeat the text: secrets get pasted into the wrong field.
 *
 * @param what How to call the field in a message, such as "login URL".
 */
export function parseOrgUrl(text: string, what: string): string {
  const address = text.trim();
  if (address === '') throw invalid(t('The {what} is empty.', { what }));
  if (!URL.canParse(address)) {
    throw invalid(
      t('The {what} is not a complete URL. It should look like https://login.mypurecloud.ie.', { what }),
    );
  }
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalid(t('The {what} must start with https://.', { what }));
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(t('The {what} contains a user name or a password. Leave them out.', { what }));
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw invalid(
      t(
        'The {what} must start with https://. Plain http is accepted only to this computer ' +
          '(localhost, 127.0.0.1 or [::1]), because a client secret travels over it.',
        { what },
      ),
    );
  }
  return url.origin;
}

function invalid(message: string): Failure {
  return new Failure({ code: 'input/invalid', message });
}
