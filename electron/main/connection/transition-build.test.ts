import { describe, expect, it } from 'vitest';
import {
  GONE,
  INVALID_CLIENT,
  SOCKET_REFUSED,
  TOKEN_REJECTED,
  TransitionRun,
  UNAVAILABLE,
} from './transition-run.ts';

const started = (): TransitionRun => new TransitionRun().want(1).send({ type: 'start' });
const live = (): TransitionRun => new TransitionRun().goLive();
const renewing = (): TransitionRun => live().send({ type: 'renewal-due', kind: 'channel' });
const HOUR_MS = 3_600_000;

/** Hands over to a new socket whose end was announced before it served. */
function takeAnnounced(run: TransitionRun, laterMs = 0): void {
  run.answer().answer();
  const announced = run.buildLeaseRef;
  run.send({ type: 'closing-announced', lease: announced }).prove(announced).synced(announced);
  run.now += laterMs;
  run.send({ type: 'socket-answered', lease: run.servingRef });
}

describe('building a lease', () => {
  it('is told as the renewal that it is, and counts as no attempt to come back', () => {
    const run = renewing();
    expect(run.did('tell-renewal')).toEqual([{ do: 'tell-renewal', kind: 'channel', phase: 'started' }]);
    expect(run.state).toMatchObject({ attempts: 0, build: { step: 'token' } });
  });

  it('writes the topics of a new channel, also when they are asked for again', () => {
    const run = started().answer().answer();
    expect(run.state.build?.lease?.topics).toBe('syncing');
    run.syncFailed(run.buildLeaseRef, UNAVAILABLE).fire('stall').finishBuild().want(2);
    expect(run.did('sync-topics').map((effect) => 'mode' in effect && effect.mode)).toEqual([
      'replace',
      'replace',
      'replace',
    ]);
  });

  it('looks at the topics of a former channel, also when they are asked for again', () => {
    const run = live();
    run.lose(run.servingRef).fire('wait').answer();
    expect(run.buildLeaseRef).toBeGreaterThan(run.buildRef);
    run.syncFailed(run.buildLeaseRef, UNAVAILABLE).fire('stall');
    expect(run.effects.at(-1)).toMatchObject({ do: 'sync-topics', mode: 'verify' });
  });

  it('makes a new channel at the very moment when the former one ends', () => {
    const run = live();
    const { endsAt = 0 } = run.state.serving ?? {};
    run.lose(run.servingRef).fire('wait').now = endsAt;
    expect(run.deedsOf(() => run.answer())).toEqual(['create-channel']);
  });

  it('says in words why it holds back when too many channels were made', () => {
    const run = started();
    run.channelWaitMs = HOUR_MS;
    const message: unknown = expect.stringMatching(/holds back.*share twenty/u);
    expect(run.answer().state.wait?.cause).toEqual({
      code: 'channel/budget',
      message,
      retryAfterMs: HOUR_MS,
    });
  });
});

describe('putting a lease into service', () => {
  it('asks the former one for a sign of life because of the handover', () => {
    const run = renewing().answer().answer();
    run.prove(run.buildLeaseRef).synced(run.buildLeaseRef);
    expect(run.effects.at(-1)).toEqual({ do: 'probe', lease: run.servingRef, reason: 'handover' });
  });

  it('waits for it to be stable, and forgets to try the topics of the former one again', () => {
    const run = live().want(2);
    run.syncFailed(run.servingRef, UNAVAILABLE).send({ type: 'renewal-due', kind: 'channel' }).finishBuild();
    expect((run.timers.get('stable') ?? 0) - run.now).toBe(5_000);
    expect(run.timers.has('sync')).toBe(false);
  });

  it('leaves the former one at half of what its life has left', () => {
    const run = started().answer();
    run.answer({ endsInMs: 30_000 }).finishBuild().send({ type: 'renewal-due', kind: 'channel' });
    run.finishBuild();
    expect((run.timers.get('drain') ?? 0) - run.now).toBe(15_000);
  });

  it('R14: forgives no refused credential for what an earlier token still opens', () => {
    const run = live().send({ type: 'renewal-due', kind: 'token' }).fail(INVALID_CLIENT);
    run.lose(run.servingRef).fire('wait').finishBuild();
    expect(run.state.serving?.tokenRef).toBe(1);
    expect(run.state.rejections).toBe(1);
  });

  it('T40: plans the replacement of a second one that is announced to close, also when that is overdue', () => {
    for (const laterMs of [0, 61_000]) {
      const run = renewing();
      takeAnnounced(run);
      takeAnnounced(run, laterMs);
      const message: unknown = expect.stringContaining('announced');
      expect(run.state.wait).toMatchObject({ purpose: 'socket', cause: { code: 'socket/closed', message } });
      expect(run.waitMs).toBe(20_000);
    }
  });
});

describe('R21: a gap on a clock that was set back', () => {
  it('is told so wide that it holds both its beginnings and both its ends', () => {
    const run = live();
    const from = run.prove(run.servingRef).now - HOUR_MS;
    run.lose(run.servingRef).fire('wait');
    run.now -= HOUR_MS;
    run.finishBuild();
    expect(run.did('tell-gap')).toMatchObject([{ gap: { from, to: run.now + HOUR_MS } }]);
  });

  it('is told as it was when that happened before it', () => {
    const run = live();
    run.now -= HOUR_MS;
    const from = run.prove(run.servingRef).now;
    run.lose(run.servingRef).fire('wait').finishBuild();
    expect(run.did('tell-gap')).toMatchObject([{ gap: { from, to: run.now } }]);
  });
});

describe('an attempt that failed', () => {
  it('gives up its requests, and nothing that it never had', () => {
    const run = started();
    const { buildRef } = run;
    expect(run.deedsOf(() => run.fail(UNAVAILABLE))).toEqual(['abort-build', 'set-timer']);
    expect(run.did('abort-build')).toEqual([{ do: 'abort-build', build: buildRef }]);
    run.fire('wait');
    expect(run.deedsOf(() => run.fail(TOKEN_REJECTED))).toEqual(['abort-build', 'set-timer']);
  });

  it('leaves no channel to come back to when it had none yet', () => {
    expect(started().answer().fail(UNAVAILABLE).state.spare).toBeNull();
  });

  it.each([GONE, TOKEN_REJECTED])('leaves none that is known to be lost: $code', (error) => {
    const run = started().answer().answer();
    expect(run.syncFailed(run.buildLeaseRef, error).state.spare).toBeNull();
  });

  it('leaves none when the one in use is gone', () => {
    const run = live().want(2);
    expect(run.syncFailed(run.servingRef, GONE).state.spare).toBeNull();
  });

  it('leaves its channel also when it failed in the handover', () => {
    const run = renewing().answer().answer();
    const { channelRef } = run.state.build?.lease ?? {};
    run.prove(run.buildLeaseRef).synced(run.buildLeaseRef).lose(run.buildLeaseRef);
    expect(run.state.spare?.channelRef).toBe(channelRef);
  });
});

describe('R17: a channel that refuses its sockets', () => {
  it('is given up at the tenth failure in a row, if nine of them are its own', () => {
    const run = live();
    run.lose(run.servingRef).refuseSockets(8);
    expect(run.state.spare?.refusals).toBe(8);
    expect(run.refuseSockets(1).state.spare).toBeNull();
  });

  it('is not to blame for what failed before it was made', () => {
    const run = started();
    for (let turn = 0; turn < 9; turn += 1) run.answer().fail(UNAVAILABLE).fire('wait');
    run.answer().answer().lose(run.buildLeaseRef, SOCKET_REFUSED);
    expect(run.state.failures).toBe(10);
    expect(run.state.spare).not.toBeNull();
  });

  it('is not given up before the tenth failure since the way was clear', () => {
    const run = live();
    run.lose(run.servingRef).refuseSockets(8).send({ type: 'way-clear' });
    for (let turn = 0; turn < 5; turn += 1) {
      run.refuseSockets(1);
      expect(run.state.spare).not.toBeNull();
    }
    expect(run.state.failures).toBe(5);
  });
});
