import type { EntryQuery, MonitorBridge } from '../../../../shared/ipc/contract.ts';
import { fetchPages } from '../../entry-pages.ts';

/** The position of the nearest gap before or after a position in the whole history; null when there is none. */
async function gapBeside(
  bridge: MonitorBridge,
  from: EntryQuery['from'],
  position: number,
): Promise<number | null> {
  let found: number | null = null;
  await fetchPages(
    bridge,
    { from, position, limit: 1, filter: 'type:gap' },
    {
      isWanted: () => true,
      take: ({ entries }) => {
        found = entries[0]?.position ?? null;
      },
    },
  );
  return found;
}

const BEGINNING = 0;
const END = Number.MAX_SAFE_INTEGER;

/**
 * The gap to go to next from a position, going round at the end of the history; from nowhere in particular, the newest
 * one. Null when there is none at all.
 */
export async function nextGap(
  bridge: MonitorBridge,
  from: EntryQuery['from'],
  position: number | null,
): Promise<number | null> {
  if (position === null) return gapBeside(bridge, 'before', END);
  const next = await gapBeside(bridge, from, position);
  return next ?? gapBeside(bridge, from, from === 'after' ? BEGINNING : END);
}
