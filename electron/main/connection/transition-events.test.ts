import { describe, expect, it } from 'vitest';
import {
  CLOSED,
  FORBIDDEN,
  INVALID_CLIENT,
  TransitionRun,
  UNAVAILABLE,
  UNREACHABLE,
} from './transition-run.ts';

const started = (): TransitionRun => new TransitionRun().want(1).send({ type: 'start' });
const young = (): TransitionRun => started().finishBuild();
const live = (): TransitionRun => new TransitionRun().goLive();
const renewing = (run: TransitionRun): TransitionRun => run.send({ type: 'renewal-due', kind: 'channel' });
const dead = (run: TransitionRun): TransitionRun =>
  run.send({ type: 'credential-dead', cause: INVALID_CLIENT });

/** A socket that is open, while its topics cannot be asked for just now. */
const stalled = (): TransitionRun => {
  const run = started().answer().answer();
  return run.syncFailed(run.buildLeaseRef, UNAVAILABLE);
};

describe('a credential that is found dead', () => {
  const leaving = ['clear-timer', 'abort-build', 'leave-socket'];
  it.each([
    ['an attempt for a token', started, ['abort-build'], 'failed'],
    ['a stalled attempt', stalled, leaving, 'failed'],
    ['an open socket', () => started().answer().answer(), ['abort-build', 'leave-socket'], 'failed'],
    ['a wait', () => started().fail(UNAVAILABLE), ['clear-timer'], 'failed'],
    ['a renewal', () => renewing(live()), ['abort-build', 'tell-renewal'], 'live'],
    ['nothing while it serves', live, [], 'live'],
  ])('ends %s', (_what, reach, deeds, status) => {
    const run = reach();
    expect(run.deedsOf(() => dead(run))).toEqual(deeds);
    expect(run.state.shown.status).toBe(status);
    expect(run.state.failedCause).toEqual(INVALID_CLIENT);
    expect(run.violations()).toEqual([]);
  });

  it('is told as the failure of the renewal that it ends', () => {
    const failed = { do: 'tell-renewal', kind: 'channel', phase: 'failed', cause: INVALID_CLIENT };
    expect(dead(renewing(live())).effects.at(-1)).toEqual(failed);
  });

  it.each([
    ['was found dead before', () => dead(live())],
    ['is not in use', () => live().send({ type: 'stop' })],
  ])('is no news where it %s', (_what, reach) => {
    const run = reach();
    const { state } = run;
    run.send({ type: 'credential-dead', cause: FORBIDDEN });
    expect(run.state).toEqual(state);
  });

  it('T05: begins with another token when it is started again', () => {
    expect(dead(live()).send({ type: 'start' }).state.build?.purpose).toBe('token');
  });
});

describe('what does not apply', () => {
  it.each([
    ['a start of what runs', live, { type: 'start' }],
    ['a stop of what never ran', () => new TransitionRun(), { type: 'stop' }],
    ['a second stop', () => live().send({ type: 'stop' }), { type: 'stop' }],
    [
      'a renewal that waits to be tried again',
      () => renewing(live()).fail(UNAVAILABLE),
      { type: 'renewal-due', kind: 'token' },
    ],
    ['the timer of a question that is not put off', started, { type: 'timer', timer: 'stall' }],
    [
      'failed topics of a former lease',
      live,
      { type: 'topics-failed', lease: -1, version: 1, error: UNAVAILABLE, provenAt: null },
    ],
  ] as const)('changes nothing: %s', (_what, reach, event) => {
    const run = reach();
    const { state } = run;
    expect(run.deedsOf(() => run.send(event))).toEqual([]);
    expect(run.state).toEqual(state);
  });
});

describe('a nudge', () => {
  it('asks the serving socket for a sign of life', () => {
    const run = live().send({ type: 'nudge' });
    expect(run.effects.at(-1)).toEqual({ do: 'probe', lease: run.servingRef, reason: 'hint' });
  });
});

describe('stopping', () => {
  it('forgets a question that was put off', () => {
    const run = stalled().send({ type: 'stop' });
    expect(run.timers.size).toBe(0);
  });
});

describe('a former channel that turns out to be gone', () => {
  const gone = (cause: typeof CLOSED, channelsInUse: number | null): TransitionRun => {
    const run = live();
    run.lose(run.servingRef, cause).refuseSockets(1).fire('wait').answer();
    return run.send({ type: 'channel-checked', build: run.buildRef, isAlive: false, channelsInUse });
  };
  const EVICTED = 'Genesys Cloud ended the channel before its time, as when another install takes its place.';

  it('was taken over by somebody, if its socket had been closed', () => {
    const cause = { code: 'channel/evicted', message: EVICTED };
    expect(gone(CLOSED, null).state.gap).toMatchObject({ attempts: 2, cause });
    const message = `${EVICTED} All installs of this client id hold 20 of 20 channels.`;
    expect(gone(CLOSED, 20).state.gap?.cause.message).toBe(message);
  });

  it('explains nothing, if the network had failed', () => {
    expect(gone(UNREACHABLE, 20).state.gap?.cause).toEqual(UNREACHABLE);
  });
});

describe('a socket that is announced to close', () => {
  it('is replaced at once when it has served for a while, although a renewal waits', () => {
    const run = renewing(live()).fail(UNAVAILABLE);
    run.send({ type: 'closing-announced', lease: run.servingRef });
    expect(run.state.build?.purpose).toBe('socket');
  });

  it.each([
    ['is being replaced', () => renewing(young())],
    ['waits to be replaced', () => renewing(young()).fail(UNAVAILABLE)],
    ['has a dead credential', () => dead(young())],
  ])('is left as it is when it is new and %s', (_what, reach) => {
    const run = reach();
    const { servingRef: lease } = run;
    expect(run.deedsOf(() => run.send({ type: 'closing-announced', lease }))).toEqual([]);
    expect(run.state.serving?.closesAt).toBe(run.now + 60_000);
  });
});

describe('topics', () => {
  it('of a new socket are sent once more when the wish changed on the way', () => {
    const run = started().answer().answer();
    run.prove(run.buildLeaseRef).want(2).synced(run.buildLeaseRef);
    expect(run.state.shown.status).toBe('connecting');
    expect(run.syncs.get(run.buildLeaseRef)).toBe(2);
    expect(run.synced(run.buildLeaseRef).state.shown.status).toBe('live');
  });

  it('that are forbidden are not asked for again', () => {
    const run = live().want(2);
    run.syncFailed(run.servingRef, FORBIDDEN);
    expect(run.timers.has('sync')).toBe(false);
    expect(run.state.serving?.topics).toBe('synced');
  });
});
