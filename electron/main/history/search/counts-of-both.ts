import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';

type Count = (query: CountsQuery) => Promise<CountsPage>;

/** Counts what is on disk and what waits in memory to get there, beginning with that which is nearer to the position. */
export async function countsOfBoth(
  query: CountsQuery,
  {
    onDisk,
    held,
    troubled,
  }: { readonly onDisk: Count; readonly held: Count; readonly troubled: (thrown: unknown) => void },
): Promise<CountsPage> {
  const isBefore = query.from === 'before';
  const nothing: CountsPage = { counts: [], reached: query.position, isWhole: false, last: 0 };
  const counted: Count = (asked) =>
    onDisk(asked).catch((thrown: unknown) => {
      troubled(thrown);
      return nothing;
    });
  const near = await (isBefore ? held : counted)(query);
  if (!near.isWhole) return near;
  const far = await (isBefore ? counted : held)(query);
  return {
    counts: [...near.counts, ...far.counts],
    reached: isBefore ? Math.min(near.reached, far.reached) : Math.max(near.reached, far.reached),
    isWhole: far.isWhole,
    last: Math.max(near.last, far.last),
  };
}
