import { useCallback } from 'react';
import type { MonitorBridge } from '../../../../../../shared/ipc/contract.ts';
import type { TimelineEntry } from '../../../../../../shared/model/timeline.ts';
import { t } from '../../../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../../../app-context.ts';

/** Pins the entry at a position, or takes its pin off. */
export function usePin(): (position: number) => Promise<void> {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  return useCallback(
    async (position) => {
      const { entries } = stores.timeline.getState().range;
      const loaded = entries.find((entry) => entry.position === position);
      const entry = loaded ?? (await entryAt(bridge, position));
      const isPinned = entry?.mark?.isPinned !== true;
      const request = bridge.markEntry({ position, mark: { isPinned } });
      if (!(await perform(request, isPinned ? t('Pinned.') : t('Unpinned.')))) return;
      const answer = await request;
      if (answer.ok) stores.notes.setState({ marked: answer.value });
    },
    [bridge, stores, perform],
  );
}

async function entryAt(bridge: MonitorBridge, position: number): Promise<TimelineEntry | undefined> {
  const answer = await bridge.getEntry({ position });
  return answer.ok ? answer.value?.entry : undefined;
}
