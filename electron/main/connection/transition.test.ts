import { describe, expect, it } from 'vitest';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import {
  GONE,
  LIMITED,
  REFUSED,
  SOCKET_REFUSED,
  TransitionRun,
  UNAVAILABLE,
  UNREACHABLE,
} from './transition-run.ts';

const live = (): TransitionRun => new TransitionRun().goLive();
const HOUR_MS = 3_600_000;

describe('connecting', () => {
  it('goes from token to channel to socket and topics, and is live when both are confirmed', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    expect(run.state.shown.status).toBe('authorizing');
    run.answer();
    expect(run.state.shown.status).toBe('opening-channel');
    run.answer();
    expect(run.state.shown.status).toBe('connecting');
    run.synced(run.buildLeaseRef);
    expect(run.state.shown.status).toBe('connecting');
    run.prove(run.buildLeaseRef);
    expect(run.state.shown).toEqual({ status: 'live', since: run.now, renewal: null, concern: null });
  });

  it('asks for no topics where none are wanted', () => {
    const run = new TransitionRun().want(1, true).send({ type: 'start' }).answer().answer();
    expect(run.did('sync-topics')).toEqual([]);
    expect(run.prove(run.buildLeaseRef).state.shown.status).toBe('live');
  });

  it('keeps a socket whose topics cannot be set just now, and asks again', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
    run.prove(run.buildLeaseRef).syncFailed(run.buildLeaseRef, LIMITED);
    expect(run.sockets.size).toBe(1);
    expect(run.state.shown).toMatchObject({ status: 'waiting', cause: LIMITED });
    expect(run.timers.get('stall')).toBeGreaterThanOrEqual(run.now + 30_000);
    run.fire('stall').synced(run.buildLeaseRef);
    expect(run.state.shown.status).toBe('live');
    expect(run.violations()).toEqual([]);
  });

  it('asks again at once when nudged, unless the service named the moment', () => {
    const stalled = (error: MonitorError): TransitionRun => {
      const run = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
      return run.syncFailed(run.buildLeaseRef, error).send({ type: 'nudge' });
    };
    expect(stalled(UNAVAILABLE).syncs.size).toBe(1);
    expect(stalled(UNAVAILABLE).timers.has('stall')).toBe(false);
    expect(stalled(LIMITED).syncs.size).toBe(0);
  });

  it('R15: does not come earlier than told when the socket is lost meanwhile', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
    run.syncFailed(run.buildLeaseRef, LIMITED).lose(run.buildLeaseRef);
    expect(run.waitMs).toBeGreaterThanOrEqual(30_000);
    expect(run.timers.has('stall')).toBe(false);
    expect(run.violations()).toEqual([]);
  });

  it('leaves a channel whose topics can never be asked for', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
    for (let failure = 1; failure < 10; failure += 1) {
      run.syncFailed(run.buildLeaseRef, UNAVAILABLE).fire('stall');
    }
    run.syncFailed(run.buildLeaseRef, UNAVAILABLE);
    expect(run.sockets.size).toBe(0);
    run.fire('wait').answer();
    expect(run.state.build?.step).toBe('channel');
  });

  it('leaves a socket at once when its topics are refused, and comes back to its channel', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).answer().answer();
    run.syncFailed(run.buildLeaseRef, REFUSED);
    expect(run.sockets.size).toBe(0);
    expect(run.fire('wait').answer().state.build?.step).toBe('check');
  });
});

describe('coming back after an unplanned close', () => {
  it('takes the same channel without asking, and looks its topics up before it writes them', () => {
    const run = live();
    const { channelRef } = run.state.serving ?? {};
    run.lose(run.servingRef).fire('wait');
    const deeds = run.deedsOf(() => run.answer());
    expect(deeds).toEqual(['open-socket', 'sync-topics']);
    expect(run.effects.at(-1)).toMatchObject({ do: 'sync-topics', channelRef, mode: 'verify' });
  });

  it('asks whether the channel still exists when its socket was refused', () => {
    const run = live();
    run.lose(run.servingRef);
    run.refuseSockets(1);
    run.fire('wait').answer();
    expect(run.state.build?.step).toBe('check');
    expect(run.deedsOf(() => run.answer({ isAlive: false }))).toEqual(['create-channel']);
  });

  it('makes a new channel at once when the old one is known to be gone', () => {
    const run = live();
    run.send({ type: 'channel-lost', lease: run.servingRef, provenAt: run.now });
    expect(run.fire('wait').deedsOf(() => run.answer())).toEqual(['create-channel']);
  });

  it('makes a new channel when the token is another one', () => {
    const run = live();
    run.lose(run.servingRef).send({ type: 'token-refused', tokenRef: run.currentToken ?? 0 });
    expect(run.fire('wait').deedsOf(() => run.answer())).toEqual(['create-channel']);
  });

  it('makes a new channel when the old one has run out meanwhile', () => {
    const run = live();
    run.lose(run.servingRef);
    run.now += 48 * HOUR_MS;
    expect(run.fire('wait').deedsOf(() => run.answer())).toEqual(['create-channel']);
  });

  it('tells one gap, from the last moment of proven life to the moment it is live again', () => {
    const run = live();
    const provenAt = run.prove(run.servingRef).now;
    run.now += 18_000;
    run.lose(run.servingRef).fire('wait').finishBuild();
    expect(run.did('tell-gap')).toEqual([
      {
        do: 'tell-gap',
        gap: expect.objectContaining({ from: provenAt, to: run.now, attempts: 1 }) as unknown,
      },
    ]);
  });

  it('tells a gap from the last frame also when it was REST that knew the channel was gone', () => {
    const run = live();
    const provenAt = run.prove(run.servingRef).now;
    run.now += 9_000;
    run.want(2).syncFailed(run.servingRef, GONE);
    expect(run.state.gap?.from).toBe(provenAt);
  });

  it('T09: tells no gap that ends before it began when the clock was set back in it', () => {
    const run = live();
    run.prove(run.servingRef).lose(run.servingRef);
    run.fire('wait');
    run.now -= HOUR_MS;
    run.finishBuild();
    const [told] = run.did('tell-gap');
    if (told?.do !== 'tell-gap') throw new Error('No gap was told.');
    expect(told.gap.to).toBeGreaterThanOrEqual(told.gap.from);
  });

  it('counts the attempts of this outage, not of former ones', () => {
    const run = live();
    run.lose(run.servingRef).refuseSockets(3);
    expect(run.state.attempts).toBe(3);
    run.fire('wait').finishBuild();
    expect(run.state.attempts).toBe(0);
  });

  it('tells no gap where nothing was wanted', () => {
    const run = new TransitionRun().want(1, true).goLive();
    run.lose(run.servingRef).fire('wait').finishBuild();
    expect(run.did('tell-gap')).toEqual([]);
  });

  it('R17: does not burn channels while sockets are refused on channels that exist', () => {
    const run = live();
    run.lose(run.servingRef);
    // A day of refusals at the cap of the back-off, half a minute each.
    run.refuseSockets(2_880);
    expect(run.did('create-channel').length).toBeLessThanOrEqual(12);
  });

  it.each([0, 8, 9, 10, 19, 20])(
    'R17: "try now" clicked a hundred times after %i failures does not burn channels either',
    (failures) => {
      const run = live();
      run.lose(run.servingRef);
      run.random = 0.99;
      run.refuseSockets(failures);
      const before = run.did('create-channel').length;
      for (let click = 0; click < 100; click += 1) {
        run.send({ type: 'nudge' });
        while (run.state.build !== null && run.state.build.step !== 'socket') run.answer();
        run.lose(run.buildLeaseRef, SOCKET_REFUSED);
      }
      expect(run.did('create-channel').length - before).toBeLessThanOrEqual(1);
    },
  );

  it('keeps the channel over any number of failures that never reached the service', () => {
    const run = live();
    run.lose(run.servingRef);
    for (let turn = 0; turn < 50; turn += 1) {
      run.fire('wait');
      while (run.state.build !== null && run.state.build.step !== 'socket') run.answer();
      run.lose(run.buildLeaseRef, UNREACHABLE);
    }
    expect(run.did('create-channel')).toHaveLength(1);
  });

  it('R11: does not slow down to ten minutes when nobody was reached', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    run.random = 0.99;
    for (let turn = 0; turn < 40; turn += 1) run.answer().fail(UNREACHABLE).fire('wait');
    run.answer().fail(UNREACHABLE);
    expect(run.waitMs).toBeLessThanOrEqual(60_000);
  });

  it('R11: does not slow down to ten minutes when only a token was asked for', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    run.random = 0.99;
    for (let turn = 0; turn < 40; turn += 1) run.fail(UNAVAILABLE).fire('wait');
    run.fail(UNAVAILABLE);
    expect(run.waitMs).toBeLessThanOrEqual(60_000);
  });

  it('R17: slows down to ten minutes when channels are refused again and again', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    run.random = 0.99;
    for (let turn = 0; turn < 12; turn += 1) run.answer().fail(UNAVAILABLE).fire('wait');
    run.answer().fail(UNAVAILABLE);
    expect(run.waitMs).toBeGreaterThan(500_000);
  });

  it('T31: a socket that lives for less than five seconds does not forgive failures', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    for (let turn = 1; turn <= 8; turn += 1) {
      run.finishBuild().lose(run.servingRef);
      expect(run.state.failures).toBe(turn);
      run.fire('wait');
    }
  });

  it('a renewal that failed for hours does not delay the way back', () => {
    const run = live();
    run.random = 0.99;
    run.send({ type: 'renewal-due', kind: 'token' });
    for (let turn = 0; turn < 30; turn += 1) run.fail(UNAVAILABLE).fire('wait');
    run.fail(UNAVAILABLE).lose(run.servingRef);
    expect(run.waitMs).toBeLessThanOrEqual(2_000);
  });

  it('goes on with the channel it asks for when the serving one is lost meanwhile', () => {
    for (const answer of [{ isAlive: true }, { isAlive: false }]) {
      const run = live();
      run.send({ type: 'renewal-due', kind: 'channel' }).answer().answer();
      run.lose(run.buildLeaseRef).fire('wait').answer();
      expect(run.state.build?.step).toBe('check');
      run.send({ type: 'channel-lost', lease: run.servingRef, provenAt: run.now });
      run.answer(answer).finishBuild();
      expect(run.violations()).toEqual([]);
      expect(run.state.shown.status).toBe('live');
    }
  });
});
