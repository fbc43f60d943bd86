import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filterText } from '../../../../shared/filter/print.ts';
import { compilePredicate } from '../../../../shared/filter/predicate.ts';
import { SYSTEM_ZONE } from '../../../../shared/filter/quantities.ts';
import { arbitraryFilter } from '../../../../shared/filter/testing/arbitrary-filter.ts';
import { NAMES } from '../../../../shared/filter/testing/entries.ts';
import type { EntryQuery } from '../../../../shared/ipc/contract.ts';
import type { Change, TimelineEntry, TimelineRecord } from '../../../../shared/model/timeline.ts';
import { historyFile } from '../../testing/history-files.ts';
import { rowOf } from '../entry-codec.ts';
import { bodyOf } from '../event-body.ts';
import { openHistory, pathOf } from '../open-history.ts';
import { openSqlFile } from '../sql-file.ts';
import { filterOf } from './filter-text.ts';
import { createHistoryReader, type HistoryReader } from './history-reader.ts';
import { Pace } from './pace.ts';
import { volumeOf } from './volumes.ts';

const NOW = Date.UTC(2026, 10, 24, 15, 0, 0);
const MINUTE_MS = 60_000;

const texts = fc.constantFrom(
  'Away',
  'on queue',
  'ON_QUEUE',
  'Déjà-vu',
  'Coffee',
  'x'.repeat(200),
  '5',
  'true',
  '-1.5',
  '…',
  'w-sold',
  'W_Sold',
);
const ids = fc.constantFrom('u-ana', 'u-ben', 'q-bill', 'q-sales', 'U-ANA', 'c-1', 'p-away');

const change: fc.Arbitrary<Change> = fc.record({
  field: fc.constantFrom('presence', 'routing status', 'Waiting (voice)', 'call', 'conversation', 'wrap-up'),
  from: fc.option(fc.record({ kind: fc.constant('text' as const), text: texts })),
  to: fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: texts }),
    fc.record({ kind: fc.constant('number' as const), number: fc.integer({ min: 0, max: 9 }) }),
    fc.record({
      kind: fc.constant('presence' as const),
      systemPresence: texts,
      definitionId: fc.option(fc.constantFrom('p-away', 'p-coffee')),
    }),
  ),
  heldMs: fc.option(fc.constantFrom(1_000, 600_000)),
});

const body = fc.oneof(
  fc.record({
    id: ids,
    name: texts,
    size: fc.integer({ min: -3, max: 12 }),
    list: fc.array(texts, { maxLength: 2 }),
  }),
  fc.record({ isOn: fc.boolean(), text: fc.string({ maxLength: 10 }), none: fc.constant(null) }),
  // More than is searched for words, with something at its very end.
  fc.record({ long: fc.constant('lorem ipsum '.repeat(5_600)), name: texts }),
);

const topic = fc
  .tuple(
    fc.constantFrom('users', 'routing.queues', 'Users'),
    ids,
    fc.constantFrom('presence', 'conversations', 'x．y'),
  )
  .map((parts) => `v2.${parts.join('.')}`);

const event = fc
  .tuple(topic, ids, fc.array(change, { maxLength: 2 }), body, fc.constantFrom('2', null))
  .map(([name, id, changes, eventBody, version]) => ({
    record: {
      type: 'event' as const,
      event: {
        seq: 1,
        topic: name,
        version,
        correlationId: version === null ? null : `corr-${id}`,
        subject:
          id.startsWith('u') || id === 'U-ANA'
            ? ({ kind: 'user', id } as const)
            : id.startsWith('q')
              ? ({ kind: 'queue', id } as const)
              : ({ kind: 'conversation', id } as const),
        entity: '',
        changes,
        preview: '',
        happenedAt: version === null ? null : NOW,
      },
    } satisfies TimelineRecord,
    frame: JSON.stringify({ topicName: name, eventBody }),
  }));

const cause = fc.constantFrom(
  { code: 'socket/closed', message: 'The connection was lost.' } as const,
  { code: 'net/offline', message: 'No network: away.' } as const,
);
const other: fc.Arbitrary<{ record: TimelineRecord; frame: null }> = fc
  .oneof(
    fc.constant({ type: 'connection', state: { status: 'signed-out' } } as const),
    cause.map((why) => ({ type: 'connection', state: { status: 'failed', since: 0, cause: why } }) as const),
    cause.map(
      (why) =>
        ({
          type: 'gap',
          gap: { id: 'g', from: 0, to: 60_000, cause: why, attempts: 1, topics: null },
        }) as const,
    ),
    topic.map(
      (name) =>
        ({ type: 'subscription', subscription: { topic: name, status: 'refused', reason: 'No.' } }) as const,
    ),
    fc.constant({
      type: 'subscription',
      subscription: { topic: 'v2.users.u-ana?presence&call', status: 'confirmed' },
    } as const),
  )
  .map((record) => ({ record, frame: null }));

const stored = fc.tuple(
  fc.oneof({ weight: 4, arbitrary: event }, other),
  fc.integer({ min: -90, max: 3 }),
  fc.constantFrom(0, 0, 0, 0, 1, 2),
);

const term = fc.constantFrom(
  ...[
    'away',
    'on queue',
    '"on queue"',
    'déjà-vu',
    'cof*',
    'ana',
    'ruiz',
    'bill*',
    'lorem',
    '5',
    'type',
    'x*',
  ],
  ...[
    'topic:presence',
    'topic:users',
    'topic:v2.users.*',
    'topic:"users.u-ana"',
    'topic:*queues*',
    'topic:/pres/',
    'topic:y',
    'topic:x.y',
  ],
  ...[
    'agent:ana',
    'agent:"Ana Ruiz"',
    'agent:u-*',
    'agent:U-ANA',
    'queue:billing',
    'conversation:c-1',
    'conversation:q-bill',
  ],
  ...[
    'presence:away',
    'presence:coffee',
    'presence:*',
    'presence:aw*',
    'to:5',
    'to:>3',
    'from:away',
    'changed:presence',
    'changed:yes',
    'waiting:5',
    'waiting-voice:5',
    'wrap-up:sold',
    'wrap-up:w-sold',
    'wrap-up:so*',
    'to:Sold',
    'from:sold',
    'routing-status:"on queue"',
  ],
  ...[
    'type:event',
    'type:gap',
    'type:*tion',
    'gap:yes',
    'gap:network',
    'gap:>30s',
    'gap:/net/',
    'connection:failed',
    'refused:yes',
    'refused:no',
    'error:net',
    'error:socket/closed',
    'error:yes',
    'error:no',
  ],
  ...[
    'name:away',
    'name:"on queue"',
    'body.name:coffee',
    'body.list[*]:5',
    'isOn:true',
    'none:null',
    'size:>5',
    'size:5',
    'name:aw*',
    'id:u-ana',
    'name:…',
  ],
  ...[
    'pinned:yes',
    'pinned:no',
    'note:yes',
    'note:look',
    'at:>-15m',
    'at:<-60m',
    'at:-40m..-10m',
    'position:3..9',
    'position:>30',
    'deliveries:>1',
    'lag:>1m',
    'for:>5m',
    'version:2',
    'correlation:corr-u-ana',
    '/a+w/',
  ],
);

const written = fc.oneof(
  { weight: 3, arbitrary: term },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom('', 'NOT '), term), { minLength: 2, maxLength: 4 }),
        fc.constantFrom(' ', ' OR '),
      )
      .map(([parts, joint]) => parts.map(([not, part]) => `${not}${part}`).join(joint)),
  },
  { weight: 1, arbitrary: fc.tuple(term, term, term).map(([a, b, c]) => `NOT (${a} OR ${b}) ${c}`) },
  { weight: 2, arbitrary: arbitraryFilter.map(filterText) },
);

const pace = (): Pace => new Pace({ limitMs: Infinity, now: () => 0, nextTurn: () => Promise.resolve() });

/** All that matches, page by page. */
async function readAll(
  reader: HistoryReader,
  filter: string,
  from: EntryQuery['from'],
  limit: number,
): Promise<readonly TimelineEntry[]> {
  let found: readonly TimelineEntry[] = [];
  let position = from === 'after' ? 0 : 1_000_000;
  for (;;) {
    const page = await reader.page({ from, position, limit, filter }, NOW, pace());
    found = from === 'after' ? [...found, ...page.entries] : [...page.entries, ...found];
    const isEnd = from === 'after' ? page.reached >= page.last : page.reached <= page.first;
    if (isEnd || page.reached === position) return found;
    position = page.reached;
  }
}

describe('what a filter finds in a history', () => {
  it('is what its predicate passes, whatever of it is indexed, marked, or was deleted', async () => {
    const file = await historyFile();
    const { database } = openHistory(file, null);
    const sql = openSqlFile(pathOf(file), file.key);
    const reader = createHistoryReader(sql);
    onTestFinished(() => {
      reader.close();
      database.close(true);
    });
    reader.learn(NAMES);
    // A volume of the index ends among what is stored.
    let last = volumeOf(0).to - 300;
    await fc.assert(
      fc.asyncProperty(
        fc.array(stored, { minLength: 20, maxLength: 60 }),
        fc.array(written, { minLength: 12, maxLength: 12 }),
        fc.nat(80),
        fc.nat(10),
        fc.integer({ min: 1, max: 15 }),
        async (entries, filters, indexed, trimmed, limit) => {
          // What a former run left is deleted, as retention does it.
          database.trim(last, 1_000_000);
          const first = last + 1;
          const rows = entries.map(([{ record, frame }, minutes], index) => {
            const entry: TimelineEntry = {
              position: first + index,
              at: NOW + minutes * MINUTE_MS,
              ...record,
            };
            return rowOf({ entry, arrival: frame === null ? null : { frame, body: null } });
          });
          last = first + rows.length - 1;
          database.append(rows);
          database.indexNext(indexed + 1);
          entries.forEach(([, , mark], index) => {
            if (mark > 0)
              database.mark(first + index, { isPinned: mark === 1, note: mark === 2 ? 'Look, away' : '' });
          });
          database.countDeliveries([first + 3, first + 4]);
          database.trim(first + trimmed - 1, 1_000);
          for (const filter of filters) {
            const predicate = compilePredicate(filterOf(filter), {
              names: NAMES,
              now: NOW,
              zone: SYSTEM_ZONE,
            });
            const expected = rows
              .map(({ position }) => reader.entry(position))
              .filter((found) => found !== null)
              .filter(({ entry, frame }) => predicate({ entry, body: bodyOf(frame) }))
              .map(({ entry }) => entry);
            expect(await readAll(reader, filter, 'before', limit), filter).toEqual(expected);
            expect(await readAll(reader, filter, 'after', limit), filter).toEqual(expected);
            expect(await reader.count(filter, NOW, pace()), filter).toMatchObject({
              matching: expected.length,
              isWhole: true,
            });
          }
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);
});
