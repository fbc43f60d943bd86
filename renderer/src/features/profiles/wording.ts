import type { SecretStorage } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';

/** What happens to the secret that is typed in. */
export function secretNote(storage: SecretStorage): string {
  return storage.kind === 'keychain'
    ? t('Stored in {name}, never shown again.', { name: storage.name })
    : t('Kept in memory until Vigil closes: {reason}', { reason: storage.reason });
}
