import { useEffect, useState } from 'react';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { useApp } from '../../../app-context.ts';

interface Answered {
  readonly key: string;
  readonly entries: readonly TimelineEntry[];
}

const MOST_SHOWN = 8;

/** The first of some entries of the timeline, as far as they are still kept; null while they are read. */
export function useEntries(positions: readonly number[]): readonly TimelineEntry[] | null {
  const { bridge } = useApp();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const key = positions.slice(0, MOST_SHOWN).join();
  useEffect(() => {
    let isOutdated = false;
    async function read(): Promise<void> {
      const wanted = key === '' ? [] : key.split(',').map(Number);
      const answers = await Promise.all(wanted.map((position) => bridge.getEntry({ position })));
      const entries = answers.flatMap((answer) =>
        answer.ok && answer.value !== null ? [answer.value.entry] : [],
      );
      if (!isOutdated) setAnswered({ key, entries });
    }
    void read();
    return () => {
      isOutdated = true;
    };
  }, [bridge, key]);
  return answered?.key === key ? answered.entries : null;
}
