import { describe, expect, it } from 'vitest';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { Failure } from '../base/failure.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { ChannelPool } from './channel-pool.ts';
import type { Service } from './service.ts';
import { TopicSync } from './topic-sync.ts';

const NEVER = new AbortController().signal;
const ORDER = { channelRef: 1, tokenRef: 1 };

function answer(topics: readonly string[], refused: readonly string[] = []): readonly Subscription[] {
  return topics.map((topic) =>
    refused.includes(topic) ? { topic, status: 'refused', reason: 'No.' } : { topic, status: 'confirmed' },
  );
}

/** A sync on one channel of a service that refuses some topics; notes what it was asked. */
function syncing(refused: readonly string[] = []) {
  const asked: string[] = [];
  const told: (readonly Subscription[])[] = [];
  let carried: readonly string[] = [];
  let held: Promise<void> = Promise.resolve();
  let listFailure: MonitorError | null = null;
  const losses: (readonly string[])[] = [];
  const unused = () => Promise.reject(new Error('not asked for here'));
  const service: Service = {
    obtainToken: unused,
    rejectToken: () => undefined,
    tokenDueInMs: () => 0,
    tokenEndsInMs: () => 0,
    createChannel: unused,
    countChannels: unused,
    channelLifeMs: unused,
    channelExists: unused,
    listTopics: () => {
      asked.push('list');
      return listFailure === null ? Promise.resolve(carried) : Promise.reject(new Failure(listFailure));
    },
    replaceTopics: async (_tokenRef, _handle, topics) => {
      asked.push(`replace ${topics.join()}`);
      await held;
      const lost = losses.shift() ?? [];
      carried = topics.filter((topic) => !refused.includes(topic) && !lost.includes(topic));
      return answer(topics, refused);
    },
  };
  const channels = new ChannelPool(new ManualClock());
  channels.add(1, { handle: 'h', connectUri: 'wss://example.org/c', lifetimeMs: 1 }, 0);
  const sync = new TopicSync(service, channels, (results) => told.push(results));
  return {
    sync,
    asked,
    told,
    /** What a channel loses at each replacement, although the answer confirms it. */
    losing: (...lost: readonly (readonly string[])[]) => losses.push(...lost),
    failList: (error: MonitorError) => (listFailure = error),
    carry: (topics: readonly string[]) => (carried = topics),
    /** Holds answers back until the returned function is called. */
    hold: () => {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
}

describe('bringing topics in line', () => {
  it('sends the wish as it is now, and tells what the service said', async () => {
    const { sync, asked, told } = syncing(['b']);
    sync.want(['a']);
    sync.want(['a', 'b']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    expect(asked).toEqual(['replace a,b', 'list']);
    expect(told).toEqual([answer(['a', 'b'], ['b'])]);
  });

  it('only looks on a channel that carries just what was confirmed', async () => {
    const { sync, asked, carry } = syncing(['b']);
    sync.want(['a', 'b', 'C']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    carry(['c', 'A']);
    await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
    expect(asked).toEqual(['replace a,b,C', 'list', 'list']);
  });

  it.each([
    ['lost one', ['a']],
    ['lost all', []],
    ['gained one', ['a', 'b', 'x']],
    ['swapped one', ['a', 'x']],
  ])('T41: repairs a channel that %s', async (_what, carried) => {
    const { sync, asked, carry } = syncing();
    sync.want(['a', 'b']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    carry(carried);
    await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
    expect(asked).toEqual(['replace a,b', 'list', 'list', 'replace a,b', 'list']);
  });

  it('sends a wish that changed meanwhile, also to a channel that carries the former one', async () => {
    const { sync, asked } = syncing();
    sync.want(['a']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    sync.want(['a', 'b']);
    await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
    expect(asked).toEqual(['replace a', 'list', 'list', 'replace a,b', 'list']);
  });

  it('T41: does not take the word of an answer: what the channel does not list is asked for again', async () => {
    const { sync, asked, told, losing } = syncing();
    losing(['b']);
    sync.want(['a', 'b']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    expect(asked).toEqual(['replace a,b', 'list', 'replace a,b', 'list']);
    expect(told).toEqual([answer(['a', 'b'])]);
  });

  it('T41: says which topic a channel does not take over although it was confirmed, once that is certain', async () => {
    const { sync, told, losing } = syncing();
    losing(...Array.from({ length: 8 }, () => ['b']));
    sync.want(['a', 'b']);
    for (let look = 1; look < 4; look += 1) {
      const looked = sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
      await expect(looked).rejects.toThrow('server/unavailable');
    }
    expect(told).toEqual([]);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    expect(told).toMatchObject([
      [
        { topic: 'a', status: 'confirmed' },
        { topic: 'b', status: 'refused' },
      ],
    ]);
  });

  it('T41: does not look again for what was looked for in vain before', async () => {
    const { sync, asked, told, losing } = syncing();
    losing(...Array.from({ length: 10 }, () => ['b']));
    sync.want(['b']);
    for (let look = 1; look < 4; look += 1) {
      await expect(sync.sync({ ...ORDER, mode: 'replace' }, NEVER)).rejects.toThrow();
    }
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    asked.length = 0;
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    expect(asked).toEqual(['replace b', 'list', 'replace b', 'list']);
    expect(told.at(-1)).toMatchObject([{ topic: 'b', status: 'refused' }]);
  });

  it('takes the word of an answer when the list cannot be had', async () => {
    const { sync, told, failList } = syncing();
    failList({ code: 'server/unavailable', message: 'no' });
    sync.want(['a']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    expect(told).toEqual([answer(['a'])]);
  });

  it.each(['channel/gone', 'auth/token-rejected'] as const)(
    'does not pass over %s when the list is read',
    async (code) => {
      const { sync, told, failList } = syncing();
      failList({ code, message: 'no' });
      sync.want(['a']);
      await expect(sync.sync({ ...ORDER, mode: 'replace' }, NEVER)).rejects.toThrow(code);
      expect(told).toEqual([]);
    },
  );

  it('finds a combined topic on a channel that lists its parts', async () => {
    const { sync, asked, carry } = syncing();
    sync.want(['v2.users.1?presence&routingStatus']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    carry(['v2.users.1.presence', 'v2.users.1.routingstatus']);
    await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
    expect(asked.filter((what) => what !== 'list')).toHaveLength(1);
  });

  it('says of a wish that was refused as a whole what was refused, and keeps what was known', async () => {
    const { sync, told } = syncing();
    sync.want(['a']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    sync.want(['a', 'b']);
    sync.refused(sync.version, 'Not today.');
    sync.refused(sync.version - 1, 'Of no interest any more.');
    const refused = { topic: 'b', status: 'refused', reason: 'Not today.' };
    expect(told).toEqual([answer(['a']), [...answer(['a']), refused]]);
  });

  it.each(['replace', 'verify'] as const)(
    'tells nothing of a wish given up on the way (%s)',
    async (mode) => {
      const { sync, told, hold } = syncing();
      sync.want(['a']);
      const release = hold();
      const former = sync.sync({ ...ORDER, mode }, NEVER);
      sync.want(['b']);
      release();
      await former;
      expect(told).toEqual([]);
      await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
      expect(told).toEqual([answer(['b'])]);
    },
  );

  it('knows of no channel that was forgotten', async () => {
    const { sync } = syncing();
    await expect(sync.sync({ channelRef: 7, tokenRef: 1, mode: 'replace' }, NEVER)).rejects.toThrow(
      'channel/gone',
    );
  });
});

describe('what a channel carried and does not list', () => {
  /** A channel that was confirmed to carry two topics. */
  async function carrying() {
    const made = syncing();
    made.sync.want(['a', 'b']);
    await made.sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    return made;
  }

  it('is missing', async () => {
    const { sync, carry } = await carrying();
    carry(['a']);
    await expect(sync.missing(ORDER, NEVER)).resolves.toEqual(['b']);
  });

  it('is not missing while a wish that leaves it out is on its way', async () => {
    const { sync, carry, hold } = await carrying();
    sync.want(['a', 'c']);
    const release = hold();
    const sent = sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    carry(['a']);
    await expect(sync.missing(ORDER, NEVER)).resolves.toEqual([]);
    release();
    await sent;
  });

  it('is not missing when such a wish came there while the list was read', async () => {
    const { sync, carry } = await carrying();
    carry(['a']);
    const looked = sync.missing(ORDER, NEVER);
    sync.want(['a']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    await expect(looked).resolves.toEqual([]);
  });

  it('is not missing when such a wish came there with a longer life of the channel', async () => {
    const { sync, carry } = await carrying();
    sync.want(['a']);
    await expect(sync.extend(ORDER, NEVER)).rejects.toThrow();
    carry(['a']);
    await expect(sync.missing(ORDER, NEVER)).resolves.toEqual([]);
  });

  it('is not missing when the channel was found to be as such a wish wants it', async () => {
    const { sync, asked, carry } = await carrying();
    sync.want(['a']);
    carry(['a']);
    await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
    expect(asked.at(-1)).toBe('list');
    await expect(sync.missing(ORDER, NEVER)).resolves.toEqual([]);
  });

  it('is not missing when a longer life was asked for with a wish that overtook the one confirmed since', async () => {
    const { sync, carry, hold } = await carrying();
    const release = hold();
    const extended = sync.extend(ORDER, NEVER);
    sync.want(['a', 'b', 'c']);
    hold()();
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    release();
    await expect(extended).rejects.toThrow();
    carry(['a', 'b']);
    await expect(sync.missing(ORDER, NEVER)).resolves.toEqual([]);
  });

  it('is forgotten with its channel', async () => {
    const { sync, carry } = await carrying();
    carry(['a']);
    sync.keepOnly(new Set([2]));
    await expect(sync.missing(ORDER, NEVER)).resolves.toEqual([]);
  });
});
