/**
 * Runs against the keychain of this computer, for real. `npm test` brings one of its own on Linux; to run this
 * file alone there: `node scripts/with-desktop.mjs npx vitest run electron/main/secrets`.
 */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { createKeychainCalls } from './keychain-secret-store.ts';
import { openSecretStore } from './open-secret-store.ts';
import type { SecretStore } from './secret-store.ts';

let secrets: SecretStore;
const account = `test-${randomUUID()}`;

beforeAll(async () => {
  const opened = await openSecretStore({
    calls: createKeychainCalls(systemClock),
    platform: process.platform,
  });
  const storage = opened.secrets.describe();
  if (storage.kind === 'memory') {
    throw new Error(
      `This test needs a keychain. ${storage.reason} ` +
        'Run it as: node scripts/with-desktop.mjs npx vitest run electron/main/secrets',
    );
  }
  secrets = opened.secrets;
});

afterEach(async () => {
  await secrets.delete(account);
});

describe('the keychain of this computer', () => {
  it('has nothing for an account that was never stored', async () => {
    expect(await secrets.get(account)).toBeNull();
  });

  it('gives back what was stored, also to another store', async () => {
    await secrets.set(account, 's3cret');
    const other = await openSecretStore({
      calls: createKeychainCalls(systemClock),
      platform: process.platform,
    });
    expect(await other.secrets.get(account)).toBe('s3cret');
  });

  it.each([
    ['one letter', 'x'],
    ['any character', 'ä €𝄞 "quotes" \\ and spaces '],
    ['a thousand letters', 'y'.repeat(1000)],
  ])('keeps %s as it is', async (_, secret) => {
    await secrets.set(account, secret);
    expect(await secrets.get(account)).toBe(secret);
  });

  it('replaces a secret', async () => {
    await secrets.set(account, 'first');
    await secrets.set(account, 'second');
    expect(await secrets.get(account)).toBe('second');
  });

  it('forgets a secret, and forgets it again without complaint', async () => {
    await secrets.set(account, 's3cret');
    await secrets.delete(account);
    await secrets.delete(account);
    expect(await secrets.get(account)).toBeNull();
  });

  it('serves many requests at once', async () => {
    await secrets.set(account, 's3cret');
    const answers = await Promise.all(Array.from({ length: 20 }, () => secrets.get(account)));
    expect(new Set(answers)).toEqual(new Set(['s3cret']));
  });
});
