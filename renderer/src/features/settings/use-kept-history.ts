import { useCallback, useEffect } from 'react';
import { useStore } from 'zustand';
import type { HistoryDescription } from '../../../../shared/model/history.ts';
import { useApp, useSession } from '../../app-context.ts';

/** Asks how the history is kept, for all who show it. */
export function useLookAtHistory(): () => Promise<void> {
  const { bridge, stores } = useApp();
  return useCallback(async () => {
    const answer = await bridge.describeHistory(null);
    if (answer.ok) stores.storage.setState({ history: answer.value });
  }, [bridge, stores]);
}

/** How the history of the active profile is kept, looked at again in a steady rhythm; null until it is known. */
export function useKeptHistory(everyMs: number): HistoryDescription | null {
  const { stores } = useApp();
  const look = useLookAtHistory();
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  const history = useStore(stores.storage, (slice) => slice.history);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [look, everyMs, profileId]);
  return history?.profileId === profileId ? history : null;
}
