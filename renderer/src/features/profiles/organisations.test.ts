import { describe, expect, it } from 'vitest';
import type { ConnectionState, OpenGap } from '../../../../shared/model/connection-state.ts';
import type { Profile } from '../../../../shared/model/profile.ts';
import { EMPTY_SESSION } from '../../stores/session.ts';
import { organisationViews } from './organisations.ts';

const NOW = new Date(2026, 10, 23, 14, 31, 2).getTime();
const cause = { code: 'auth/invalid-client', message: 'Refused.' } as const;

const profile = (id: string): Profile => ({
  id,
  name: `Acme ${id}`,
  target: { kind: 'region', region: 'eu-west-1' },
  clientId: 'client',
  topics: [],
  colour: 'teal',
});

const settings = {
  ...EMPTY_SESSION.settings,
  profiles: [profile('eu'), profile('us')],
  activeProfileId: 'eu',
  connectedProfileIds: ['us'],
};

function american(state: ConnectionState, openGap: OpenGap | null = null) {
  const views = organisationViews(settings, [{ profileId: 'us', state, openGap }], NOW);
  const found = views.find(({ profileId }) => profileId === 'us');
  return [found?.status.text, found?.status.tone, found?.isInTrouble];
}

const lostSince = (from: number): OpenGap => ({ from, cause, attempts: 1, topics: null });
const live = { status: 'live', since: NOW, renewal: null, concern: null } as const;
const waiting = { status: 'waiting', since: NOW, attempt: 1, retryAt: NOW + 18_000, cause } as const;

describe('the organisations in the switcher', () => {
  it('are every profile with its colour, which one is shown and which are wanted', () => {
    expect(organisationViews(settings, [], NOW)).toMatchObject([
      { profileId: 'eu', name: 'Acme eu', colour: 'teal', isShown: true, isWanted: false },
      { profileId: 'us', isShown: false, isWanted: true, status: { text: 'Not connected' } },
    ]);
  });

  it('say in words how they stand, and which are in trouble for longer than a blip', () => {
    expect(american(live)).toEqual(['Live', 'ok', false]);
    expect(american({ ...live, concern: { cause, retryAt: NOW } })).toEqual([
      'Live, renewal is tried again',
      'warn',
      false,
    ]);
    expect(american({ ...live, concern: { cause, retryAt: null } })).toEqual([
      'Live, but cannot be renewed',
      'bad',
      true,
    ]);
    expect(american({ status: 'connecting', since: NOW - 60_000 })).toEqual(['Connecting…', 'info', false]);
    expect(american({ status: 'connecting', since: NOW }, lostSince(NOW - 100))).toEqual([
      'Reconnecting…',
      'warn',
      false,
    ]);
    expect(american(waiting, lostSince(NOW - 5_000))).toEqual(['Next try in 18 s', 'warn', true]);
    expect(american({ status: 'offline', since: NOW, retryAt: NOW })).toEqual(['No network', 'warn', false]);
    expect(american({ status: 'stopped', since: NOW })).toEqual(['Not connected', 'neutral', false]);
    const [text, tone, isInTrouble] = american({ status: 'failed', since: NOW, cause });
    expect(text).toMatch(/^Action needed: ./);
    expect([tone, isInTrouble]).toEqual(['bad', true]);
  });
});
