import { describe, expect, it } from 'vitest';
import type { CoreEvent } from './state.ts';
import {
  CLOSED,
  FORBIDDEN,
  GONE,
  INVALID_CLIENT,
  LIMITED,
  REFUSED,
  TOKEN_REJECTED,
  TransitionRun,
  UNAVAILABLE,
  UNREACHABLE,
} from './transition-run.ts';

type Way = (run: TransitionRun) => unknown;

const started: Way = (run) => run.want(1).send({ type: 'start' });
const live: Way = (run) => run.goLive();
const after =
  (way: Way, next: Way): Way =>
  (run) => {
    way(run);
    next(run);
  };

const renewing: Way = after(live, (run) => run.send({ type: 'renewal-due', kind: 'channel' }));
const renewingSocket: Way = after(renewing, (run) => run.answer().answer());
const overlapping: Way = after(renewing, (run) => run.finishBuild());
const waiting: Way = after(live, (run) => run.lose(run.servingRef));
const reopening: Way = after(waiting, (run) => run.fire('wait').answer());

/** Every kind of state, by the way that leads there. */
const STATES: Readonly<Record<string, Way>> = {
  idle: () => undefined,
  'authorizing at the start': started,
  'opening a channel': after(started, (run) => run.answer()),
  'opening a socket': after(started, (run) => run.answer().answer()),
  'opening a socket that is proven': after(started, (run) => run.answer().answer().prove(run.buildLeaseRef)),
  'opening a socket whose topics are set': after(started, (run) =>
    run.answer().answer().synced(run.buildLeaseRef),
  ),
  'opening without topics': (run) => run.want(1, true).send({ type: 'start' }).answer().answer(),
  'waiting for a first connection': after(started, (run) => run.fail(UNAVAILABLE)),
  'waiting as it was told to': after(started, (run) => run.fail(LIMITED)),
  offline: after(started, (run) => {
    run.isOnline = false;
    run.fail(UNREACHABLE);
  }),
  live,
  'live for less than five seconds': (run) => run.want(1).send({ type: 'start' }).finishBuild(),
  'live while topics change': after(live, (run) => run.want(2)),
  'live while topics are tried again': after(live, (run) =>
    run.want(2).syncFailed(run.servingRef, UNAVAILABLE),
  ),
  'live and announced to close': after(live, (run) =>
    run.send({ type: 'closing-announced', lease: run.servingRef }).fail(UNAVAILABLE),
  ),
  'renewing: token': after(live, (run) => run.send({ type: 'renewal-due', kind: 'token' })),
  'renewing: channel': after(renewing, (run) => run.answer()),
  'renewing: socket': renewingSocket,
  'renewing: handing over': after(renewingSocket, (run) =>
    run.prove(run.buildLeaseRef).synced(run.buildLeaseRef),
  ),
  'renewing: asking for the channel of a failed renewal': after(renewingSocket, (run) =>
    run.lose(run.buildLeaseRef).fire('wait').answer(),
  ),
  'a failed renewal': after(renewing, (run) => run.fail(UNAVAILABLE)),
  'a renewal told to wait': after(renewing, (run) => run.fail(LIMITED)),
  'the overlap of a renewal': overlapping,
  'fallen back in the overlap': after(overlapping, (run) => run.lose(run.servingRef)),
  'live with a dead credential': after(live, (run) =>
    run.send({ type: 'renewal-due', kind: 'token' }).fail(INVALID_CLIENT).fire('wait').fail(INVALID_CLIENT),
  ),
  'waiting after a loss': waiting,
  'back to the same channel': reopening,
  'asking for a doubtful channel': after(reopening, (run) =>
    run.lose(run.buildLeaseRef).fire('wait').answer(),
  ),
  'a renewal that became the way back': after(renewingSocket, (run) => run.lose(run.servingRef)),
  failed: after(started, (run) => run.fail(FORBIDDEN)),
  'failed with a gap': after(waiting, (run) => run.fire('wait').fail(FORBIDDEN)),
  stopped: after(live, (run) => run.send({ type: 'stop' })),
};

/** Every event, of the present attempt and leases and of former ones. */
const EVENTS: Readonly<Record<string, Way>> = {
  start: (run) => run.send({ type: 'start' }),
  stop: (run) => run.send({ type: 'stop' }),
  nudge: (run) => run.send({ type: 'nudge' }),
  'the answer to the request under way': (run) => run.requests.has(run.buildRef) && run.answer(),
  'the answer that a channel is gone': (run) =>
    run.requests.get(run.buildRef)?.kind === 'check' && run.answer({ isAlive: false }),
  ...Object.fromEntries(
    [UNREACHABLE, UNAVAILABLE, LIMITED, INVALID_CLIENT, TOKEN_REJECTED, FORBIDDEN, GONE].map((error) => [
      `a failed step: ${error.code}`,
      (run: TransitionRun) => run.requests.has(run.buildRef) && run.fail(error),
    ]),
  ),
  ...Object.fromEntries(
    [UNAVAILABLE, LIMITED, TOKEN_REJECTED, FORBIDDEN, REFUSED, GONE].map((error) => [
      `failed topics: ${error.code}`,
      (run: TransitionRun) => {
        for (const lease of [...run.syncs.keys()]) run.syncFailed(lease, error);
      },
    ]),
  ),
  'topics set': (run) => {
    for (const lease of [...run.syncs.keys()]) run.synced(lease);
  },
  'other topics wanted': (run) => run.want(run.state.wanted.version + 1),
  'no topics wanted': (run) => run.want(run.state.wanted.version + 1, true),
  'every socket proven': (run) => {
    for (const lease of [...run.sockets.keys()]) run.prove(lease);
  },
  'the serving socket answering': (run) => run.send({ type: 'socket-answered', lease: run.servingRef }),
  'the serving socket lost': (run) => run.lose(run.servingRef),
  'the new socket lost': (run) => run.lose(run.buildLeaseRef),
  'the former socket lost': (run) => run.lose(run.state.draining?.ref ?? 0),
  'every socket lost': (run) => {
    for (const lease of [...run.sockets.keys()]) run.lose(lease);
  },
  'closing announced on the serving socket': (run) =>
    run.send({ type: 'closing-announced', lease: run.servingRef }),
  'closing announced on the new socket': (run) =>
    run.send({ type: 'closing-announced', lease: run.buildLeaseRef }),
  'the serving channel lost': (run) =>
    run.send({ type: 'channel-lost', lease: run.servingRef, provenAt: run.now }),
  'the new channel lost': (run) =>
    run.send({ type: 'channel-lost', lease: run.buildLeaseRef, provenAt: null }),
  'the token refused': (run) => run.send({ type: 'token-refused', tokenRef: run.currentToken ?? 0 }),
  'the token due': (run) => run.send({ type: 'renewal-due', kind: 'token' }),
  'the channel due': (run) => run.send({ type: 'renewal-due', kind: 'channel' }),
  'every timer': (run) => {
    for (const timer of [...run.timers.keys()]) if (run.timers.has(timer)) run.fire(timer);
  },
};

/** Events that name an attempt or a lease which nobody holds: nothing may come of them. */
const STRAGGLERS: readonly CoreEvent[] = [
  { type: 'token-ready', build: -1, tokenRef: 1 },
  { type: 'channel-ready', build: -1, endsAt: 1 },
  { type: 'channel-checked', build: -1, isAlive: false, channelsInUse: null },
  { type: 'step-failed', build: -1, error: INVALID_CLIENT },
  { type: 'socket-proven', lease: -1 },
  { type: 'socket-answered', lease: -1 },
  { type: 'socket-lost', lease: -1, cause: CLOSED, provenAt: null },
  { type: 'topics-synced', lease: -1, version: 1 },
  { type: 'topics-failed', lease: -1, version: 1, error: GONE, provenAt: null },
  { type: 'closing-announced', lease: -1 },
];

function reach(name: string): TransitionRun {
  const run = new TransitionRun();
  STATES[name]?.(run);
  return run;
}

describe.each(Object.keys(STATES))('T38: in the state "%s"', (name) => {
  it('the promises hold', () => {
    expect(reach(name).violations()).toEqual([]);
  });

  it.each(Object.keys(EVENTS))('they hold after %s', (event) => {
    const run = reach(name);
    EVENTS[event]?.(run);
    expect(run.violations()).toEqual([]);
  });

  it('T17: what belongs to a former attempt or socket changes nothing', () => {
    const run = reach(name);
    const before = run.state;
    for (const event of STRAGGLERS) run.send(event);
    expect(run.state).toEqual(before);
    expect(run.violations()).toEqual([]);
  });

  it('R20: stopping leaves nothing, and the straggling answers wake nothing', () => {
    const run = reach(name);
    const { buildRef, buildLeaseRef, servingRef } = run;
    run.send({ type: 'stop' });
    const doneBefore = run.effects.length;
    run.send({ type: 'token-ready', build: buildRef, tokenRef: 1 });
    run.send({ type: 'channel-ready', build: buildRef, endsAt: run.now + 1_000 });
    run.send({ type: 'step-failed', build: buildRef, error: UNAVAILABLE });
    run.lose(servingRef).lose(buildLeaseRef).send({ type: 'nudge' });
    for (const timer of ['wait', 'stable', 'drain', 'sync'] as const) run.send({ type: 'timer', timer });
    expect(run.effects.slice(doneBefore)).toEqual([]);
    expect(['stopped', 'idle']).toContain(run.state.phase);
    expect(run.violations()).toEqual([]);
  });
});
