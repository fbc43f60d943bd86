import type { SecretStorage } from '../../../shared/model/profile.ts';

/**
 * Keeps secrets by account, which is the id of what the secret belongs to. Every method rejects with a
 * `Failure` (`secrets/unavailable`) when the place where they are kept does not answer.
 */
export interface SecretStore {
  /** The secret, or null when none is kept. */
  readonly get: (account: string) => Promise<string | null>;
  /** Keeps a secret, in place of a former one. It must not be empty. */
  readonly set: (account: string, secret: string) => Promise<void>;
  /** Forgets a secret. Doing it twice is no error. */
  readonly delete: (account: string) => Promise<void>;
  /** Where secrets are kept, for people. */
  readonly describe: () => SecretStorage;
}
