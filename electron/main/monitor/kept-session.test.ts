import { describe, expect, it } from 'vitest';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import {
  forgetKeptSession,
  madeWith,
  readKeptSession,
  writeKeptSession,
  type KeptSession,
} from './kept-session.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR_MS = 3_600_000;
const ORG = {
  loginUrl: 'https://login.example.org',
  apiUrl: 'https://api.example.org',
  credentials: { clientId: 'id', clientSecret: 'secret' },
  install: 'this',
};

const KEPT: KeptSession = {
  madeWith: madeWith(ORG, ORG.install),
  token: { value: 'token', issuedAt: NOW - HOUR_MS, lifetimeMs: 24 * HOUR_MS },
  channels: [{ handle: 'c', connectUri: 'wss://example.org/c', endsAt: NOW + HOUR_MS }],
  budget: { used: 2, at: NOW - HOUR_MS },
};

async function keeping(kept: KeptSession) {
  const secrets = createMemorySecretStore('Under test.');
  await writeKeptSession(secrets, 'p', kept);
  return secrets;
}

describe('what a session leaves to the next', () => {
  it('is read as it was written', async () => {
    expect(await readKeptSession(await keeping(KEPT), 'p', ORG, NOW)).toEqual(KEPT);
  });

  it('is not there for another profile, nor once it was forgotten', async () => {
    const secrets = await keeping(KEPT);
    expect(await readKeptSession(secrets, 'q', ORG, NOW)).toBeNull();
    await forgetKeptSession(secrets, 'p');
    expect(await readKeptSession(secrets, 'p', ORG, NOW)).toBeNull();
  });

  it.each([
    ['another region', { ...ORG, apiUrl: 'https://api.example.com' }],
    ['another client', { ...ORG, credentials: { clientId: 'other', clientSecret: 'secret' } }],
    ['another install, on the computer of a colleague or beside this one', { ...ORG, install: 'other' }],
    ['a new secret, which is to be tried', { ...ORG, credentials: { clientId: 'id', clientSecret: 'new' } }],
  ])('is of no use with %s', async (_what, org) => {
    expect(await readKeptSession(await keeping(KEPT), 'p', org, NOW)).toBeNull();
  });

  it('loses the channels that have ended, or end later than any channel can', async () => {
    const [channel] = KEPT.channels;
    const channels = [NOW - 1, NOW + HOUR_MS, NOW + 25 * HOUR_MS].flatMap((endsAt) =>
      channel === undefined ? [] : { ...channel, endsAt },
    );
    const read = await readKeptSession(await keeping({ ...KEPT, channels }), 'p', ORG, NOW);
    expect(read?.channels.map(({ endsAt }) => endsAt)).toEqual([NOW + HOUR_MS]);
  });

  it('R21: is of no use when the clock was set back behind it', async () => {
    expect(await readKeptSession(await keeping(KEPT), 'p', ORG, NOW - 24 * HOUR_MS)).toBeNull();
  });

  it.each(['', '{', '{"madeWith":"x"}', '[]', 'null'])('is none when it reads %j', async (text) => {
    const secrets = createMemorySecretStore('Under test.');
    await secrets.set('p/session', text || ' ');
    expect(await readKeptSession(secrets, 'p', ORG, NOW)).toBeNull();
  });
});
