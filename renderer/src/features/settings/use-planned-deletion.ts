import { useEffect, useState } from 'react';
import type { PlannedDeletion, RetentionPolicy } from '../../../../shared/model/history.ts';
import { useApp } from '../../app-context.ts';

/** Typing goes on for so long before it is worth asking what it would delete. */
const TYPING_MS = 250;

export type Plan =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly deletion: PlannedDeletion | null }
  | { readonly phase: 'failed'; readonly message: string };

interface Answered {
  readonly key: string;
  readonly plan: Plan;
}

/** What limits would delete if they were chosen now; null while there are none to choose. */
export function usePlannedDeletion(limits: RetentionPolicy | null): Plan | null {
  const { bridge } = useApp();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const key = limits === null ? '' : `${String(limits.maxAgeMs)} ${String(limits.maxBytes)}`;
  useEffect(() => {
    const [maxAgeMs, maxBytes] = key.split(' ').map(Number);
    if (maxAgeMs === undefined || maxBytes === undefined) return;
    let isOutdated = false;
    const timer = setTimeout(() => {
      void bridge.previewRetention({ maxAgeMs, maxBytes }).then((answer) => {
        if (isOutdated) return;
        const plan: Plan = answer.ok
          ? { phase: 'known', deletion: answer.value }
          : { phase: 'failed', message: answer.error.message };
        setAnswered({ key, plan });
      });
    }, TYPING_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [bridge, key]);
  if (limits === null) return null;
  return answered?.key === key ? answered.plan : { phase: 'asking' };
}
