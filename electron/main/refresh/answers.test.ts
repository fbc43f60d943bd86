import { describe, expect, it } from 'vitest';
import { failuresText } from '../../../shared/model/refresh.ts';
import { floor, refreshing } from './refresh-run.ts';
import { Refresher } from './refresher.ts';

describe('queues', () => {
  const figures = (waiting: number, mediaType: string): object => ({
    group: { queueId: 'billing', mediaType },
    data: [{ metric: 'oWaiting', stats: { count: waiting } }],
  });

  it('tell what changed by medium, and who joined or left, page by page', async () => {
    const topics = ['v2.analytics.queues.billing.observations', 'v2.routing.queues.billing.users'];
    let waiting = 3;
    let hasBenJoined = true;
    const run = refreshing(topics, ({ path }) => {
      if (path.includes('observations/query')) {
        return { json: { results: [figures(waiting, 'voice'), figures(0, 'chat')] } };
      }
      const isFirst = path.endsWith('pageNumber=1');
      const member = isFirst ? { id: 'ana', joined: true } : { id: 'ben', joined: hasBenJoined };
      return { json: { entities: [member], pageCount: 2 } };
    });
    run.comeBack('g1');
    await run.clock.advance(0);
    expect(run.summaries[0]?.queues).toEqual({ total: 1, refreshed: 1, changed: 0, firstSeen: 1 });
    run.lose();
    waiting = 5;
    hasBenJoined = false;
    run.comeBack('g2');
    await run.clock.advance(0);
    expect(run.refreshed.map(({ subject, changes, since }) => [subject.id, changes, since])).toEqual([
      [
        'billing',
        [
          {
            field: 'Waiting (voice)',
            from: { kind: 'number', number: 3 },
            to: { kind: 'number', number: 5 },
            heldMs: null,
          },
        ],
        null,
      ],
      [
        'ben',
        [
          {
            field: 'queue membership',
            from: { kind: 'text', text: 'joined' },
            to: { kind: 'text', text: 'left' },
            heldMs: null,
          },
        ],
        null,
      ],
    ]);
    expect(run.summaries[1]?.queues).toEqual({ total: 1, refreshed: 1, changed: 1, firstSeen: 0 });
  });

  it('say of the permission that they want when they may not be read', async () => {
    const { comeBack, clock, summaries } = refreshing(['v2.analytics.queues.billing.observations'], () => ({
      status: 403,
      json: { message: 'Missing analytics:queueObservation:view' },
    }));
    comeBack('g1');
    await clock.advance(0);
    expect(summaries[0]?.failures[0]).toMatchObject({ kind: 'queue', id: 'billing' });
    expect(summaries[0]?.failures[0]?.message).toContain('analytics:queueObservation:view');
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
      compareInteractions: () => 'unchanged',
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
