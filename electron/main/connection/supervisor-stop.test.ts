import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

/** A session in some state, prepared for stopping it there. */
type Way = (made: VirtualSession) => unknown;

const live: Way = (made) => made.goLive();
const liveThen =
  (next: Way): Way =>
  async (made) => {
    await made.goLive();
    await next(made);
  };

const STATES: Readonly<Record<string, Way>> = {
  'signed out': () => undefined,
  live,
  waiting: liveThen(async (made) => {
    made.network.fail('upgrade', { status: 503 });
    made.network.socket.close(1006);
    await made.untilStatus('waiting', 1_000, 10);
  }),
  offline: async (made) => {
    made.isOnline = false;
    made.network.fail('token', { error: 'ENOTFOUND' });
    made.start();
    await made.untilStatus('offline', 1_000, 10);
  },
  failed: async (made) => {
    made.network.service.isSecretWrong = true;
    made.start();
    await made.untilStatus('failed', 10_000);
  },
  'with a token request that nobody answers': async (made) => {
    made.network.fail('token', 'silence');
    made.start();
    await made.clock.advance(1_000);
  },
  'with a channel that nobody answers': async (made) => {
    made.network.fail('create', 'silence');
    made.start();
    await made.clock.advance(1_000);
  },
  'with an upgrade that nobody answers': async (made) => {
    made.network.fail('upgrade', 'silence');
    made.start();
    await made.clock.advance(1_000);
  },
  'with topics that nobody answers': liveThen(async (made) => {
    made.network.fail('replace', 'silence');
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(1_000);
  }),
  'with topics to try again': liveThen(async (made) => {
    made.network.fail('replace', { status: 503 });
    made.supervisor.wantTopics(['v2.b']);
    await made.clock.advance(1_000);
  }),
  'with a probe under way': liveThen((made) => {
    made.supervisor.nudge();
  }),
  'in the overlap of a renewal': liveThen(async (made) => {
    made.supervisor.tokenRefused(1);
    await made.clock.advance(5_000);
    expect(made.network.openSockets).toHaveLength(2);
  }),
  'with a renewal to try again': liveThen(async (made) => {
    made.network.fail('token', { status: 503 });
    made.supervisor.tokenRefused(1);
    await made.clock.advance(100);
  }),
};

describe('R19, R20: stopping', () => {
  it.each(Object.keys(STATES))('leaves nothing: %s', async (name) => {
    const made = new VirtualSession();
    await STATES[name]?.(made);
    expect(await made.end()).toEqual([]);
  });

  it('T19: leaves nothing at any moment of a first connection', async () => {
    for (let atMs = 0; atMs <= 120; atMs += 5) {
      const made = new VirtualSession().start();
      await made.clock.advance(atMs);
      expect(await made.end()).toEqual([]);
    }
  });

  it('T19: leaves nothing at any moment of a renewal', async () => {
    for (let atMs = 0; atMs <= 120; atMs += 5) {
      const made = await new VirtualSession().goLive();
      made.network.service.revokeTokens();
      made.supervisor.tokenRefused(1);
      await made.clock.advance(atMs);
      expect(await made.end()).toEqual([]);
    }
  });

  it('closes an open gap, because the user ended it', async () => {
    const made = await new VirtualSession().goLive();
    made.network.fail('upgrade', { status: 503 });
    made.network.socket.close(1006);
    await made.clock.advance(30_000);
    made.stop();
    expect(made.gaps).toMatchObject([{ to: made.clock.now() }]);
  });

  it('T16: and starting again is a session like the first', async () => {
    const made = await new VirtualSession().goLive();
    for (let turn = 0; turn < 20; turn += 1) {
      made.stop();
      made.supervisor.start();
      await made.clock.advance(turn * 5);
    }
    await made.untilStatus('live', 5_000);
    expect(made.network.openSockets).toHaveLength(1);
    expect(await made.end()).toEqual([]);
  });
});

const MOVES: readonly Way[] = [
  (made) => {
    made.supervisor.nudge();
  },
  (made) => {
    made.stop();
  },
  (made) => {
    made.supervisor.start();
  },
  (made) => {
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
  },
  (made) => {
    made.supervisor.wantTopics([]);
  },
  (made) => made.network.openSockets.at(-1)?.close(1006),
  (made) => made.network.openSockets.at(0)?.close(1001),
  (made) => made.network.openSockets.at(-1)?.announceClosing(),
  (made) => made.network.openSockets.at(-1)?.say('{"topicName":"v2.system.no_longer_subscribed.x"}'),
  (made) => made.network.openSockets.at(-1)?.say('{"topicName":"v2.system.token_revoked.x"}'),
  (made) => {
    made.network.service.revokeTokens();
  },
  (made) => {
    made.network.service.endChannels();
  },
  (made) => {
    made.network.sleep(13 * 3_600_000);
  },
  (made) => {
    made.clock.block(45_000);
  },
  (made) => {
    made.clock.stepWall(-3_600_000);
  },
  (made) => (made.network.isBlackHole = !made.network.isBlackHole),
  (made) => {
    made.network.failNext('token', { status: 503 }, 'silence');
  },
  (made) => {
    made.network.failNext('create', { status: 500 }, { status: 429, retryAfter: '9' });
  },
  (made) => {
    made.network.failNext('upgrade', { status: 404 }, 'silence', { error: 'ECONNRESET' });
  },
  (made) => {
    made.network.failNext('exists', { status: 500 }, { error: 'ENOTFOUND' });
  },
  (made) => {
    made.network.failNext('replace', { status: 503 }, 'silence');
  },
  (made) => {
    made.network.failNext('list', { status: 401 });
  },
];

describe('R18, T16: whatever happens in whatever order', () => {
  it('a session recovers to live with what is wanted, and leaves nothing when it ends', async () => {
    const move = fc.tuple(fc.nat(MOVES.length - 1), fc.constantFrom(0, 15, 700, 6_000, 70_000));
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 14 }), async (moves) => {
        const made = new VirtualSession().start();
        for (const [which, laterMs] of moves) {
          await MOVES[which]?.(made);
          await made.clock.advance(laterMs);
        }
        made.network.isBlackHole = false;
        made.supervisor.wantTopics(['v2.last']);
        const isHealed = (): boolean => made.status === 'live' && made.network.publish('v2.last', 'x') >= 1;
        for (let second = 0; second < 3_600 && !isHealed(); second += 5) {
          // It is the user's turn when a token was refused twice, also while a former socket lives on.
          if (second % 1_200 === 0) made.supervisor.start();
          await made.clock.advance(5_000);
        }
        expect(isHealed()).toBe(true);
        expect(await made.end()).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
