import type { SecretStorage } from '../../../../shared/model/profile.ts';

/** Where secrets are kept, in a few words. */
export function secretStorageText(storage: SecretStorage): string {
  return storage.kind === 'keychain' ? `Secrets in ${storage.name}` : 'Secrets are kept until Vigil closes';
}
