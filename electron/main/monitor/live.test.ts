import { describe, expect, it } from 'vitest';
import { practiceRun } from '../testing/practice-run.ts';

describe('the first start', () => {
  it.concurrent(
    'connects the practice org, looks names up, and shows everybody and every queue',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen, settings } = await practiceRun({
        onTestFinished,
        simulator: { speed: 120 },
      });
      await monitor.start();
      await seen.untilStatus('live');
      await seen.untilSubscribed();
      await seen.until('the topics of the board', () =>
        (seen.last('subscriptions') ?? []).some(({ isOfBoard }) => isOfBoard === true),
      );
      await seen.untilSubscribed();
      await seen.until('events', () => seen.events.length >= 20);

      const { people, queues } = simulator.roster;
      const directory = seen.last('directory');
      expect(directory?.users).toEqual(Object.fromEntries(people.map(({ id, name }) => [id, name])));
      expect(directory?.queues).toEqual(Object.fromEntries(queues.map(({ id, name }) => [id, name])));
      expect(Object.values(directory?.presences ?? {})).toContain('Available');

      const topics = settings.current().profiles[0]?.topics ?? [];
      expect(topics).toHaveLength(people.length + queues.length);
      expect(seen.last('settings')?.profiles[0]?.topics).toEqual(topics);
      const subscriptions = seen.last('subscriptions') ?? [];
      expect(subscriptions.filter(({ isOfBoard }) => isOfBoard !== true)).toEqual(
        topics.map((topic) => ({ topic, status: 'confirmed' })),
      );
      await seen.until('the word of each', () => seen.ofType('subscription').length === subscriptions.length);
    },
  );

  it.concurrent(
    'stores and pushes entries by contiguous positions, and events by contiguous numbers',
    async ({ onTestFinished }) => {
      const { monitor, seen } = await practiceRun({ onTestFinished, simulator: { speed: 120 } });
      await monitor.start();
      await seen.until('events', () => seen.events.length >= 50);
      const { page } = await monitor.handlers.getSnapshot(null);
      await seen.until('all of the page', () => seen.entries.length >= page.last);
      const upTo = (items: readonly unknown[]): number[] => items.map((_, index) => index + 1);
      expect(seen.entries.map(({ position }) => position)).toEqual(upTo(seen.entries));
      expect(seen.events.map(({ seq }) => seq)).toEqual(upTo(seen.events));
      expect(page.entries).toEqual(seen.entries.slice(0, page.last));
      expect([page.first, page.last]).toEqual([1, page.entries.length]);
      for (const { event } of seen.ofType('event')) {
        expect(event.topic).toMatch(
          /^v2\.(users\..+\.(presence|routingStatus|outofoffice|conversations)|analytics\.queues\..+\.observations)$/,
        );
        expect(event.correlationId).not.toBeNull();
      }
    },
  );

  it.concurrent('goes through every state on the way, each recorded once', async ({ onTestFinished }) => {
    const { monitor, seen } = await practiceRun({
      onTestFinished,
      topicsOf: { aspect: 'presence', count: 2 },
    });
    await monitor.start();
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    await monitor.handlers.getSnapshot(null);
    expect(seen.ofType('connection').map(({ state }) => state.status)).toEqual([
      'authorizing',
      'opening-channel',
      'connecting',
      'live',
    ]);
    expect(seen.reports.at(-1)).toMatchObject({ attempts: 0, openGap: null, channelsCreated: 1 });
  });

  it.concurrent('tells what changed in words that come from the event', async ({ onTestFinished }) => {
    const { simulator, monitor, seen } = await practiceRun({
      onTestFinished,
      simulator: { speed: 240 },
      topicsOf: { aspect: 'presence', count: 60 },
    });
    await monitor.start();
    const event = await seen.until('a change', () =>
      seen.events.find(({ changes }) => changes[0]?.from?.kind === 'presence'),
    );
    expect(event).toMatchObject({ version: '2', changes: [{ field: 'presence', to: { kind: 'presence' } }] });
    expect(event.topic).toBe(`v2.users.${event.subject.id ?? ''}.presence`);
    const sent = simulator.received.events.find(({ correlationId }) => correlationId === event.correlationId);
    const { position = 0 } =
      seen.entries.find((entry) => entry.type === 'event' && entry.event === event) ?? {};
    const detail = await monitor.handlers.getEntry({ position });
    expect(JSON.parse(detail?.frame ?? '')).toMatchObject({ eventBody: sent?.body });
  });
});

describe('the snapshot', () => {
  it.concurrent('agrees with the pushes before it', async ({ onTestFinished }) => {
    const { monitor, seen } = await practiceRun({
      onTestFinished,
      topicsOf: { aspect: 'presence', count: 2 },
    });
    await monitor.start();
    await seen.untilSubscribed();
    await seen.untilStatus('live');
    await seen.until('names', () => Object.keys(seen.last('directory')?.users ?? {}).length > 0);
    const snapshot = await monitor.handlers.getSnapshot(null);
    expect(snapshot.connection.state).toEqual(seen.last('connection')?.state);
    expect(snapshot.subscriptions).toEqual(seen.last('subscriptions'));
    expect(snapshot.directory).toEqual(seen.last('directory'));
    expect(snapshot.settings).toMatchObject({ activeProfileId: 'org', secretStorage: { kind: 'memory' } });
    expect(snapshot.page.entries).toEqual(seen.entries);
  });

  it.concurrent('is there before anything was started', async ({ onTestFinished }) => {
    const { monitor } = await practiceRun({ onTestFinished });
    expect(await monitor.handlers.getSnapshot(null)).toMatchObject({
      connection: { state: { status: 'signed-out' }, token: null, channel: null },
      subscriptions: [],
      notices: [],
      page: { entries: [], first: 0, last: 0 },
    });
  });
});

describe('the topics while live', () => {
  it.concurrent(
    'are replaced at once: new ones bring events, former ones do not',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen, topicsOf, settings } = await practiceRun({
        onTestFinished,
        topicsOf: { aspect: 'presence', count: 1 },
      });
      await monitor.start();
      await seen.untilStatus('live');
      const [former = '', wanted = ''] = topicsOf('presence', 2);
      await monitor.handlers.setTopics({ topics: [wanted] });
      expect(seen.last('subscriptions')).toEqual([{ topic: wanted, status: 'pending' }]);
      await seen.untilSubscribed();
      simulator.levers.pull({ lever: 'burst', count: 3, perSecond: 1_000 });
      await seen.until('three events', () => seen.events.length === 3);
      expect(seen.events.map(({ topic }) => topic)).toEqual([wanted, wanted, wanted]);
      expect(seen.events.map(({ topic }) => topic)).not.toContain(former);
      expect(settings.current().profiles[1]?.topics).toEqual([wanted]);
      expect(seen.ofType('gap')).toEqual([]);
    },
  );

  it.concurrent(
    'names refused ones with the permission they need, and the others arrive',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen, topicsOf } = await practiceRun({
        onTestFinished,
        topicsOf: { aspect: 'presence', count: 1 },
        simulator: { lacksPermissions: ['analytics:userAggregate:view'] },
      });
      const [ana] = simulator.roster.people;
      const refused = `v2.analytics.users.${ana?.id ?? ''}.aggregates`;
      const unknown = `v2.users.${ana?.id ?? ''}.shoesize`;
      const [presence = ''] = topicsOf('presence', 1);
      await monitor.start();
      await seen.untilStatus('live');
      await monitor.handlers.setTopics({ topics: [refused, presence, unknown] });
      await seen.untilSubscribed();
      expect(seen.last('subscriptions')).toEqual([
        {
          topic: refused,
          status: 'refused',
          reason: expect.stringContaining('analytics:userAggregate:view') as string,
          missingPermissions: ['analytics:userAggregate:view'],
        },
        { topic: presence, status: 'confirmed' },
        expect.objectContaining({ topic: unknown, status: 'refused' }),
      ]);
      simulator.levers.pull({ lever: 'burst', count: 2, perSecond: 1_000 });
      await seen.until('the events of the other', () => seen.events.length === 2);
      expect(seen.status).toBe('live');
    },
  );

  it.concurrent.for<readonly [string, readonly string[]]>([
    ['topic/invalid', ['v2.users.{id}.presence']],
    ['topic/invalid', ['v2.users.a.presence', 'presence']],
    ['topic/invalid', [`v2.users.${'a'.repeat(200)}`]],
    ['topic/limit', Array.from({ length: 5_001 }, (_, index) => `v2.users.u${String(index)}.presence`)],
  ])('stay as they were when the wish is %s', async ([code, topics], { onTestFinished }) => {
    const { monitor, settings } = await practiceRun({
      onTestFinished,
      topicsOf: { aspect: 'presence', count: 1 },
    });
    const before = settings.current();
    await expect(monitor.handlers.setTopics({ topics })).rejects.toMatchObject({ error: { code } });
    expect(settings.current()).toBe(before);
  });

  it.concurrent('are the last wish when wishes overtake each other', async ({ onTestFinished }) => {
    const { monitor, seen, topicsOf, simulator } = await practiceRun({
      onTestFinished,
      topicsOf: { aspect: 'presence', count: 1 },
    });
    await monitor.start();
    await seen.untilStatus('live');
    const topics = topicsOf('presence', 6);
    await Promise.all(topics.map((topic) => monitor.handlers.setTopics({ topics: [topic] })));
    await seen.untilSubscribed();
    expect(seen.last('subscriptions')).toEqual([{ topic: topics[5], status: 'confirmed' }]);
    simulator.levers.pull({ lever: 'burst', count: 3, perSecond: 1_000 });
    await seen.until('events', () => seen.events.length === 3);
    expect(new Set(seen.events.map(({ topic }) => topic))).toEqual(new Set([topics[5]]));
  });
});

describe('queries and lists', () => {
  it.concurrent(
    'page through the timeline, and never more than a page at a time',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen } = await practiceRun({
        onTestFinished,
        topicsOf: { aspect: 'presence', count: 2 },
      });
      await monitor.start();
      await seen.untilStatus('live');
      simulator.levers.pull({ lever: 'burst', count: 1_500, perSecond: 50_000 });
      await seen.until('the burst', () => seen.events.length === 1_500);
      const page = await monitor.handlers.queryEntries({
        from: 'after',
        position: 0,
        limit: 1_000_000,
        filter: '',
      });
      expect(page.entries).toEqual(seen.entries.slice(0, 1_000));
      const rest = await monitor.handlers.queryEntries({
        from: 'after',
        position: 1_000,
        limit: 1_000,
        filter: '',
      });
      expect([...page.entries, ...rest.entries]).toEqual(seen.entries);
    },
  );

  it.concurrent(
    'list the catalogue while connected, and say what to do while not',
    async ({ onTestFinished }) => {
      const { monitor, seen } = await practiceRun({ onTestFinished });
      await expect(monitor.handlers.listTopics(null)).rejects.toMatchObject({
        error: { code: 'input/invalid' },
      });
      await monitor.start();
      await seen.untilStatus('live');
      const topics = await monitor.handlers.listTopics(null);
      expect(topics.find(({ template }) => template === 'v2.users.{id}.presence')).toMatchObject({
        family: 'users',
        parameters: ['user'],
        overWebSocket: true,
      });
      expect(topics.filter(({ template }) => template.startsWith('v2.system.'))).toEqual([]);
    },
  );
});
