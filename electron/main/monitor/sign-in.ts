import type { Profile } from '../../../shared/model/profile.ts';
import type { OrgUrls } from '../../../shared/genesys/regions.ts';
import { t } from '../../../shared/text/t.ts';
import type { ClientCredentials } from '../auth/oauth-client.ts';
import { Failure } from '../base/failure.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { orgUrlsOf } from '../settings/org-url.ts';
import type { Practice } from './practice.ts';

export type Org = OrgUrls & { readonly credentials: ClientCredentials };

export interface SignIn {
  /** Where a profile's organisation is, and with what to sign in. Throws `secrets/missing` without a secret. */
  readonly credentialsOf: (profile: Profile) => Promise<Org>;
}

/** Finds what a profile signs in with: the practice org knows its own, for others the secret is in the store. */
export function createSignIn(secrets: SecretStore, practice: Practice): SignIn {
  return {
    credentialsOf: async ({ id, name, target, clientId }) => {
      if (target.kind === 'practice') {
        const { loginUrl, apiUrl, clientId: own, clientSecret } = await practice.address();
        return { loginUrl, apiUrl, credentials: { clientId: own, clientSecret } };
      }
      const clientSecret = await secrets.get(id);
      if (clientSecret === null) throw secretMissing(name);
      return { ...orgUrlsOf(target), credentials: { clientId, clientSecret } };
    },
  };
}

export function secretMissing(profileName: string): Failure {
  return new Failure({
    code: 'secrets/missing',
    message: t('There is no client secret for "{profileName}". Edit the organisation and enter it.', {
      profileName,
    }),
  });
}
