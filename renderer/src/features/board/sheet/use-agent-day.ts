import { useEffect, useState } from 'react';
import type { AgentDay } from '../../../../../shared/model/agent.ts';
import type { MonitorError } from '../../../../../shared/model/monitor-error.ts';
import { useApp } from '../../../app-context.ts';
import { dayOf } from '../../../wording/time.ts';

/** While somebody walks over the cards, a day is not worth reading. */
const WALK_MS = 200;
/** The day goes on while it is looked at. */
const RENEW_MS = 30_000;

export type DayLookUp =
  | { readonly phase: 'reading' }
  | { readonly phase: 'known'; readonly day: AgentDay }
  | { readonly phase: 'failed'; readonly error: MonitorError };

interface Answered {
  readonly key: string;
  readonly lookUp: DayLookUp;
}

/** What the history tells of today, read again now and then. */
export function useAgentDay(profileId: string, userId: string): DayLookUp {
  const { bridge } = useApp();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const key = `${profileId}/${userId}`;
  useEffect(() => {
    let isOutdated = false;
    let timer = setTimeout(() => void read(), WALK_MS);
    async function read(): Promise<void> {
      const now = Date.now();
      const answer = await bridge.getAgentDay({ profileId, userId, from: dayOf(now).from, to: now });
      if (isOutdated) return;
      const lookUp: DayLookUp = answer.ok
        ? { phase: 'known', day: answer.value }
        : { phase: 'failed', error: answer.error };
      setAnswered({ key, lookUp });
      timer = setTimeout(() => void read(), RENEW_MS);
    }
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [bridge, key, profileId, userId]);
  return answered?.key === key ? answered.lookUp : { phase: 'reading' };
}
