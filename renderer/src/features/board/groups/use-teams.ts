import { useEffect, useState } from 'react';
import { useApp } from '../../../app-context.ts';

export type Teams =
  | { readonly phase: 'reading' }
  | { readonly phase: 'known'; readonly names: Readonly<Record<string, string>> }
  | { readonly phase: 'failed'; readonly message: string };

/** The teams of an organisation, as they are now. */
export function useTeams(profileId: string): Teams {
  const { bridge } = useApp();
  const [teams, setTeams] = useState<Teams>({ phase: 'reading' });
  useEffect(() => {
    let isOutdated = false;
    void bridge.listTeams({ profileId }).then((answer) => {
      if (isOutdated) return;
      setTeams(
        answer.ok
          ? { phase: 'known', names: answer.value }
          : { phase: 'failed', message: answer.error.message },
      );
    });
    return () => {
      isOutdated = true;
    };
  }, [bridge, profileId]);
  return teams;
}
