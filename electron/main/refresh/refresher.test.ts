import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failuresText, refreshText, type RefreshSummary } from '../../../shared/model/refresh.ts';
import type { Refreshed } from '../../../shared/model/timeline.ts';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { ChangeTracker } from '../events/changes.ts';
import { recordedApi, type Recorded, type Reply } from '../genesys/recorded-api.ts';
import { Refresher } from './refresher.ts';

const NINE = Date.UTC(2026, 0, 5, 9, 0, 0);
const iso = (minute: number): string => new Date(NINE + minute * 60_000).toISOString();

interface Person {
  presence: string;
  /** Minutes after nine. */
  since: number;
}

/** People and a service that tells of them; a test puts other answers in its place. */
function floor(count: number, aspects = 'presence') {
  const people = new Map<string, Person>();
  for (let index = 0; index < count; index += 1)
    people.set(`u${String(index)}`, { presence: 'Available', since: 0 });
  const describe = (id: string): object => {
    const { presence = '', since = 0 } = people.get(id) ?? {};
    return {
      id,
      presence: { presenceDefinition: { id: presence, systemPresence: presence }, modifiedDate: iso(since) },
      routingStatus: { status: 'IDLE', startTime: iso(0) },
    };
  };
  const list = ({ path }: Recorded): Reply => {
    const ids = new URL(path, 'https://x').searchParams.getAll('id');
    return { json: { entities: ids.filter((id) => people.has(id)).map(describe) } };
  };
  const topics = [...people.keys()].map((id) => `v2.users.${id}?${aspects}`);
  return { people, topics, list };
}

function refreshing(topics: readonly string[], answer: (request: Recorded) => Reply) {
  const clock = new ManualClock();
  const { context, asked } = recordedApi(answer);
  const tracker = new ChangeTracker();
  const refreshed: Refreshed[] = [];
  const summaries: RefreshSummary[] = [];
  const unexpected: unknown[] = [];
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

describe('a refresh', () => {
  it('tells what changed while away, and how all stand', async () => {
    const { people, topics, list } = floor(46);
    const { hear, lose, comeBack, clock, refreshed, summaries, refresher } = refreshing(topics, list);
    for (const id of people.keys()) hear(id, 'Available', 0);
    lose();
    for (const id of ['u3', 'u7', 'u40']) people.set(id, { presence: 'Away', since: 31 });
    comeBack('g1');
    await clock.advance(0);
    expect(refreshed).toHaveLength(3);
    expect(refreshed[0]).toEqual({
      topic: 'v2.users.u3.presence',
      subject: { kind: 'user', id: 'u3' },
      changes: [
        {
          field: 'presence',
          from: { kind: 'presence', systemPresence: 'AVAILABLE', definitionId: 'Available' },
          to: { kind: 'presence', systemPresence: 'AWAY', definitionId: 'Away' },
          heldMs: null,
        },
      ],
      since: NINE + 31 * 60_000,
    });
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({
      gapIds: ['g1'],
      people: { total: 46, refreshed: 46, changed: 3, firstSeen: 0 },
      queues: { total: 0 },
      failures: [],
    });
    expect(refresher.report).toMatchObject({ phase: 'done', summary: summaries[0] });
  });

  it('says first seen where nothing is known from before, and changed of nobody', async () => {
    const { topics, list } = floor(3);
    const { comeBack, clock, refreshed, summaries } = refreshing(topics, list);
    comeBack('g1');
    await clock.advance(0);
    expect(refreshed).toEqual([]);
    expect(summaries[0]?.people).toEqual({ total: 3, refreshed: 3, changed: 0, firstSeen: 3 });
    expect(summaries.map(refreshText)).toEqual([
      '3 of 3 agents refreshed, 3 first seen, with nothing to compare with. The order of events in the gap is lost.',
    ]);
  });

  it('tells a change once that several topics tell of, and the activity topic in its own way', async () => {
    const { people, topics, list } = floor(1, 'presence&activity');
    const { hear, lose, comeBack, clock, refreshed, summaries } = refreshing(topics, list);
    hear('u0', 'Available', 0);
    lose();
    people.set('u0', { presence: 'Away', since: 31 });
    comeBack('g1');
    await clock.advance(0);
    expect(refreshed.map(({ topic }) => topic)).toEqual(['v2.users.u0.presence']);
    expect(summaries[0]?.people).toMatchObject({ changed: 1, refreshed: 1 });
  });

  it('asks for five hundred people in five requests, four at once', async () => {
    const { topics, list } = floor(500, 'presence&routingStatus');
    const { comeBack, clock, asked, summaries, mostUnderWay } = refreshing(topics, list);
    comeBack('g1');
    await clock.advance(0);
    expect([asked.length, mostUnderWay()]).toEqual([5, 4]);
    expect(summaries[0]?.people.refreshed).toBe(500);
  });

  it('says what cannot be recovered even when nothing else is to be done, and nothing without topics', async () => {
    const conversations = refreshing(['v2.users.ana.conversations'], () => ({}));
    conversations.comeBack('g1');
    const idle = refreshing([], () => ({}));
    idle.comeBack('g1');
    await conversations.clock.advance(0);
    await idle.clock.advance(0);
    expect(conversations.summaries.map(refreshText)).toEqual([
      'Nothing to refresh. Not recoverable: users.conversations (1 topic), and the order of events in the gap.',
    ]);
    expect([idle.summaries, idle.refresher.report]).toEqual([[], null]);
  });

  it('fetches only what went unheard', async () => {
    const { topics, list } = floor(4);
    const { refresher, clock, summaries } = refreshing(topics, list);
    refresher.gapClosed({ id: 'g1', topics: topics.slice(0, 2) });
    await clock.advance(0);
    expect(summaries[0]?.people.total).toBe(2);
  });
});

describe('what a refresh cannot read', () => {
  it('is asked for at other places, and told when it is nowhere', async () => {
    const { topics, list } = floor(2, 'presence&routingStatus');
    const { comeBack, clock, summaries, asked } = refreshing(topics, (request) => {
      if (request.path.includes('/bulk')) {
        const presence = { presenceDefinition: { id: 'p', systemPresence: 'Away' } };
        return { json: [{ userId: 'u0', ...presence }] };
      }
      if (request.path.includes('routingstatus')) return { status: 404, json: { message: 'Gone' } };
      const { json } = list(request) as { json: { entities: { id: string }[] } };
      return { json: { entities: json.entities.map(({ id }) => ({ id })) } };
    });
    comeBack('g1');
    await clock.advance(0);
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      '/api/v2/users',
      '/api/v2/users/presences/purecloud/bulk',
      '/api/v2/users/u0/routingstatus',
      '/api/v2/users/u1/routingstatus',
    ]);
    const [summary] = summaries;
    expect(summary?.people).toMatchObject({ total: 2, refreshed: 0 });
    expect(summary?.failures).toEqual([
      { kind: 'user', id: 'u0', message: 'Could not read the state of a person: Gone.' },
      { kind: 'user', id: 'u1', message: 'Genesys Cloud did not say.' },
    ]);
    expect(summaries.map(failuresText)).toEqual([
      '2 could not be read: Could not read the state of a person: Gone. (and 1 other reason)',
    ]);
  });

  it('is asked for again when that may help, as late as the service asks', async () => {
    const { topics, list } = floor(1);
    let refusals = 2;
    const { comeBack, clock, asked, summaries } = refreshing(topics, (request) => {
      refusals -= 1;
      return refusals < 0 ? list(request) : { status: 429, headers: { 'retry-after': '5' } };
    });
    comeBack('g1');
    await clock.advance(9_999);
    expect(asked).toHaveLength(2);
    await clock.advance(1);
    expect([asked.length, summaries[0]?.people.refreshed]).toEqual([3, 1]);
  });

  it('is given up after four tries, or at once when nothing would help', async () => {
    const { topics } = floor(1);
    const down = refreshing(topics, () => ({ status: 503 }));
    const forbidden = refreshing(topics, () => ({ status: 403, json: { message: 'No.' } }));
    down.comeBack('g1');
    forbidden.comeBack('g1');
    await down.clock.advance(60_000);
    await forbidden.clock.advance(0);
    expect([down.asked.length, forbidden.asked.length]).toEqual([4, 1]);
    expect(down.summaries[0]).toMatchObject({ people: { total: 1, refreshed: 0 } });
    expect(forbidden.summaries[0]?.failures[0]?.message).toContain('may not read the state of people');
    expect(forbidden.clock.pendingTimers).toBe(0);
  });

  it('is a fault of Vigil when nobody foresaw it, and ends the refresh without a trace in the window', async () => {
    const { topics, list } = floor(1);
    const { refresher, clock, unexpected } = refreshing(topics, list);
    const broken = new Refresher({
      clock,
      call: () => Promise.resolve({ found: null, next: null } as never),
      topics: () => topics,
      compare: () => {
        throw new Error('A fault.');
      },
      record: () => undefined,
      progressed: () => undefined,
      onUnexpected: (thrown) => unexpected.push(thrown),
    });
    broken.gapClosed({ id: 'g1', topics: null });
    await clock.advance(0);
    expect(unexpected).toHaveLength(1);
    expect([broken.report, refresher.report]).toEqual([null, null]);
  });
});

describe('another gap', () => {
  it('ends the refresh under way, and one refresh tells of both', async () => {
    const { people, topics, list } = floor(300);
    const { hear, lose, comeBack, clock, refreshed, summaries, asked } = refreshing(topics, (request) =>
      asked.length > 2 && asked.length <= 4 ? { status: 503 } : list(request),
    );
    for (const id of people.keys()) hear(id, 'Available', 0);
    lose();
    people.set('u1', { presence: 'Away', since: 31 });
    comeBack('g1');
    await clock.advance(10);
    expect(refreshed.map(({ subject }) => subject.id)).toEqual(['u1']);
    lose();
    const before = asked.length;
    await clock.advance(60_000);
    expect([asked.length, clock.pendingTimers, summaries]).toEqual([before, 0, []]);
    people.set('u2', { presence: 'Meal', since: 45 });
    comeBack('g2');
    await clock.advance(20_000);
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({
      gapIds: ['g1', 'g2'],
      people: { total: 300, refreshed: 300, changed: 2 },
    });
    expect(refreshed.map(({ subject }) => subject.id)).toEqual(['u1', 'u2']);
  });

  it('begins a refresh of its own after one that ended', async () => {
    const { people, topics, list } = floor(2);
    const { lose, comeBack, clock, summaries } = refreshing(topics, list);
    comeBack('g1');
    await clock.advance(0);
    lose();
    people.set('u1', { presence: 'Meal', since: 45 });
    comeBack('g2');
    await clock.advance(0);
    expect(summaries[1]).toMatchObject({ gapIds: ['g2'], people: { changed: 1, firstSeen: 0 } });
  });

  it('leaves never two at once, however gaps come and go', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 5_000 }), { maxLength: 8 }), async (pauses) => {
        const { topics, list } = floor(900);
        let count = 0;
        const { lose, comeBack, clock, summaries, mostUnderWay } = refreshing(topics, (request) => {
          count += 1;
          return count % 3 === 0 ? { status: 503 } : list(request);
        });
        for (const [index, ms] of pauses.entries()) {
          lose();
          comeBack(`g${String(index)}`);
          await clock.advance(ms);
        }
        await clock.advance(120_000);
        expect(mostUnderWay()).toBeLessThanOrEqual(8);
        expect(summaries.flatMap(({ gapIds }) => gapIds)).toEqual(
          pauses.map((_, index) => `g${String(index)}`),
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('stopping', () => {
  it('is final: no request, no timer, no word', async () => {
    const { topics, list } = floor(900);
    const { comeBack, clock, asked, refresher, summaries } = refreshing(topics, (request) =>
      asked.length === 1 ? { status: 503 } : list(request),
    );
    comeBack('g1');
    await settle();
    const before = asked.length;
    refresher.stop();
    await clock.advance(60_000);
    comeBack('g2');
    await clock.advance(60_000);
    expect(asked.length).toBeLessThanOrEqual(before);
    expect([clock.pendingTimers, summaries, refresher.report]).toEqual([0, [], null]);
  });
});
