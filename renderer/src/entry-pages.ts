import type { EntryQuery, MonitorBridge } from '../../shared/ipc/contract.ts';
import type { MonitorError } from '../../shared/model/monitor-error.ts';
import type { EntryPage } from '../../shared/model/snapshot.ts';

/** With so many rows found, the reader has something to look at; more is fetched when they get there. */
export const ENOUGH = 100;
/** So many pages are asked for at most before the reader is asked whether it is worth it. */
const MOST_PAGES = 100;

export interface PageTaker {
  /** False once nobody waits for the pages any more. */
  readonly isWanted: () => boolean;
  /** Told of each page, and of the position that it was asked for from. */
  readonly take: (page: EntryPage, position: number) => void;
}

/** Why no more pages were asked for. `unfinished` is for a search that may yet find something. */
export type PagesEnd = 'done' | 'unwanted' | 'unfinished' | { readonly error: MonitorError };

/**
 * Asks for a page, and where a filter found little in its time, for the next one from where it got to: until there are
 * enough rows, or the history ends there.
 */
export async function fetchPages(
  bridge: MonitorBridge,
  query: EntryQuery,
  { isWanted, take }: PageTaker,
): Promise<PagesEnd> {
  let { position } = query;
  let found = 0;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const answer = await bridge.queryEntries({ ...query, position });
    if (!isWanted()) return 'unwanted';
    if (!answer.ok) return { error: answer.error };
    const page = answer.value;
    take(page, position);
    found += page.entries.length;
    if (found >= Math.min(ENOUGH, query.limit) || isEnd(query, page)) return 'done';
    // A page that got nowhere would get nowhere again.
    if (page.reached === position) return 'unfinished';
    position = page.reached;
  }
  return 'unfinished';
}

const isEnd = ({ from }: EntryQuery, { reached, first, last }: EntryPage): boolean =>
  last === 0 || (from === 'before' ? reached <= first : reached >= last);
