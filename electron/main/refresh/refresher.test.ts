import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refreshText } from '../../../shared/model/refresh.ts';
import { settle } from '../base/manual-clock.ts';
import { floor, NINE, refreshing } from './refresh-run.ts';

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
    const places = refreshing(['v2.users.ana.geolocation'], () => ({}));
    places.comeBack('g1');
    const idle = refreshing([], () => ({}));
    idle.comeBack('g1');
    await places.clock.advance(0);
    await idle.clock.advance(0);
    expect(places.summaries.map(refreshText)).toEqual([
      'Nothing to refresh. Not recoverable: users.geolocation (1 topic), and the order of events in the gap.',
    ]);
    expect([idle.summaries, idle.refresher.report]).toEqual([[], null]);
  });

  it('fetches the conversations that go on, for fifty people at once', async () => {
    const topics = Array.from({ length: 60 }, (_, index) => `v2.users.u${String(index)}.conversations`);
    const { comeBack, clock, asked, summaries } = refreshing(topics, () => ({ json: { conversations: [] } }));
    comeBack('g1');
    await clock.advance(0);
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'POST']);
    expect(summaries[0]).toMatchObject({ people: { total: 60, refreshed: 60 }, notRecovered: [] });
  });

  it('calls nobody not refreshed whose conversations it may not read', async () => {
    const { topics, list } = floor(2, 'presence&conversations');
    const { comeBack, clock, summaries } = refreshing(topics, (request) =>
      request.method === 'POST' ? { status: 403, json: {} } : list(request),
    );
    comeBack('g1');
    await clock.advance(0);
    expect(summaries[0]).toMatchObject({
      people: { total: 2, refreshed: 2 },
      failures: [],
      notRecovered: [{ family: 'users.conversations', topics: 2 }],
    });
  });

  it('is made up for later for those whom a service that was down did not tell of', async () => {
    const { topics, list } = floor(1);
    let isDown = true;
    const run = refreshing(topics, (request) => (isDown ? { status: 503 } : list(request)));
    run.comeBack('g1');
    await run.clock.advance(20_000);
    expect(run.summaries[0]?.people).toMatchObject({ total: 1, refreshed: 0 });
    isDown = false;
    const before = run.asked.length;
    await run.clock.advance(60_000);
    expect(run.asked.length).toBe(before + 1);
    await run.clock.advance(600_000);
    expect([run.asked.length, run.clock.pendingTimers]).toEqual([before + 1, 0]);
  });

  it('fetches only what went unheard', async () => {
    const { topics, list } = floor(4);
    const { refresher, clock, summaries } = refreshing(topics, list);
    refresher.gapClosed({ id: 'g1', topics: ['v2.users.u0.presence', ...topics.slice(1, 2)] });
    await clock.advance(0);
    expect(summaries[0]?.people.total).toBe(2);
  });
});

describe('what is heard', () => {
  it('is read once without a word, so that the first gap has something to be compared with', async () => {
    const { people, topics, list } = floor(3);
    const { refresher, lose, comeBack, clock, asked, refreshed, summaries } = refreshing(topics, list);
    refresher.covered();
    refresher.covered();
    await clock.advance(0);
    refresher.covered();
    await clock.advance(0);
    expect([asked.length, refreshed, summaries, refresher.report]).toEqual([1, [], [], null]);
    lose();
    people.set('u1', { presence: 'Away', since: 31 });
    comeBack('g1');
    await clock.advance(0);
    expect(summaries[0]?.people).toEqual({ total: 3, refreshed: 3, changed: 1, firstSeen: 0 });
    expect(refreshed).toHaveLength(1);
  });

  it('is read again when a loss came between', async () => {
    const { topics, list } = floor(3);
    const { refresher, lose, clock, asked } = refreshing(topics, list);
    refresher.covered();
    lose();
    await clock.advance(0);
    for (let look = 0; look < 3; look += 1) {
      refresher.covered();
      await clock.advance(0);
    }
    expect(asked).toHaveLength(2);
  });

  it('is left alone when it may not be read', async () => {
    const { topics } = floor(3);
    const { refresher, clock, asked, summaries } = refreshing(topics, () => ({ status: 403 }));
    for (let look = 0; look < 3; look += 1) {
      refresher.covered();
      await clock.advance(0);
    }
    expect([asked.length, summaries]).toEqual([1, []]);
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
      { numRuns: 12 },
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
