import { MAX_PAGE_SIZE, type MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { Stores } from '../../stores/stores.ts';
import { withGapsFrom } from '../../stores/gaps.ts';

/** So many pages are looked through at a press, so that the answer comes soon. */
const PAGES_AT_ONCE = 10;

/**
 * Looks for gaps before the part of the history that was looked through already. Ends early at the beginning of the
 * history or when it found one. Answers with the error that stopped it, if any.
 */
export async function searchOlderGaps(
  bridge: MonitorBridge,
  { gaps }: Pick<Stores, 'gaps'>,
): Promise<MonitorError | null> {
  const before = gaps.getState().gaps.length;
  for (let page = 0; page < PAGES_AT_ONCE && gaps.getState().gaps.length === before; page += 1) {
    const { searchedFrom } = gaps.getState();
    const answer = await bridge.queryEntries({
      from: 'before',
      position: searchedFrom,
      limit: MAX_PAGE_SIZE,
      filter: 'type:gap',
    });
    if (!answer.ok) return answer.error;
    const { entries, reached, first } = answer.value;
    gaps.setState((slice) => ({ ...withGapsFrom(slice, entries), searchedFrom: reached }));
    if (reached === searchedFrom || reached <= first) return null;
  }
  return null;
}
