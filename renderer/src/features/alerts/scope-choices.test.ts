import { describe, expect, it } from 'vitest';
import { EMPTY_DIRECTORY } from '../../../../shared/model/directory.ts';
import { MOST_PEOPLE, scopeChoices, type ScopeSearch } from './scope-choices.ts';

const acme = {
  profileId: 'acme',
  groups: [],
  directory: { ...EMPTY_DIRECTORY, users: { u1: 'Émile Zola', u2: 'Ana Duarte', u3: 'Anaïs Nin' } },
};

const search: ScopeSearch = {
  scope: { kind: 'everyone' },
  profiles: [{ id: 'acme', name: 'Acme' }],
  boards: [acme],
  query: '',
};

const labels = (asked: Partial<ScopeSearch>): readonly string[] =>
  scopeChoices({ ...search, ...asked }).map(({ option }) => option.label);

describe('whom a rule may watch', () => {
  it('is everyone, an organisation, or a person that is known by name', () => {
    expect(labels({})).toEqual([
      'Everyone, in every organisation',
      'Only Acme',
      'Ana Duarte',
      'Anaïs Nin',
      'Émile Zola',
    ]);
  });

  it('is found by parts of a name, whatever the accents, with what is chosen kept in the list', () => {
    expect(labels({ query: 'zol emi' })).toEqual(['Everyone, in every organisation', 'Émile Zola']);
    const scope = { kind: 'agent', profileId: 'acme', userId: 'u2' } as const;
    expect(labels({ query: 'zola', scope })).toEqual(['Ana Duarte', 'Émile Zola']);
  });

  it('names one person by id where the organisation is not connected', () => {
    const scope = { kind: 'agent', profileId: 'gone', userId: 'u9' } as const;
    expect(labels({ query: 'nobody', scope })).toEqual(['User u9']);
  });

  it('says which organisation a person is of where there are several', () => {
    const profiles = [...search.profiles, { id: 'beta', name: 'Beta' }];
    const [, found] = scopeChoices({ ...search, profiles, query: 'zola acme' });
    expect(found?.option).toMatchObject({ label: 'Émile Zola', hint: 'Acme' });
  });

  it('is no longer a list than anybody reads', () => {
    const users = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`u${String(index)}`, 'Ana']));
    const boards = [{ ...acme, directory: { ...EMPTY_DIRECTORY, users } }];
    expect(labels({ boards, query: 'ana' })).toHaveLength(1 + MOST_PEOPLE);
  });
});
