import { describe, expect, it } from 'vitest';
import type { ProfileDraft } from '../../../shared/model/profile.ts';
import { Failure } from '../base/failure.ts';
import { profileFromDraft, secretFromDraft } from './profile-input.ts';
import { FIRST_SETTINGS, withProfile, withRetention, withTopics, type Settings } from './settings.ts';

const draft: ProfileDraft = {
  name: 'Acme EU',
  target: { kind: 'region', region: 'eu-west-1' },
  clientId: '6a1b6f6e-3d3a-4c2b-9d0a-0d9f3a5c1e11',
};

const withAcme: Settings = withTopics(
  withProfile(
    FIRST_SETTINGS,
    profileFromDraft(draft, FIRST_SETTINGS, () => 'acme'),
  ),
  'acme',
  ['v2.users.1.presence'],
);

const make = (changes: Partial<ProfileDraft>, settings: Settings = FIRST_SETTINGS) =>
  profileFromDraft({ ...draft, ...changes }, settings, () => 'new-id');

describe('a profile draft', () => {
  it('becomes a new profile with a new id and no topics', () => {
    expect(make({})).toEqual({ ...draft, id: 'new-id', topics: [], colour: 'blue' });
  });

  it('keeps id and topics of the profile it changes', () => {
    expect(make({ id: 'acme', name: 'Acme' }, withAcme)).toEqual({
      ...draft,
      id: 'acme',
      name: 'Acme',
      topics: ['v2.users.1.presence'],
      colour: 'blue',
    });
  });

  it('gets a colour that no other profile has, keeps it, and may choose another', () => {
    expect(make({ name: 'Acme US' }, withAcme).colour).toBe('teal');
    const { colour } = make({ id: 'acme', colour: 'pink' }, withAcme);
    expect(colour).toBe('pink');
    const pink = withProfile(withAcme, make({ id: 'acme', colour: 'pink' }, withAcme));
    expect(make({ id: 'acme', name: 'Acme' }, pink).colour).toBe('pink');
  });

  it('keeps the limits of the history of the profile it changes', () => {
    const retention = { maxAgeMs: 86_400_000, maxBytes: 1024 ** 3 };
    expect(make({ id: 'acme' }, withRetention(withAcme, 'acme', retention)).retention).toEqual(retention);
  });

  it('may keep its own name', () => {
    expect(make({ id: 'acme', name: 'ACME EU' }, withAcme).name).toBe('ACME EU');
  });

  it('never carries the secret into the profile', () => {
    expect(JSON.stringify(make({ clientSecret: 'hush-hush' }))).not.toContain('hush-hush');
  });

  it('is trimmed, and its addresses are cut to origins', () => {
    const profile = make({
      name: '  Acme \n EU ',
      clientId: ' abc\n',
      target: { kind: 'custom', loginUrl: ' https://login.example/ ', apiUrl: 'https://api.example/api/v2' },
    });
    expect(profile.name).toBe('Acme EU');
    expect(profile.clientId).toBe('abc');
    expect(profile.target).toEqual({
      kind: 'custom',
      loginUrl: 'https://login.example',
      apiUrl: 'https://api.example',
    });
  });

  it.each<[string, Partial<ProfileDraft>, string]>([
    ['no name', { name: ' ' }, 'needs a name'],
    ['a name that is too long', { name: 'x'.repeat(81) }, 'at most 80 characters'],
    ['the name of another profile', { name: 'acme eu' }, 'already an organisation named "acme eu"'],
    ['the name of the practice org', { name: 'Practice org' }, 'already an organisation named'],
    ['no client id', { clientId: ' ' }, 'client id is empty'],
    ['a client id of two words', { clientId: 'a b' }, 'no client id has'],
    ['a client id beyond any length', { clientId: 'x'.repeat(201) }, 'no client id has'],
    ['the practice org as a target', { target: { kind: 'practice' } }, 'already there'],
    [
      'plain http to a foreign host',
      { target: { kind: 'custom', loginUrl: 'http://login.example', apiUrl: 'https://api.example' } },
      'The login URL must start with https://',
    ],
    ['the practice profile itself', { id: 'practice' }, 'cannot be changed'],
    ['a profile that is gone', { id: 'gone' }, 'no longer set up'],
  ])('is refused with %s', (_, changes, message) => {
    const refused = () => make({ name: 'Other', ...changes }, withAcme);
    expect(refused).toThrow(message);
    expect(refused).toThrow(Failure);
  });

  it('is refused with a region that is not in the table', () => {
    const target = { kind: 'region', region: 'moon-1' } as unknown as ProfileDraft['target'];
    expect(() => make({ target })).toThrow('The region is unknown');
  });
});

describe('the secret of a draft', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['  \n', null],
    [' s3cret\n', 's3cret'],
  ])('%j is read as %j', (clientSecret, secret) => {
    expect(secretFromDraft(clientSecret === undefined ? draft : { ...draft, clientSecret })).toBe(secret);
  });
});
