import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../shared/model/profile.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import { PRACTICE_PROFILE } from '../settings/settings.ts';
import type { Practice } from './practice.ts';
import { createSignIn } from './sign-in.ts';

const ADDRESS = {
  loginUrl: 'http://127.0.0.1:1',
  apiUrl: 'http://127.0.0.1:2',
  controlUrl: 'http://127.0.0.1:1/control/key',
  clientId: 'practice-client',
  clientSecret: 'practice-secret',
};
const practice: Practice = {
  address: () => Promise.resolve(ADDRESS),
  pull: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
const acme: Profile = {
  id: 'acme',
  name: 'Acme EU',
  target: { kind: 'region', region: 'eu-west-1' },
  clientId: 'acme-client',
  topics: [],
};

describe('what a profile signs in with', () => {
  it('is known by the practice org itself, without its control address', async () => {
    const signIn = createSignIn(createMemorySecretStore('test'), practice);
    expect(await signIn.credentialsOf(PRACTICE_PROFILE)).toEqual({
      loginUrl: 'http://127.0.0.1:1',
      apiUrl: 'http://127.0.0.1:2',
      credentials: { clientId: 'practice-client', clientSecret: 'practice-secret' },
    });
  });

  it('is the secret in the store for any other', async () => {
    const secrets = createMemorySecretStore('test');
    await secrets.set('acme', 'acme-secret');
    expect(await createSignIn(secrets, practice).credentialsOf(acme)).toEqual({
      loginUrl: 'https://login.mypurecloud.ie',
      apiUrl: 'https://api.mypurecloud.ie',
      credentials: { clientId: 'acme-client', clientSecret: 'acme-secret' },
    });
  });

  it('is missing without a secret, and the message names the profile', async () => {
    const signIn = createSignIn(createMemorySecretStore('test'), practice);
    await expect(signIn.credentialsOf(acme)).rejects.toMatchObject({
      error: { code: 'secrets/missing', message: expect.stringContaining('"Acme EU"') as string },
    });
  });
});
