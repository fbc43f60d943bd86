import { randomUUID } from 'node:crypto';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { createOneAtATime, TimedOut, type OneAtATime } from './one-at-a-time.ts';
import type { SecretStore } from './secret-store.ts';

/** The name that secrets are filed under in the keychain. */
const SERVICE = 'Vigil';

/**
 * How long the keychain may take. A locked one opens a window that asks its owner for a password, and answers
 * only when that is closed.
 */
const LIMIT_MS = 10_000;

/** The part of keytar that is used. */
export interface Keychain {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, secret: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
}

export interface KeychainSecretStore extends SecretStore {
  /** Stores, reads and removes a value that means nothing. Rejects with a `Failure` when any of it fails. */
  readonly probe: () => Promise<void>;
}

/** The queue for calls to the keychain. While it is busy, the process may be unable to end in the ordinary way. */
export function createKeychainCalls(clock: Pick<Clock, 'schedule'>): OneAtATime {
  return createOneAtATime({ clock, limitMs: LIMIT_MS });
}

/** Loads the native module, which fails where its system library is missing. */
export async function loadKeychain(): Promise<Keychain> {
  return (await import('keytar')).default;
}

export function createKeychainSecretStore(options: {
  readonly keychain: Keychain;
  readonly calls: OneAtATime;
  readonly platform: NodeJS.Platform;
}): KeychainSecretStore {
  const { keychain, calls } = options;
  const name = (): string => keychainName(options.platform);

  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await calls.run(work);
    } catch (thrown) {
      throw unavailable(name(), thrown);
    }
  };
  const store: SecretStore = {
    get: (account) => call(() => keychain.getPassword(SERVICE, account)),
    set: (account, secret) => call(() => keychain.setPassword(SERVICE, account, secret)),
    delete: async (account) => {
      await call(() => keychain.deletePassword(SERVICE, account));
    },
    describe: () => ({ kind: 'keychain', name: name() }),
  };
  return { ...store, probe: () => probe(store, name()) };
}

/** Only a full round tells: some keychains read without complaint and fail to write, or the reverse. */
async function probe(store: SecretStore, name: string): Promise<void> {
  // An account of its own for each probe, because two instances of Vigil may probe at the same time.
  const account = `probe-${randomUUID()}`;
  const value = randomUUID();
  await store.set(account, value);
  const found = await store.get(account);
  await store.delete(account);
  if (found !== value) {
    throw new Failure({
      code: 'secrets/unavailable',
      message: t('The {name} did not give back what was stored in it.', { name }),
    });
  }
}

function unavailable(name: string, thrown: unknown): Failure {
  if (thrown instanceof TimedOut) {
    const seconds = String(LIMIT_MS / 1000);
    return new Failure({
      code: 'secrets/unavailable',
      message: t(
        'The {name} did not answer within {seconds} s. It is probably locked: unlock it and try again.',
        { name, seconds },
      ),
    });
  }
  const complaint = thrown instanceof Error ? thrown.message.trim().replace(/\.$/, '') : t('no reason given');
  return new Failure(
    {
      code: 'secrets/unavailable',
      message: t('The {name} cannot be used ({complaint}).', { name, complaint }),
    },
    { cause: thrown },
  );
}

/** As it is called in a sentence: "stored in the …". */
function keychainName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'macOS Keychain';
  return platform === 'win32' ? 'Windows Credential Manager' : t('system keyring');
}
