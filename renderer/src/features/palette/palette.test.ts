import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../shared/model/result.ts';
import { createActions } from '../../keys/actions.ts';
import { createStores } from '../../stores/stores.ts';
import { EMPTY_SESSION } from '../../stores/session.ts';
import { createFakeBridge, ok } from '../../testing/fake-bridge.ts';
import { found, searchable, type PaletteSection } from './find.ts';
import { goTo } from './go.ts';
import { paletteItems, type PaletteWorld } from './items.ts';

const ANA = '11111111-1111-4111-8111-111111111111';
const BILLING = '22222222-2222-4222-8222-222222222222';

const world: PaletteWorld = {
  actions: ['view-topics', 'help'],
  settings: {
    views: [{ name: 'Over limit', filter: 'for:>10m' }],
    profiles: [{ id: 'acme', name: 'Acme EU', target: { kind: 'practice' }, clientId: '', topics: [] }],
    activeProfileId: 'acme',
  },
  directory: {
    users: { [ANA]: 'Ana Ruiz', u2: 'Émile Anand', u3: 'Hannah "H" Ito' },
    queues: { [BILLING]: 'Billing' },
    presences: {},
    wrapUpCodes: {},
  },
  subscriptions: [{ topic: `v2.users.${ANA}.presence`, status: 'confirmed' }],
  boards: [],
};

const TEAM = { kind: 'team', id: 'sales' } as const;
const QUEUE = { kind: 'queue', id: BILLING } as const;
const withBoard: PaletteWorld = {
  ...world,
  boards: [
    {
      profileId: 'acme',
      directory: world.directory,
      groups: [
        { source: TEAM, name: 'Sales', members: [ANA], problem: null },
        { source: QUEUE, name: 'Billing', members: [ANA], problem: null },
      ],
    },
  ],
};

const find = (query: string, recent: readonly string[] = [], from = world): readonly PaletteSection[] =>
  found(searchable(paletteItems(from)), query, recent);
const titles = (sections: readonly PaletteSection[]): readonly string[] =>
  sections.flatMap(({ items }) => items.map(({ title }) => title));

describe('the palette', () => {
  it('finds by the beginnings of words, whatever their accents, and then by parts', () => {
    expect(titles(find('ana'))).toEqual(['Ana Ruiz', 'Émile Anand', 'Ana Ruiz: presence']);
    expect(titles(find('emi an'))).toEqual(['Émile Anand']);
    expect(titles(find('nna'))).toEqual(['Hannah "H" Ito']);
  });

  it('finds whoever is on the board there first, once however many groups they are in', () => {
    const people = find('ana ruiz', [], withBoard).find(({ group }) => group === 'people');
    expect(people?.items.map(({ hint, goal }) => [hint, goal])).toEqual([
      ['on the board', { kind: 'agent', place: { groupKey: 'acme/team/sales', userId: ANA } }],
      ['', { kind: 'person', name: 'Ana Ruiz' }],
    ]);
  });

  it('forgives letters that were left out', () => {
    expect(titles(find('bllg'))).toEqual(['Billing']);
    expect(titles(find('zz'))).toEqual([]);
  });

  it('shows what was used lately first', () => {
    expect(titles(find('an', ['person:u2']))[0]).toBe('Émile Anand');
    const [first] = find('', ['action:help', 'gone']);
    expect(first).toMatchObject({ group: 'recent', items: [{ title: 'Keyboard shortcuts' }] });
  });

  it('offers commands before anything is typed, and no list of people', () => {
    const groups = find('').map(({ group }) => group);
    expect(groups).toEqual(['commands', 'filters', 'organisations']);
  });

  it('puts the group with the best find first', () => {
    expect(find('over')[0]?.group).toBe('filters');
    expect(find('topics')[0]?.items[0]?.goal).toEqual({ kind: 'action', action: 'view-topics' });
  });

  it('finds among 5,000 people faster than anybody types', () => {
    const users = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`u${String(index)}`, `Person Number ${String(index)}`]),
    );
    const list = searchable(paletteItems({ ...world, directory: { ...world.directory, users } }));
    const began = performance.now();
    const sections = found(list, 'pers 4999', []);
    expect(performance.now() - began).toBeLessThan(100);
    expect(titles(sections)).toEqual(['Person Number 4999']);
  });
});

const perform = async (request: Promise<Result<unknown>>): Promise<boolean> => (await request).ok;

describe('what the palette goes to', () => {
  function start() {
    const shown: string[] = [];
    const { bridge } = createFakeBridge({
      showProfile: ({ profileId }) => {
        shown.push(profileId);
        return ok(null);
      },
    });
    const stores = createStores();
    stores.session.setState(EMPTY_SESSION);
    const actions = createActions();
    return { app: { bridge, stores, actions }, stores, actions, shown };
  }

  it('is the timeline of a person, however the name is written', () => {
    const { app, stores } = start();
    goTo(app, perform, { kind: 'person', name: 'Hannah "H" Ito' });
    expect(stores.timeline.getState().filter).toBe('agent:"Hannah \\"H\\" Ito"');
    expect(stores.shell.getState().view).toBe('timeline');
  });

  it('is an agent in the side sheet of the board, whatever that was narrowed to', () => {
    const { app, stores } = start();
    const place = { groupKey: 'acme/team/sales', userId: ANA };
    stores.boardChoice.setState({ query: 'ben', collapsed: new Set(['acme/team/sales', 'other']) });
    goTo(app, perform, { kind: 'agent', place });
    expect(stores.shell.getState().view).toBe('board');
    expect(stores.boardChoice.getState()).toMatchObject({
      ...{ query: '', active: place, opened: place },
      collapsed: new Set(['other']),
    });
  });

  it('is a queue or a topic in the picker', () => {
    const { app, stores } = start();
    goTo(app, perform, { kind: 'part', part: `queue:${BILLING}` });
    expect(stores.shell.getState().view).toBe('topics');
    expect(stores.topicChoice.getState().openPart).toBe(`queue:${BILLING}`);
  });

  it('is another organisation, and nothing when it is shown already', () => {
    const { app, shown } = start();
    goTo(app, perform, { kind: 'organisation', profileId: 'acme' });
    goTo(app, perform, { kind: 'organisation', profileId: 'practice' });
    expect(shown).toEqual(['acme']);
  });

  it('is whatever a command does', () => {
    const { app, actions } = start();
    const done: string[] = [];
    actions.offer({ help: () => done.push('help') });
    goTo(app, perform, { kind: 'action', action: 'help' });
    expect(done).toEqual(['help']);
  });
});
