import type { SecretStore } from './secret-store.ts';

/**
 * Keeps secrets until Vigil quits, and nowhere else.
 *
 * @param reason Why there is nothing better, as a sentence for people.
 */
export function createMemorySecretStore(reason: string): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (account) => Promise.resolve(secrets.get(account) ?? null),
    set: (account, secret) => {
      secrets.set(account, secret);
      return Promise.resolve();
    },
    delete: (account) => {
      secrets.delete(account);
      return Promise.resolve();
    },
    describe: () => ({ kind: 'memory', reason }),
  };
}
