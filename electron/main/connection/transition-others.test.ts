import { describe, expect, it } from 'vitest';
import {
  INVALID_CLIENT,
  LIMITED,
  REFUSED,
  TransitionRun,
  UNAVAILABLE,
  UNREACHABLE,
} from './transition-run.ts';

const live = (): TransitionRun => new TransitionRun().goLive();

/** A new socket whose topics cannot be asked for just now. */
const stalled = (): TransitionRun => {
  const run = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
  return run.syncFailed(run.buildLeaseRef, UNAVAILABLE);
};

describe('a credential that was found dead elsewhere', () => {
  it('R14: leaves the former lease serving when its successor dies, and asks for nothing', () => {
    const run = live();
    const old = run.servingRef;
    run.send({ type: 'renewal-due', kind: 'channel' }).finishBuild();
    run.send({ type: 'credential-dead', cause: INVALID_CLIENT }).lose(run.servingRef);
    expect(run.servingRef).toBe(old);
    expect(run.state.wait).toBeNull();
    expect(run.state.shown).toMatchObject({ status: 'live', concern: { retryAt: null } });
    expect(run.violations()).toEqual([]);
  });
});

describe('a question about topics that is put before its time', () => {
  it('R17: counts for nothing: however often, the channel is not given up for it', () => {
    const run = stalled();
    const { failures, retryAt } = { failures: run.state.failures, retryAt: run.state.build?.stall?.retryAt };
    for (let turn = 0; turn < 50; turn += 1) {
      run.send({ type: 'nudge' }).syncFailed(run.buildLeaseRef, UNAVAILABLE);
    }
    expect(run.sockets.size).toBe(1);
    expect(run.state.failures).toBe(failures);
    expect(run.state.build?.stall?.retryAt).toBe(retryAt);
    expect(run.violations()).toEqual([]);
  });

  it('is not what a service that cannot be reached is to blame the channel for', () => {
    const run = stalled();
    for (let turn = 0; turn < 50; turn += 1) run.fire('stall').syncFailed(run.buildLeaseRef, UNREACHABLE);
    expect(run.sockets.size).toBe(1);
    expect(run.violations()).toEqual([]);
  });
});

describe('the way that another connection found clear', () => {
  it('ends a wait, and what failed before is forgotten', () => {
    const run = live();
    run.lose(run.servingRef).refuseSockets(5).send({ type: 'way-clear' });
    expect(run.state.build).toMatchObject({ purpose: 'connect', skippedUntil: null });
    expect(run.state.failures).toBe(0);
    expect(run.violations()).toEqual([]);
  });

  it('puts a question about topics at once', () => {
    const run = stalled().send({ type: 'way-clear' });
    expect(run.syncs.size).toBe(1);
    expect(run.timers.has('stall')).toBe(false);
    expect(run.violations()).toEqual([]);
  });

  it('R15: undercuts no Retry-After', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).fail(LIMITED);
    expect(run.send({ type: 'way-clear' }).state.wait).not.toBeNull();
    const asking = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
    asking.syncFailed(asking.buildLeaseRef, LIMITED).send({ type: 'way-clear' });
    expect(asking.syncs.size).toBe(0);
  });

  it('R16: makes no hot loop of what is left of one', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
    run.random = 0;
    run.syncFailed(run.buildLeaseRef, LIMITED);
    run.now += 29_999;
    run.lose(run.buildLeaseRef);
    expect(run.waitMs).toBe(500);
    expect(run.violations()).toEqual([]);
  });

  it.each([
    ['is live', live()],
    ['is on its way', new TransitionRun().want(1).send({ type: 'start' })],
    ['was never begun', new TransitionRun()],
    ['has ended', live().send({ type: 'stop' })],
  ])('is no news to one that %s', (_what, run) => {
    const { state } = run;
    expect(run.deedsOf(() => run.send({ type: 'way-clear' }))).toEqual([]);
    expect(run.state).toEqual(state);
  });
});

describe('a budget for channels that is used up', () => {
  const renewalHeldBack = (): TransitionRun => {
    const run = live();
    run.channelWaitMs = 3_600_000;
    return run.send({ type: 'renewal-due', kind: 'token' }).answer();
  };

  it('sends a lost connection back to its channel, although that was made with an earlier token', () => {
    const run = renewalHeldBack();
    const channelRef = run.state.serving?.channelRef;
    run.lose(run.servingRef).fire('wait').answer();
    expect(run.state.build?.step).toBe('check');
    run.answer({ isAlive: true }).finishBuild();
    expect(run.state.serving?.channelRef).toBe(channelRef);
    expect(run.violations()).toEqual([]);
  });

  it('makes it wait when that is gone', () => {
    const run = renewalHeldBack();
    run.lose(run.servingRef).fire('wait').answer().answer({ isAlive: false });
    expect(run.state.shown).toMatchObject({ status: 'waiting', cause: { code: 'channel/budget' } });
    expect(run.waitMs).toBeGreaterThanOrEqual(3_600_000);
    expect(run.violations()).toEqual([]);
  });
});

describe('a channel that is asked to live longer', () => {
  const extending = (): TransitionRun => live().send({ type: 'extension-due' });

  it('T41: gets a wish that changed meanwhile once more, because the former was sent beside it', () => {
    const run = extending().want(2);
    const lease = run.servingRef;
    run.synced(lease);
    run.send({ type: 'channel-extended', lease, version: 1, endsAt: run.now + 1 });
    expect(run.syncs.get(lease)).toBe(2);
    expect(run.state.serving).toMatchObject({ topics: 'syncing', extension: 'none', endsAt: run.now + 1 });
  });

  it('gets it also when it lives no longer, until its successor serves', () => {
    const run = extending().want(2);
    const lease = run.servingRef;
    run.synced(lease).send({ type: 'extension-failed', lease, version: 1, error: REFUSED, provenAt: null });
    expect(run.syncs.get(lease)).toBe(2);
    expect(run.state.build?.purpose).toBe('channel');
    expect(run.violations()).toEqual([]);
  });

  it('gets none when the wish stayed as it was', () => {
    const run = extending();
    const lease = run.servingRef;
    run.send({ type: 'channel-extended', lease, version: 1, endsAt: run.now + 1 });
    expect(run.syncs.size).toBe(0);
    expect(run.state.serving?.topics).toBe('synced');
  });
});
