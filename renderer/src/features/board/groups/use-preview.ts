import { useEffect, useState } from 'react';
import type { GroupPreview, GroupSource } from '../../../../../shared/model/board.ts';
import type { Result } from '../../../../../shared/model/result.ts';
import { useApp } from '../../../app-context.ts';

/** Choosing goes on for so long before it is worth asking what it would take. */
const CHOOSING_MS = 250;

interface Answered {
  readonly source: GroupSource;
  readonly result: Result<GroupPreview>;
}

/** What watching a group would take; null while that is asked for, or there is none. `source` must keep its identity. */
export function usePreview(profileId: string, source: GroupSource | null): Result<GroupPreview> | null {
  const { bridge } = useApp();
  const [answered, setAnswered] = useState<Answered | null>(null);
  useEffect(() => {
    if (source === null) return;
    let isOutdated = false;
    const timer = setTimeout(() => {
      void bridge.previewGroup({ profileId, source }).then((result) => {
        if (!isOutdated) setAnswered({ source, result });
      });
    }, CHOOSING_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [bridge, profileId, source]);
  return source !== null && answered?.source === source ? answered.result : null;
}
