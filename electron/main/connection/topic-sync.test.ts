import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../../shared/model/subscription.ts';
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
  const unused = () => Promise.reject(new Error('not asked for here'));
  const service: Service = {
    obtainToken: unused,
    rejectToken: () => undefined,
    tokenDueInMs: () => 0,
    tokenEndsInMs: () => 0,
    createChannel: unused,
    channelExists: unused,
    listTopics: () => {
      asked.push('list');
      return Promise.resolve(carried);
    },
    replaceTopics: async (_tokenRef, _handle, topics) => {
      asked.push(`replace ${topics.join()}`);
      await held;
      carried = topics.filter((topic) => !refused.includes(topic));
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
    expect(asked).toEqual(['replace a,b']);
    expect(told).toEqual([answer(['a', 'b'], ['b'])]);
  });

  it('only looks on a channel that carries just what was confirmed', async () => {
    const { sync, asked, carry } = syncing(['b']);
    sync.want(['a', 'b', 'C']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    carry(['c', 'A']);
    await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
    expect(asked).toEqual(['replace a,b,C', 'list']);
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
    expect(asked).toEqual(['replace a,b', 'list', 'replace a,b']);
  });

  it('sends a wish that changed meanwhile, also to a channel that carries the former one', async () => {
    const { sync, asked } = syncing();
    sync.want(['a']);
    await sync.sync({ ...ORDER, mode: 'replace' }, NEVER);
    sync.want(['a', 'b']);
    await sync.sync({ ...ORDER, mode: 'verify' }, NEVER);
    expect(asked).toEqual(['replace a', 'list', 'replace a,b']);
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
