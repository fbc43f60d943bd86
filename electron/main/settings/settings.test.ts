import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../shared/model/profile.ts';
import {
  activeProfile,
  FIRST_SETTINGS,
  PRACTICE_PROFILE,
  profileOf,
  withActiveProfile,
  withoutProfile,
  withProfile,
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
  });

  it('keep the active profile when another one is removed', () => {
    const both = withProfile(withProfile(FIRST_SETTINGS, acme), { ...acme, id: 'other' });
    expect(withoutProfile(withActiveProfile(both, 'acme'), 'other').activeProfileId).toBe('acme');
  });

  it('never lose the practice org', () => {
    expect(() => withoutProfile(FIRST_SETTINGS, 'practice')).toThrow('cannot be removed');
  });

  it('say so when a profile does not exist', () => {
    expect(() => profileOf(FIRST_SETTINGS, 'gone')).toThrow('no longer exists');
    expect(() => withoutProfile(FIRST_SETTINGS, 'gone')).toThrow('no longer exists');
    expect(() => withActiveProfile(FIRST_SETTINGS, 'gone')).toThrow('no longer exists');
  });

  it('keep topics once each, in order', () => {
    const settings = withTopics(FIRST_SETTINGS, 'practice', ['b', 'a', 'b']);
    expect(activeProfile(settings).topics).toEqual(['b', 'a']);
  });

  it('change the theme and nothing else', () => {
    expect(withTheme(FIRST_SETTINGS, 'dark')).toEqual({ ...FIRST_SETTINGS, theme: 'dark' });
  });
});
