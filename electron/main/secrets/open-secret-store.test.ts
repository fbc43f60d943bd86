import { describe, expect, it } from 'vitest';
import { Failure } from '../base/failure.ts';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { createKeychainCalls, type Keychain } from './keychain-secret-store.ts';
import { openSecretStore } from './open-secret-store.ts';

/** A keychain that works, with ways to break it. */
function fakeKeychain(broken: Partial<Keychain> = {}) {
  const entries = new Map<string, string>();
  const key = (service: string, account: string) => `${service}/${account}`;
  const keychain: Keychain = {
    getPassword: (service, account) => Promise.resolve(entries.get(key(service, account)) ?? null),
    setPassword: (service, account, secret) => {
      entries.set(key(service, account), secret);
      return Promise.resolve();
    },
    deletePassword: (service, account) => Promise.resolve(entries.delete(key(service, account))),
    ...broken,
  };
  return { keychain, entries };
}

const open = (keychain: Keychain, clock = new ManualClock()) =>
  openSecretStore({
    calls: createKeychainCalls(clock),
    platform: 'linux',
    load: () => Promise.resolve(keychain),
  });

const never = () => new Promise<never>(() => undefined);

/** Something to wait for until it is opened. */
function lock() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('opening the secret store', () => {
  it('chooses a keychain that works and leaves nothing of the probe in it', async () => {
    const { keychain, entries } = fakeKeychain();
    const { secrets, notices } = await open(keychain);
    expect(secrets.describe()).toEqual({ kind: 'keychain', name: 'system keyring' });
    expect(notices).toEqual([]);
    expect(entries.size).toBe(0);
    await secrets.set('acme', 's3cret');
    expect([...entries]).toEqual([['Vigil/acme', 's3cret']]);
  });

  it.each([
    ['darwin', 'macOS Keychain'],
    ['win32', 'Windows Credential Manager'],
    ['linux', 'system keyring'],
  ] as const)('names the keychain of %s', async (platform, name) => {
    const { keychain } = fakeKeychain();
    const { secrets } = await openSecretStore({
      calls: createKeychainCalls(new ManualClock()),
      platform,
      load: () => Promise.resolve(keychain),
    });
    expect(secrets.describe()).toEqual({ kind: 'keychain', name });
  });

  it.each<[string, Partial<Keychain>, string]>([
    [
      'refuses to store',
      { setPassword: () => Promise.reject(new Error('Cannot autolaunch D-Bus')) },
      'The system keyring cannot be used (Cannot autolaunch D-Bus).',
    ],
    ['refuses to read', { getPassword: () => Promise.reject(new Error('broken.')) }, '(broken).'],
    ['refuses to delete', { deletePassword: () => Promise.reject(new Error('broken')) }, '(broken).'],
    ['forgets', { getPassword: () => Promise.resolve(null) }, 'did not give back what was stored'],
  ])('uses memory and says so when the keychain %s', async (_, broken, reason) => {
    const { secrets, notices } = await open(fakeKeychain(broken).keychain);
    expect(secrets.describe()).toEqual({ kind: 'memory', reason: expect.stringContaining(reason) as string });
    expect(notices).toEqual([
      { id: 'no-keychain', severity: 'warning', message: expect.stringContaining(reason) as string },
    ]);
    await secrets.set('acme', 's3cret');
    expect(await secrets.get('acme')).toBe('s3cret');
    await secrets.delete('acme');
    expect(await secrets.get('acme')).toBeNull();
  });

  it('uses memory when the keychain is locked and nobody unlocks it in time', async () => {
    const clock = new ManualClock();
    const calls = createKeychainCalls(clock);
    const { keychain } = fakeKeychain({ setPassword: never });
    const opening = openSecretStore({ calls, platform: 'linux', load: () => Promise.resolve(keychain) });
    await clock.advance(10_000);
    const { secrets, notices } = await opening;
    expect(secrets.describe().kind).toBe('memory');
    expect(notices[0]?.message).toContain('did not answer within 10 s. It is probably locked');
    expect(calls.isBusy()).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits for a locked keychain to be unlocked', async () => {
    const clock = new ManualClock();
    const locked = lock();
    const { keychain, entries } = fakeKeychain();
    const store = keychain.setPassword;
    const opening = open(
      { ...keychain, setPassword: async (...entry) => locked.opened.then(() => store(...entry)) },
      clock,
    );
    await clock.advance(9_000);
    locked.open();
    expect((await opening).secrets.describe().kind).toBe('keychain');
    expect(entries.size).toBe(0);
  });

  it.each([
    ['linux', 'libsecret-1-0'],
    ['darwin', 'could not be loaded'],
  ] as const)('uses memory on %s when the native module does not load', async (platform, reason) => {
    const { secrets, notices } = await openSecretStore({
      calls: createKeychainCalls(new ManualClock()),
      platform,
      load: () => Promise.reject(new Error('dlopen')),
    });
    expect(secrets.describe().kind).toBe('memory');
    expect(notices[0]?.message).toContain(reason);
  });
});

describe('a keychain that gets locked later', () => {
  it('answers with what to do, and serves again once it is unlocked', async () => {
    const clock = new ManualClock();
    const { keychain } = fakeKeychain();
    let gate: Promise<unknown> = Promise.resolve();
    const { secrets } = await open(
      { ...keychain, getPassword: (...entry) => gate.then(() => keychain.getPassword(...entry)) },
      clock,
    );
    await secrets.set('acme', 's3cret');
    const locked = lock();
    gate = locked.opened;
    const refused = secrets.get('acme').catch((thrown: unknown) => thrown);
    await clock.advance(10_000);
    expect(await refused).toBeInstanceOf(Failure);
    expect(String(await refused)).toContain('unlock it and try again');
    locked.open();
    await settle();
    expect(await secrets.get('acme')).toBe('s3cret');
  });

  it('never repeats the secret in an error', async () => {
    const { keychain } = fakeKeychain();
    let isBroken = false;
    const { secrets } = await open({
      ...keychain,
      setPassword: (...entry) =>
        isBroken ? Promise.reject(new Error('broken')) : keychain.setPassword(...entry),
    });
    isBroken = true;
    const thrown: unknown = await secrets.set('acme', 'hush-hush').catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({ error: { code: 'secrets/unavailable' } });
    expect(String(thrown)).not.toContain('hush-hush');
  });
});
