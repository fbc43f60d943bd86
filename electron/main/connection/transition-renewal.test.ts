import { describe, expect, it } from 'vitest';
import { OVERLAP_MS } from './build.ts';
import { TransitionRun, UNAVAILABLE } from './transition-run.ts';

const live = (): TransitionRun => new TransitionRun().goLive();

describe('renewing', () => {
  it('R5: keeps the old socket until the new one is proven and its topics are set, and over the overlap', () => {
    const run = live();
    const old = run.servingRef;
    run.send({ type: 'renewal-due', kind: 'channel' }).answer().answer();
    run.prove(run.buildLeaseRef);
    expect(run.servingRef).toBe(old);
    run.synced(run.buildLeaseRef);
    expect(run.servingRef).toBe(old);
    run.send({ type: 'socket-answered', lease: old });
    expect(run.servingRef).not.toBe(old);
    expect(run.state.draining?.ref).toBe(old);
    expect((run.timers.get('drain') ?? 0) - run.now).toBe(OVERLAP_MS);
    expect(run.fire('drain').sockets.has(old)).toBe(false);
  });

  it('asks for another token than the one it renews', () => {
    const run = live();
    const tokenRef = run.state.serving?.tokenRef;
    run.send({ type: 'renewal-due', kind: 'token' });
    expect(run.effects.at(-1)).toMatchObject({ do: 'obtain-token', newerThan: tokenRef });
  });

  it.each([
    ['the token', (run: TransitionRun) => run.fail(UNAVAILABLE)],
    ['the channel', (run: TransitionRun) => run.answer().fail(UNAVAILABLE)],
    ['the socket', (run: TransitionRun) => run.answer().answer().lose(run.buildLeaseRef)],
    ['its topics', (run: TransitionRun) => run.answer().answer().syncFailed(run.buildLeaseRef, UNAVAILABLE)],
  ])('leaves the old socket untouched when %s fails, and tries again', (_what, fail) => {
    const run = live();
    const old = run.servingRef;
    run.send({ type: 'renewal-due', kind: 'token' });
    fail(run);
    expect(run.state.shown.status).toBe('live');
    expect([...run.sockets.keys()]).toEqual([old]);
    expect(run.state.wait?.purpose).toBe('token');
    expect(run.did('tell-renewal').at(-1)).toMatchObject({ kind: 'token', phase: 'failed' });
    run.fire('wait').finishBuild();
    expect(run.servingRef).not.toBe(old);
    expect(run.did('tell-gap')).toEqual([]);
  });

  it('tries again well before the old lease ends', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).answer();
    run.answer({ endsInMs: 30_000 }).finishBuild();
    run.random = 0.99;
    run.send({ type: 'renewal-due', kind: 'token' });
    for (let turn = 0; turn < 5; turn += 1) run.fail(UNAVAILABLE).fire('wait');
    expect(run.now).toBeLessThan(run.state.serving?.endsAt ?? 0);
  });

  it('R16: does not hurry once the end has passed and the old socket lives on all the same', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).answer();
    run.answer({ endsInMs: 30_000 }).finishBuild();
    run.now += 60_000;
    run.send({ type: 'renewal-due', kind: 'token' });
    const startedAt = run.now;
    let attempts = 0;
    while (run.now < startedAt + 600_000) {
      run.fail(UNAVAILABLE).fire('wait');
      attempts += 1;
    }
    expect(attempts).toBeLessThanOrEqual(30);
  });

  it('falls back on the old socket when the new one dies in the overlap, without a gap', () => {
    const run = live();
    const old = run.servingRef;
    run.send({ type: 'renewal-due', kind: 'channel' }).finishBuild();
    run.lose(run.servingRef);
    expect(run.servingRef).toBe(old);
    expect(run.state.shown.status).toBe('live');
    expect(run.state.gap).toBeNull();
    expect(run.state.wait?.purpose).toBe('channel');
  });

  it('R8: hands over only once the old socket has shown that it lived until then', () => {
    const run = live();
    const old = run.servingRef;
    run.send({ type: 'renewal-due', kind: 'channel' }).answer().answer().prove(run.buildLeaseRef);
    expect(run.deedsOf(() => run.synced(run.buildLeaseRef))).toEqual(['probe']);
    expect(run.state.build?.step).toBe('handover');
    run.send({ type: 'socket-answered', lease: old });
    expect(run.servingRef).not.toBe(old);
    expect(run.did('tell-gap')).toEqual([]);
  });

  it('R8: tells the gap of an old socket that turns out to be dead when it is to hand over', () => {
    const run = live();
    const provenAt = run.prove(run.servingRef).now;
    run.now += 11_000;
    run.send({ type: 'renewal-due', kind: 'channel' }).answer().answer();
    const next = run.buildLeaseRef;
    run.prove(next).synced(next).lose(run.servingRef);
    expect(run.servingRef).toBe(next);
    expect(run.did('tell-gap')).toMatchObject([{ gap: { from: provenAt, to: run.now } }]);
    expect(run.did('tell-renewal').at(-1)).toMatchObject({ phase: 'failed' });
    expect(run.violations()).toEqual([]);
  });

  it('looks at the topics again when the wish changes right before the handover', () => {
    const run = live();
    run.send({ type: 'renewal-due', kind: 'channel' }).answer().answer();
    const next = run.buildLeaseRef;
    run.prove(next).synced(next).want(2);
    run.send({ type: 'socket-answered', lease: run.servingRef });
    expect(run.servingRef).not.toBe(next);
    run.synced(next).send({ type: 'socket-answered', lease: run.servingRef });
    expect(run.servingRef).toBe(next);
    expect(run.answered.get(run.state.serving?.channelRef ?? 0)).toBe(2);
  });

  it('R8: does not fall back on a socket that lacks what was wished in the overlap', () => {
    const run = live();
    const old = run.servingRef;
    run.send({ type: 'renewal-due', kind: 'channel' }).finishBuild();
    run.want(2).synced(run.servingRef);
    expect(run.sockets.has(old)).toBe(false);
    run.lose(run.servingRef);
    expect(run.state.gap).not.toBeNull();
  });

  it('R8: does not fall back on a socket whose topics were still on their way', () => {
    const run = live().want(2);
    const old = run.servingRef;
    run.send({ type: 'renewal-due', kind: 'channel' }).answer().answer();
    const next = run.buildLeaseRef;
    run.prove(next).synced(next).send({ type: 'socket-answered', lease: old });
    expect(run.servingRef).toBe(next);
    run.lose(next);
    expect(run.state.gap).not.toBeNull();
    expect(run.violations()).toEqual([]);
  });

  it('R17: comes back to the new channel, too, instead of making one for each try', () => {
    const run = live();
    run.send({ type: 'renewal-due', kind: 'channel' }).finishBuild();
    const { channelRef } = run.state.serving ?? {};
    run.lose(run.servingRef).fire('wait').answer();
    expect(run.effects.at(-1)).toMatchObject({ do: 'check-channel', channelRef });
  });

  it('replaces a socket that is announced to close, at once', () => {
    const run = live();
    run.send({ type: 'closing-announced', lease: run.servingRef });
    expect(run.state.build?.purpose).toBe('socket');
    expect(run.finishBuild().did('tell-gap')).toEqual([]);
  });

  it('T40: hurries when that fails, because the socket has a minute left', () => {
    const run = live();
    run.random = 0.99;
    const announcedAt = run.now;
    run.send({ type: 'closing-announced', lease: run.servingRef });
    let attempts = 0;
    while (run.now < announcedAt + 60_000) {
      run.fail(UNAVAILABLE);
      run.fire('wait');
      attempts += 1;
    }
    expect(attempts).toBeGreaterThanOrEqual(8);
    expect(attempts).toBeLessThanOrEqual(20);
  });

  it('T40: replaces a socket that was announced to close before it even served: at once, then later', () => {
    const run = live();
    const announceEarly = (): void => {
      run.answer().answer();
      const announced = run.buildLeaseRef;
      run.prove(announced).send({ type: 'closing-announced', lease: announced });
      run.synced(announced).send({ type: 'socket-answered', lease: run.servingRef });
      expect(run.servingRef).toBe(announced);
    };
    run.send({ type: 'renewal-due', kind: 'channel' });
    announceEarly();
    expect(run.state.build?.purpose).toBe('socket');
    announceEarly();
    expect(run.state.build).toBeNull();
    expect(run.state.wait?.purpose).toBe('socket');
    expect(run.waitMs).toBeLessThan(60_000);
    expect(run.violations()).toEqual([]);
  });

  it('R17: does not run in circles when every new socket is announced to close', () => {
    const run = live();
    const startedAt = run.now;
    while (run.now < startedAt + 600_000) {
      run.send({ type: 'closing-announced', lease: run.servingRef }).finishBuild();
      if (run.timers.has('wait')) run.fire('wait');
    }
    expect(run.did('create-channel').length).toBeLessThanOrEqual(40);
  });
});
