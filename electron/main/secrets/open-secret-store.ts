import type { Notice } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { createKeychainSecretStore, loadKeychain, type Keychain } from './keychain-secret-store.ts';
import { createMemorySecretStore } from './memory-secret-store.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { SecretStore } from './secret-store.ts';

export interface OpenedSecrets {
  readonly secrets: SecretStore;
  /** What the user should know: that there is no keychain, and what that means. */
  readonly notices: readonly Notice[];
}

/**
 * Chooses where secrets are kept: in the system's keychain, or, where that proves unusable, in memory until
 * Vigil quits. Never on disk in plain text. Takes as long as a locked keychain is given to be unlocked.
 */
export async function openSecretStore(options: {
  readonly calls: OneAtATime;
  readonly platform: NodeJS.Platform;
  readonly load?: () => Promise<Keychain>;
}): Promise<OpenedSecrets> {
  const { calls, platform } = options;
  let keychain: Keychain;
  try {
    keychain = await (options.load ?? loadKeychain)();
  } catch {
    return inMemory(missingModule(platform));
  }
  const store = createKeychainSecretStore({ keychain, calls, platform });
  try {
    await store.probe();
    return { secrets: store, notices: [] };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return inMemory(thrown.error.message);
  }
}

function inMemory(reason: string): OpenedSecrets {
  const then = t(
    'Until Vigil quits, client secrets are kept in memory only, so it will ask for them again after ' +
      'the next start. Secrets that were stored before are still where they were.',
  );
  return {
    secrets: createMemorySecretStore(reason),
    notices: [{ id: 'no-keychain', severity: 'warning', message: `${reason} ${then}` }],
  };
}

function missingModule(platform: NodeJS.Platform): string {
  return platform === 'linux'
    ? t(
        'The system keyring cannot be used, because the library libsecret is missing (package libsecret-1-0).',
      )
    : t("The system's keychain cannot be used, because its module could not be loaded.");
}
