import type { EntryQuery } from '../../../../shared/ipc/contract.ts';
import type { EntryPage } from '../../../../shared/model/snapshot.ts';

type AskPage = (query: EntryQuery) => Promise<EntryPage>;

/**
 * A page that matches a filter, of what is on disk and, behind it, of what waits in memory to be stored there. Between
 * the two nothing is left out: who looks on where one part was not looked through to its end would miss the rest of it.
 */
export async function pageOfBoth(query: EntryQuery, disk: AskPage, held: AskPage): Promise<EntryPage> {
  return query.from === 'before' ? newestFirst(query, disk, held) : oldestFirst(query, disk, held);
}

async function newestFirst(query: EntryQuery, disk: AskPage, held: AskPage): Promise<EntryPage> {
  const newer = await held(query);
  const bounds = await boundsOf(disk, newer);
  const isDone = newer.entries.length >= query.limit || newer.reached > newer.first;
  if (newer.first > 0 && isDone && query.position > newer.first) return { ...newer, ...bounds };
  const position = newer.first === 0 ? query.position : Math.min(query.position, newer.first);
  const older = await disk({ ...query, position, limit: query.limit - newer.entries.length });
  return { entries: [...older.entries, ...newer.entries], reached: older.reached, ...bounds };
}

async function oldestFirst(query: EntryQuery, disk: AskPage, held: AskPage): Promise<EntryPage> {
  const behind = await held({ ...query, limit: 1 });
  const bounds = await boundsOf(disk, behind);
  const older = await disk(query);
  const entries = older.entries.filter(({ position }) => behind.first === 0 || position < behind.first);
  const isDone = entries.length >= query.limit || older.reached < older.last;
  if (behind.first === 0 || isDone) return { ...older, entries, ...bounds };
  const position = Math.max(query.position, behind.first - 1);
  const newer = await held({ ...query, position, limit: query.limit - entries.length });
  return { entries: [...entries, ...newer.entries], reached: newer.reached, ...bounds };
}

async function boundsOf(disk: AskPage, held: EntryPage): Promise<Pick<EntryPage, 'first' | 'last'>> {
  const stored = await disk({ from: 'after', position: 0, limit: 0, filter: '' });
  return {
    first: stored.first === 0 ? held.first : stored.first,
    last: held.last === 0 ? stored.last : held.last,
  };
}
