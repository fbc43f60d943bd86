import type { SecretStorage } from '../../../../shared/model/profile.ts';

/** What happens to the secret that is typed in. */
export function secretNote(storage: SecretStorage): string {
  return storage.kind === 'keychain'
    ? `Stored in ${storage.name}, never shown again.`
    : `Kept in memory until Vigil closes: ${storage.reason}`;
}
