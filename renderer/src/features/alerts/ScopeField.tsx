import type { AlertScope } from '../../../../shared/model/alert.ts';
import type { Board } from '../../../../shared/model/board.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import type { Profile } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import { useBoard, useSession } from '../../app-context.ts';
import { Select, type Option } from '../../ui/Select.tsx';
import { userName } from '../../wording/names.ts';
import { visibleText } from '../../wording/safe-text.ts';

interface ScopeFieldProps {
  readonly scope: AlertScope;
  readonly onChange: (scope: AlertScope) => void;
}

/** Whom a rule watches. One person is chosen where they are seen; here they can be kept or let go. */
export function ScopeField({ scope, onChange }: ScopeFieldProps) {
  const { profiles } = useSession((slice) => slice.settings);
  const directory = useSession((slice) => slice.directory);
  const boards = useBoard((slice) => slice.organisations);
  const groups = profiles.flatMap(({ id }) => boards.get(id)?.board ?? []);
  const choices = choicesOf(scope, profiles, groups, directory);
  return (
    <Select
      label={t('Whom it watches')}
      options={choices.map(({ option }) => option)}
      value={keyOf(scope)}
      onChange={(key) => {
        const chosen = choices.find(({ option }) => option.id === key);
        if (chosen !== undefined) onChange(chosen.scope);
      }}
    />
  );
}

interface Choice {
  readonly option: Option<string>;
  readonly scope: AlertScope;
}

function choicesOf(
  scope: AlertScope,
  profiles: readonly Profile[],
  boards: readonly Board[],
  directory: Directory,
): readonly Choice[] {
  const choice = (of: AlertScope, label: string): Choice => ({ option: { id: keyOf(of), label }, scope: of });
  return [
    choice({ kind: 'everyone' }, t('Everyone, in every organisation')),
    ...profiles.map(({ id, name }) =>
      choice({ kind: 'organisation', profileId: id }, t('Only {name}', { name: visibleText(name) })),
    ),
    ...boards.flatMap(({ profileId, groups }) =>
      groups.map(({ source: { kind, id }, name }) =>
        choice(
          { kind: 'group', profileId, group: { kind, id } },
          t('Group {name}', { name: visibleText(name) }),
        ),
      ),
    ),
    ...(scope.kind === 'agent' ? [choice(scope, userName(directory, scope.userId))] : []),
  ];
}

const keyOf = (scope: AlertScope): string => JSON.stringify(scope);
