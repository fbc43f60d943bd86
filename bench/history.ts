import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowOf } from '../electron/main/history/entry-codec.ts';
import type { HistoryDatabase } from '../electron/main/history/history-database.ts';
import { createNumbering } from '../electron/main/history/numbering.ts';
import { openHistory } from '../electron/main/history/open-history.ts';
import { createSearch, type HistorySearch } from '../electron/main/history/search/search-thread.ts';
import { EMPTY_DIRECTORY } from '../shared/model/directory.ts';
import type { EntryPage } from '../shared/model/snapshot.ts';
import { writeEvents } from './history-file.ts';
import { rounded } from './median.ts';
import { idOf, personId, queueId, variedEvent } from './varied-event.ts';

const FRAME_BYTES = 1_200;
const EVERY_MS = 125;
const PAGE_ROWS = 100;
/** Each query is asked so often, each time from another place. */
const ROUNDS = 8;
const KEY = 'ab'.repeat(32);
/** The size that the bars are about. */
const JUDGED = 1_000_000;

const FILTERS = [
  'topic:presence',
  'topic:routingStatus',
  `agent:${personId(7)}`,
  `agent:${personId(99)} presence:away`,
  `queue:${queueId(3)}`,
  `conversation:${idOf('conversation', 700)}`,
  `correlation:${idOf('correlation', 4_321)}`,
  'presence:meal OR routing-status:"not responding"',
  'type:event NOT topic:presence NOT topic:conversations',
  'error:yes',
];

const TEXTS = [
  'refund',
  'escalation warranty',
  '"billing account"',
  'compl*',
  idOf('participant', 333),
  'refund 4999 discount',
  'nowhere-to-be-found',
];

interface Figures {
  readonly events: number;
  readonly insertPerSecond: number;
  readonly indexPerSecond: number;
  readonly fileMb: number;
  readonly pageP95Ms: number;
  readonly filterP95Ms: number;
  readonly fullTextP95Ms: number;
  readonly jumpP95Ms: number;
  readonly countP95Ms: number;
  readonly meanMs: number;
}

/**
 * Stores events of many kinds in an encrypted history, indexes them, and asks for pages of it at every size given as
 * option (100,000 and a million without one): through the reading thread, as the window does. `growth` is what a query
 * costs in the mean at the largest size over what it costs at a million, or at the first size where none is a million;
 * `pageP95Ms`, of a page without a filter, is what the others are to be seen beside.
 */
export async function* measureHistory(
  options: readonly string[],
): AsyncGenerator<Readonly<Record<string, string | number | null>>> {
  const sizes = options.length > 0 ? options.map(Number) : [100_000, JUDGED];
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  try {
    const found: Figures[] = [];
    for await (const figures of figuresAt(sizes, folder)) {
      found.push(figures);
      yield { ...figures };
    }
    const judged = found.find(({ events }) => events === JUDGED) ?? found.at(0);
    const largest = found.at(-1);
    if (judged === undefined || largest === undefined) return;
    const { events, filterP95Ms, fullTextP95Ms, jumpP95Ms } = judged;
    const growth = largest === judged ? null : rounded(largest.meanMs / judged.meanMs);
    yield { events, filterP95Ms, fullTextP95Ms, jumpP95Ms, growth, largest: largest.events };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* figuresAt(sizes: readonly number[], folder: string): AsyncGenerator<Figures> {
  const { database, opened } = openHistory({ folder, name: 'bench', key: KEY }, null);
  const numbering = createNumbering();
  let stored = 0;
  try {
    for (const size of sizes) {
      const written = await timed(() => store(database, numbering, stored, size));
      const indexed = await timed(() => indexAll(database));
      const count = size - stored;
      stored = size;
      const search = createSearch({
        ...{ path: opened.path, key: KEY, now: Date.now, onSlow: () => undefined },
        workerPath: join(import.meta.dirname, '../electron/main/history/search/search-worker.ts'),
      });
      try {
        const { size: bytes } = await stat(opened.path);
        yield {
          events: size,
          insertPerSecond: Math.round((count / written) * 1_000),
          indexPerSecond: Math.round((count / indexed) * 1_000),
          fileMb: Math.round(bytes / 1e6),
          ...(await queries(search, size)),
        };
      } finally {
        await search.close();
      }
    }
  } finally {
    database.close(true);
  }
}

async function store(
  database: HistoryDatabase,
  numbering: ReturnType<typeof createNumbering>,
  from: number,
  to: number,
): Promise<void> {
  const append: Parameters<typeof writeEvents>[0]['append'] = (records) => {
    const entries = records.map(numbering.number);
    database.append(entries.map(rowOf));
    return Promise.resolve(entries);
  };
  const textOf = (index: number, bytes: number): string => variedEvent(from + index, bytes);
  await writeEvents({ append }, { count: to - from, frameBytes: FRAME_BYTES, everyMs: EVERY_MS, textOf });
}

function indexAll(database: HistoryDatabase): Promise<void> {
  while (database.indexNext(200) > 0);
  return Promise.resolve();
}

async function queries(
  search: HistorySearch,
  size: number,
): Promise<Omit<Figures, 'events' | 'insertPerSecond' | 'indexPerSecond' | 'fileMb'>> {
  const page = (filter: string, position: number): Promise<EntryPage> =>
    search.page({ from: 'before', position, limit: PAGE_ROWS, filter }, EMPTY_DIRECTORY);
  // The thread starts, and what it needs of the file comes into memory.
  const newest = await page('', Number.MAX_SAFE_INTEGER);
  await page('topic:presence', Number.MAX_SAFE_INTEGER);
  const places = Array.from({ length: ROUNDS }, (_, round) =>
    round === 0 ? Number.MAX_SAFE_INTEGER : Math.round((size * round) / ROUNDS) + 1,
  );
  const ends = [places[0] ?? size];
  const plain = await msOf(places, [''], (filter, place) => page(filter, place));
  const filters = await msOf(
    ends,
    FILTERS.flatMap((filter) => Array.from({ length: ROUNDS }, () => filter)),
    page,
  );
  const texts = await msOf(
    ends,
    TEXTS.flatMap((filter) => Array.from({ length: ROUNDS }, () => filter)),
    page,
  );
  const since = (newest.entries.at(-1)?.at ?? 0) - (size - 1) * EVERY_MS;
  const jumps = await msOf(places, ['', 'topic:presence'], async (filter, place) => {
    const at = since + Math.min(size - 1, place) * EVERY_MS - 40;
    const position = (await search.positionAt(at)) ?? size;
    await page(filter, position + PAGE_ROWS / 2);
  });
  const counts = await msOf(ends, [...FILTERS, ...TEXTS], (filter) => search.count(filter, EMPTY_DIRECTORY));
  const all = [...filters, ...texts, ...jumps];
  return {
    pageP95Ms: p95(plain),
    filterP95Ms: p95(filters),
    fullTextP95Ms: p95(texts),
    jumpP95Ms: p95(jumps),
    countP95Ms: p95(counts),
    meanMs: rounded(all.reduce((sum, ms) => sum + ms, 0) / all.length),
  };
}

async function msOf(
  places: readonly number[],
  filters: readonly string[],
  ask: (filter: string, place: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const filter of filters) {
    const before = times.length;
    for (const place of places) times.push(await timed(() => ask(filter, place)));
    process.stderr.write(
      `${filter}: ${times
        .slice(before)
        .map((ms) => ms.toFixed(1))
        .join(' ')} ms\n`,
    );
  }
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return rounded(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0);
}
