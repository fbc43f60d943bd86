import { describe, expect, it } from 'vitest';
import { DEFAULT_RETENTION } from '../../../shared/model/history.ts';
import type { Profile } from '../../../shared/model/profile.ts';
import {
  activeProfile,
  FIRST_SETTINGS,
  PRACTICE_PROFILE,
  profileOf,
  retentionOf,
  withActiveProfile,
  withConnection,
  withoutConnection,
  withoutProfile,
  withProfile,
  withRetention,
  withLanguage,
  withTheme,
  withTopics,
} from './settings.ts';

const acme: Profile = {
  id: 'acme',
  name: 'Acme EU',
  target: { kind: 'region', region: 'eu-west-1' },
  clientId: 'id',
  topics: [],
};

describe('settings', () => {
  it('start on the practice org, before the welcome is answered', () => {
    expect(activeProfile(FIRST_SETTINGS)).toEqual(PRACTICE_PROFILE);
    expect(FIRST_SETTINGS.isWelcomeDone).toBe(false);
  });

  it('add a profile behind the practice org and replace it in place', () => {
    const added = withProfile(withProfile(FIRST_SETTINGS, acme), { ...acme, id: 'other', name: 'Other' });
    const replaced = withProfile(added, { ...acme, name: 'Renamed' });
    expect(replaced.profiles.map(({ name }) => name)).toEqual(['Practice org', 'Renamed', 'Other']);
  });

  it('answer the welcome when a profile is chosen', () => {
    const chosen = withActiveProfile(withProfile(FIRST_SETTINGS, acme), 'acme');
    expect(activeProfile(chosen)).toEqual(acme);
    expect(chosen.isWelcomeDone).toBe(true);
  });

  it('fall back to the practice org when the active profile is removed', () => {
    const chosen = withActiveProfile(withProfile(FIRST_SETTINGS, acme), 'acme');
    expect(withoutProfile(chosen, 'acme').activeProfileId).toBe('practice');
    expect(withoutProfile(withConnection(chosen, 'acme'), 'acme').connectedProfileIds).toEqual(['practice']);
  });

  it('fall back to what else is connected when the active profile is removed', () => {
    const both = withProfile(withProfile(FIRST_SETTINGS, acme), { ...acme, id: 'other' });
    const connected = withConnection(withConnection(both, 'other'), 'acme');
    expect(withoutProfile(connected, 'acme')).toMatchObject({
      activeProfileId: 'other',
      connectedProfileIds: ['other'],
    });
  });

  it('connect profiles beside each other, the first in the place of the practice org', () => {
    const both = withProfile(withProfile(FIRST_SETTINGS, acme), { ...acme, id: 'other' });
    const one = withConnection(both, 'acme');
    expect(one).toMatchObject({
      activeProfileId: 'acme',
      connectedProfileIds: ['acme'],
      isWelcomeDone: true,
    });
    const two = withConnection(withConnection(one, 'other'), 'practice');
    expect(two.connectedProfileIds).toEqual(['acme', 'other', 'practice']);
    expect(withConnection(two, 'acme').connectedProfileIds).toEqual(['other', 'practice', 'acme']);
    expect(withoutConnection(two, 'other').connectedProfileIds).toEqual(['acme', 'practice']);
  });

  it('keep the active profile when another one is removed', () => {
    const both = withProfile(withProfile(FIRST_SETTINGS, acme), { ...acme, id: 'other' });
    expect(withoutProfile(withActiveProfile(both, 'acme'), 'other').activeProfileId).toBe('acme');
  });

  it('never lose the practice org', () => {
    expect(() => withoutProfile(FIRST_SETTINGS, 'practice')).toThrow('cannot be removed');
  });

  it('say so when a profile does not exist', () => {
    expect(() => profileOf(FIRST_SETTINGS, 'gone')).toThrow('no longer set up');
    expect(() => withoutProfile(FIRST_SETTINGS, 'gone')).toThrow('no longer set up');
    expect(() => withActiveProfile(FIRST_SETTINGS, 'gone')).toThrow('no longer set up');
  });

  it('keep topics once each, in order', () => {
    const settings = withTopics(FIRST_SETTINGS, 'practice', ['b', 'a', 'b']);
    expect(activeProfile(settings).topics).toEqual(['b', 'a']);
  });

  it('keep limits of histories profile by profile', () => {
    const retention = { maxAgeMs: 86_400_000, maxBytes: 1024 ** 3 };
    const settings = withRetention(withProfile(FIRST_SETTINGS, acme), 'acme', retention);
    expect(retentionOf(settings, 'acme')).toEqual(retention);
    expect(retentionOf(settings, 'practice')).toEqual(DEFAULT_RETENTION);
    expect(retentionOf(settings, 'gone')).toEqual(DEFAULT_RETENTION);
  });

  it('change the language and nothing else', () => {
    expect(withLanguage(FIRST_SETTINGS, 'de')).toEqual({ ...FIRST_SETTINGS, language: 'de' });
  });

  it('change the theme and nothing else', () => {
    expect(withTheme(FIRST_SETTINGS, 'dark')).toEqual({ ...FIRST_SETTINGS, theme: 'dark' });
  });
});
