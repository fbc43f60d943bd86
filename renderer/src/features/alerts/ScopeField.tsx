import { useState } from 'react';
import type { AlertScope } from '../../../../shared/model/alert.ts';
import { t } from '../../../../shared/text/t.ts';
import { useBoard, useSession } from '../../app-context.ts';
import { Select } from '../../ui/Select.tsx';
import { scopeChoices, scopeKey } from './scope-choices.ts';

interface ScopeFieldProps {
  readonly scope: AlertScope;
  readonly onChange: (scope: AlertScope) => void;
}

/** Whom a rule watches; one person among many is found by name. */
export function ScopeField({ scope, onChange }: ScopeFieldProps) {
  const { profiles } = useSession((slice) => slice.settings);
  const organisations = useBoard((slice) => slice.organisations);
  const [query, setQuery] = useState('');
  const boards = profiles.flatMap(({ id }) => organisations.get(id)?.board ?? []);
  const choices = scopeChoices({ scope, profiles, boards, query });
  return (
    <Select
      label={t('Whom it watches')}
      options={choices.map(({ option }) => option)}
      value={scopeKey(scope)}
      find={{ query, onQuery: setQuery }}
      onChange={(key) => {
        const chosen = choices.find(({ option }) => option.id === key);
        if (chosen !== undefined) onChange(chosen.scope);
      }}
    />
  );
}
