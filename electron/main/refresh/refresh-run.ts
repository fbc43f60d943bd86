import type { RefreshSummary } from '../../../shared/model/refresh.ts';
import type { Refreshed } from '../../../shared/model/timeline.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { ChangeTracker } from '../events/changes.ts';
import { recordedApi, type Recorded, type Reply } from '../genesys/recorded-api.ts';
import { Refresher } from './refresher.ts';

export const NINE = Date.UTC(2026, 0, 5, 9, 0, 0);
const iso = (minute: number): string => new Date(NINE + minute * 60_000).toISOString();

interface Person {
  presence: string;
  /** Minutes after nine. */
  since: number;
}

/** People and a service that tells of them; a test puts other answers in its place. */
export function floor(count: number, aspects = 'presence') {
  const people = new Map<string, Person>();
  for (let index = 0; index < count; index += 1)
    people.set(`u${String(index)}`, { presence: 'Available', since: 0 });
  const describe = (id: string): object => {
    const { presence = '', since = 0 } = people.get(id) ?? {};
    return {
      id,
      presence: { presenceDefinition: { id: presence, systemPresence: presence }, modifiedDate: iso(since) },
      routingStatus: { status: 'IDLE', startTime: iso(0) },
      outOfOffice: { active: false },
    };
  };
  const list = ({ path }: Recorded): Reply => {
    const ids = new URL(path, 'https://x').searchParams.getAll('id');
    return { json: { entities: ids.filter((id) => people.has(id)).map(describe) } };
  };
  const topics = [...people.keys()].map((id) => `v2.users.${id}?${aspects}`);
  return { people, topics, list };
}

/** A refresher on an API whose answers a test decides, and everything it told. */
export function refreshing(topics: readonly string[], answer: (request: Recorded) => Reply) {
  const clock = new ManualClock();
  const { context, asked } = recordedApi(answer);
  const tracker = new ChangeTracker();
  const refreshed: Refreshed[] = [];
  const summaries: RefreshSummary[] = [];
  const unexpected: unknown[] = [];
  /** How many conversations of each person were found to go on. */
  const underWayOf = new Map<string, number>();
  let underWay = 0;
  let mostUnderWay = 0;
  const refresher = new Refresher({
    clock,
    call: async (work, signal) => {
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      try {
        return await work(context, { token: 'the-token', signal });
      } finally {
        underWay -= 1;
      }
    },
    topics: () => topics,
    compare: (topic, body) => tracker.refresh(topic, body),
    compareInteractions: (userId, interactions) => {
      const former = underWayOf.get(userId);
      underWayOf.set(userId, interactions.length);
      return former === undefined ? 'first-seen' : former === interactions.length ? 'unchanged' : 'changed';
    },
    record: (record) => {
      if (record.type === 'refresh') summaries.push(record.refresh);
      else refreshed.push(record.refreshed);
    },
    progressed: () => undefined,
    onUnexpected: (thrown) => unexpected.push(thrown),
  });
  const lose = (): void => {
    tracker.coverageLost(null);
    refresher.coverageLost();
  };
  const comeBack = (id: string): void => {
    refresher.gapClosed({ id, topics: null });
  };
  const hear = (id: string, presence: string, minute: number): void => {
    tracker.describe(
      {
        topic: `v2.users.${id}.presence`,
        version: '2',
        correlationId: null,
        body: {
          presenceDefinition: { id: presence, systemPresence: presence.toUpperCase() },
          modifiedDate: iso(minute),
        },
      },
      NINE + minute * 60_000,
    );
  };
  return {
    ...{ clock, asked, refresher, refreshed, summaries, unexpected, lose, comeBack, hear },
    mostUnderWay: () => mostUnderWay,
  };
}
