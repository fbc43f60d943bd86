import type { AlertScope } from '../../../../shared/model/alert.ts';
import type { Board } from '../../../../shared/model/board.ts';
import { EMPTY_DIRECTORY } from '../../../../shared/model/directory.ts';
import type { Profile } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import type { Option } from '../../ui/Select.tsx';
import { folded } from '../../wording/folded.ts';
import { userName } from '../../wording/names.ts';
import { visibleText } from '../../wording/safe-text.ts';

/** A longer list would not be read; typing narrows it. */
export const MOST_PEOPLE = 50;

export interface ScopeChoice {
  readonly option: Option<string>;
  readonly scope: AlertScope;
}

export interface ScopeSearch {
  /** What is chosen: it is always among the choices. */
  readonly scope: AlertScope;
  readonly profiles: readonly Pick<Profile, 'id' | 'name'>[];
  /** Of the organisations that were connected in this run: only their people are known. */
  readonly boards: readonly Pick<Board, 'profileId' | 'groups' | 'directory'>[];
  readonly query: string;
}

/** Whom a rule may watch, as far as a query finds them: everyone, organisations, groups, then people by name. */
export function scopeChoices({ scope, profiles, boards, query }: ScopeSearch): readonly ScopeChoice[] {
  const words = folded(query).split(/\s+/);
  const nameOf = (profileId: string): string => profiles.find(({ id }) => id === profileId)?.name ?? '';
  const isChosen = (choice: ScopeChoice): boolean => choice.option.id === scopeKey(scope);
  const isFound = (choice: ScopeChoice): boolean => {
    const { label, hint = '' } = choice.option;
    const text = folded(`${label} ${hint}`);
    return words.every((word) => text.includes(word));
  };
  const person = (profileId: string, userId: string): ScopeChoice => {
    const { directory } = boards.find((board) => board.profileId === profileId) ?? NO_BOARD;
    const hint = profiles.length > 1 ? { hint: visibleText(nameOf(profileId)) } : {};
    return choiceOf({ kind: 'agent', profileId, userId }, userName(directory, userId), hint);
  };
  const people = boards
    .flatMap(({ profileId, directory }) => Object.keys(directory.users).map((id) => person(profileId, id)))
    .filter(isFound)
    .sort((one, other) => one.option.label.localeCompare(other.option.label))
    .slice(0, MOST_PEOPLE);
  const chosen =
    scope.kind === 'agent' && !people.some(isChosen) ? [person(scope.profileId, scope.userId)] : [];
  return [
    ...wholes(profiles, boards).filter((choice) => isFound(choice) || isChosen(choice)),
    ...chosen,
    ...people,
  ];
}

const NO_BOARD = { directory: EMPTY_DIRECTORY };

function wholes(profiles: ScopeSearch['profiles'], boards: ScopeSearch['boards']): readonly ScopeChoice[] {
  return [
    choiceOf({ kind: 'everyone' }, t('Everyone, in every organisation')),
    ...profiles.map(({ id, name }) =>
      choiceOf({ kind: 'organisation', profileId: id }, t('Only {name}', { name: visibleText(name) })),
    ),
    ...boards.flatMap(({ profileId, groups }) =>
      groups.map(({ source: { kind, id }, name }) =>
        choiceOf(
          { kind: 'group', profileId, group: { kind, id } },
          t('Group {name}', { name: visibleText(name) }),
        ),
      ),
    ),
  ];
}

const choiceOf = (scope: AlertScope, label: string, more: { readonly hint?: string } = {}): ScopeChoice => ({
  option: { id: scopeKey(scope), label, ...more },
  scope,
});

export const scopeKey = (scope: AlertScope): string => JSON.stringify(scope);
