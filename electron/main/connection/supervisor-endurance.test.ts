import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Publishes an event a minute for a while, and remembers when, in the client's own time. */
async function watch(
  made: VirtualSession,
  durationMs: number,
  everyMinute: (minute: number) => void = () => undefined,
): Promise<ReadonlyMap<number, number>> {
  const published = new Map<number, number>();
  for (let minute = 0; minute < durationMs / MINUTE_MS; minute += 1) {
    made.network.publish('v2.a', minute);
    published.set(minute, made.clock.now());
    everyMinute(minute);
    await made.clock.advance(MINUTE_MS);
  }
  return published;
}

/** Events that did not come and that no gap accounts for. There may be none. */
function silentlyLost(made: VirtualSession, published: ReadonlyMap<number, number>): readonly number[] {
  const received = new Set(made.events.map(({ body }) => body));
  // What is sent right after a frame is on its way as long as that frame is.
  const { latencyMs } = made.network;
  const isInGap = (at: number): boolean =>
    made.gaps.some(({ from, to }) => from - latencyMs <= at && at <= to);
  return [...published].filter(([seq, at]) => !received.has(seq) && !isInGap(at)).map(([seq]) => seq);
}

function doubledOnOneSocket(made: VirtualSession): number {
  const distinct = new Set(made.events.map(({ lease, body }) => `${String(lease)} ${String(body)}`));
  return made.events.length - distinct.size;
}

describe('R22: a week', () => {
  it('with tokens of 24 hours is live from end to end, with two channels a day and not one gap', async () => {
    const made = await new VirtualSession().goLive();
    const published = await watch(made, 7 * 24 * HOUR_MS);
    const received = new Set(made.events.map(({ body }) => body));
    expect(received.size).toBe(published.size);
    expect(doubledOnOneSocket(made)).toBe(0);
    expect(made.gaps).toEqual([]);
    expect(made.statuses.filter((status) => status === 'live')).toHaveLength(1);
    expect(made.network.count('token')).toBeLessThanOrEqual(10);
    expect(made.network.count('create')).toBeLessThanOrEqual(10);
    expect(made.network.requests.every(({ status, route }) => status === 200 || route === 'upgrade')).toBe(
      true,
    );
    expect(await made.end()).toEqual([]);
  });

  it('R8: of faults loses no event that a gap does not account for', async () => {
    const made = await new VirtualSession().goLive();
    const faults: readonly (() => void)[] = [
      () => made.network.openSockets.at(-1)?.close(1006),
      () => made.network.openSockets.at(-1)?.announceClosing(),
      () => {
        made.network.service.revokeTokens();
      },
      () => made.network.openSockets.at(-1)?.loseChannel(),
      () => {
        made.network.failNext('token', { status: 503 }, { error: 'ECONNRESET' });
      },
      () => {
        made.network.failNext('upgrade', { status: 404 }, 'silence');
      },
      () => {
        made.network.failNext('create', { status: 500 }, { status: 429, retryAfter: '30' });
      },
      () => {
        for (const socket of made.network.openSockets) socket.isFrozen = true;
      },
      () => {
        made.network.sleep(2 * HOUR_MS);
      },
      () => {
        made.clock.block(3 * MINUTE_MS);
      },
    ];
    const published = await watch(made, 48 * HOUR_MS, (minute) => {
      if (minute % 20 === 7) faults[Math.floor(minute / 20) % faults.length]?.();
    });
    expect(silentlyLost(made, published)).toEqual([]);
    expect(made.gaps.length).toBeGreaterThan(20);
    expect(doubledOnOneSocket(made)).toBe(0);
    const lostToGaps = published.size - new Set(made.events.map(({ body }) => body)).size;
    expect(lostToGaps / published.size).toBeLessThan(0.05);
    expect(await made.end()).toEqual([]);
  });
});

describe('R8: whatever happens', () => {
  const FAULTS: readonly ((made: VirtualSession) => unknown)[] = [
    (made) => made.network.openSockets.at(-1)?.close(1006),
    (made) => made.network.openSockets.at(0)?.close(1001),
    (made) => made.network.openSockets.at(-1)?.announceClosing(),
    // Behind a black hole its word would come as late as what was said before it.
    (made) => made.network.isBlackHole || made.network.openSockets.at(-1)?.loseChannel(),
    (made) => made.network.openSockets.at(-1)?.say('{"topicName":"v2.system.token_revoked.x"}'),
    (made) => {
      for (const socket of made.network.openSockets) socket.isFrozen = true;
    },
    (made) => (made.network.isBlackHole = !made.network.isBlackHole),
    (made) => {
      made.network.service.revokeTokens();
    },
    (made) => {
      made.network.sleep(HOUR_MS);
    },
    (made) => {
      made.clock.block(45_000);
    },
    (made) => {
      made.supervisor.nudge();
    },
    (made) => {
      made.supervisor.wantTopics(['v2.a', `v2.${String(made.clock.now())}`]);
    },
    (made) => {
      made.network.failNext('token', { status: 503 }, 'silence');
    },
    (made) => {
      made.network.failNext('create', { status: 500 }, { status: 429, retryAfter: '9' });
    },
    (made) => {
      made.network.failNext('upgrade', { status: 404 }, 'silence');
    },
    (made) => {
      made.network.failNext('replace', { status: 503 }, 'silence');
    },
  ];

  it('no event is lost that a gap does not account for, and none is doubled on a socket', async () => {
    const fault = fc.tuple(fc.nat(FAULTS.length - 1), fc.constantFrom(0, 1, 3, 20));
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 2, maxLength: 12 }), async (faults) => {
        const made = await new VirtualSession().goLive();
        const published = new Map<number, number>();
        const publishFor = async (seconds: number): Promise<void> => {
          for (let second = 0; second < seconds; second += 1) {
            published.set(published.size, made.clock.now());
            made.network.publish('v2.a', published.size - 1);
            await made.clock.advance(1_000);
          }
        };
        for (const [which, seconds] of faults) {
          FAULTS[which]?.(made);
          await publishFor(seconds);
        }
        await publishFor(30);
        made.stop();
        expect(silentlyLost(made, published)).toEqual([]);
        expect(doubledOnOneSocket(made)).toBe(0);
        expect(await made.end()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a storm', () => {
  it('T15: of hints makes one attempt at a time, and no more than one try each', async () => {
    const made = await new VirtualSession().goLive();
    made.network.fail('upgrade', { error: 'ENOTFOUND' });
    made.network.fail('list', { error: 'ENOTFOUND' });
    made.network.socket.close(1006);
    await made.clock.advance(1);
    for (let turn = 0; turn < 500; turn += 1) {
      made.isOnline = !made.isOnline;
      made.supervisor.nudge();
      if (turn % 10 === 0) await made.clock.advance(15);
    }
    expect(made.network.sockets.filter((socket) => socket.isHeld).length).toBeLessThanOrEqual(1);
    expect(made.network.count('create')).toBe(1);
    made.network.mend('upgrade', 'list');
    await made.untilStatus('live', 10_000);
    expect(await made.end()).toEqual([]);
  });

  it('T13: of failures right after opening opens one socket at a time', async () => {
    const made = await new VirtualSession().goLive();
    made.network.fail('list', { status: 500 });
    made.network.fail('replace', { status: 500 });
    made.network.socket.close(1006);
    await made.clock.advance(HOUR_MS);
    expect(made.network.count('list') + made.network.count('replace')).toBeGreaterThan(50);
    expect(made.network.sockets.filter((socket) => socket.isHeld).length).toBeLessThanOrEqual(1);
    expect(await made.end()).toEqual([]);
  });

  it('R17: of sockets that live for ten seconds each uses up no channels', async () => {
    const made = await new VirtualSession().goLive();
    made.network.closesAfterMs = 10_000;
    made.network.socket.close(1006);
    await made.clock.advance(2 * HOUR_MS);
    expect(made.network.count('upgrade')).toBeGreaterThan(100);
    expect(made.network.count('create')).toBe(1);
    expect(await made.end()).toEqual([]);
  });
});
