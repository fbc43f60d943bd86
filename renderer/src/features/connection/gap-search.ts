import { MAX_PAGE_SIZE, type MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { Stores } from '../../stores/stores.ts';
import { searchedFrom, withGapsFrom } from '../../stores/gaps.ts';
import { rangeFromPage } from '../../stores/loaded-range.ts';

/** So many pages are looked through at a press, so that the answer comes soon. */
const PAGES_AT_ONCE = 10;

/**
 * Looks for gaps before the part of the history that was looked through already. Ends early at the beginning of the
 * history, at a position that was reached, or when it found one. Answers with the error that stopped it, if any.
 */
export async function searchOlderGaps(
  bridge: MonitorBridge,
  { gaps, session }: Pick<Stores, 'gaps' | 'session'>,
  backTo = 0,
): Promise<MonitorError | null> {
  const { picture } = session.getState();
  const before = gaps.getState().gaps.length;
  for (let page = 0; page < PAGES_AT_ONCE && gaps.getState().gaps.length === before; page += 1) {
    const position = searchedFrom(gaps.getState());
    if (position <= backTo) return null;
    const asked = { from: 'before', position } as const;
    const answer = await bridge.queryEntries({ ...asked, limit: MAX_PAGE_SIZE, filter: 'type:gap' });
    if (picture !== session.getState().picture) return null;
    if (!answer.ok) return answer.error;
    const { reached, first } = answer.value;
    gaps.setState((slice) => withGapsFrom(slice, rangeFromPage(answer.value, asked)));
    if (reached === position || reached <= first) return null;
  }
  return null;
}
