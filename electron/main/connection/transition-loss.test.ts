import { describe, expect, it } from 'vitest';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { CLOSED, LIMITED, REFUSED, TransitionRun, UNAVAILABLE, UNREACHABLE } from './transition-run.ts';

const live = (): TransitionRun => new TransitionRun().goLive();

/** Live, beside the channel of a renewal whose socket was lost right after it was opened. */
const beside = (kind: 'token' | 'channel'): { readonly run: TransitionRun; readonly made: number } => {
  const run = live().send({ type: 'renewal-due', kind }).answer().answer();
  const made = run.state.build?.lease?.channelRef ?? 0;
  return { run: run.lose(run.buildLeaseRef), made };
};

describe('the channel that a lost connection comes back to', () => {
  it('is its own when a renewal under the same token left one that is in doubt', () => {
    const { run } = beside('channel');
    const own = run.state.serving?.channelRef;
    run.lose(run.servingRef).fire('wait').answer();
    expect(run.did('open-socket').at(-1)).toMatchObject({ channelRef: own });
  });

  it('is the one of a renewal under a later token, after a question whether it still exists', () => {
    const { run, made } = beside('token');
    run.lose(run.servingRef).fire('wait').answer();
    expect(run.effects.at(-1)).toMatchObject({ do: 'check-channel', channelRef: made });
  });

  it('is the one of a renewal when its own is gone', () => {
    const { run, made } = beside('channel');
    run.send({ type: 'channel-lost', lease: run.servingRef, provenAt: run.now }).fire('wait').answer();
    expect(run.effects.at(-1)).toMatchObject({ do: 'check-channel', channelRef: made });
  });

  it('is the one that is being asked about', () => {
    const { run, made } = beside('channel');
    run.fire('wait').answer();
    expect(run.state.build?.step).toBe('check');
    run.lose(run.servingRef).answer({ isAlive: true });
    expect(run.did('open-socket').at(-1)).toMatchObject({ channelRef: made });
  });
});

describe('a channel whose being cannot be asked about', () => {
  /** A channel that refused a socket is asked about before the next one. */
  const doubted = (): TransitionRun => {
    const run = live();
    run.lose(run.servingRef).fire('wait').answer();
    return run.fail(UNAVAILABLE);
  };

  /** Tries again until a channel is ordered, or so many times. */
  const triesUntilOrdered = (run: TransitionRun, error: MonitorError, most: number): number => {
    const before = run.did('create-channel').length;
    for (let tries = 1; tries <= most; tries += 1) {
      run.fire('wait').answer();
      if (run.did('create-channel').length > before) return tries;
      expect(run.state.build?.step).toBe('check');
      run.fail(error);
    }
    return Infinity;
  };

  it('is given up at once where the service refuses the question', () => {
    expect(triesUntilOrdered(doubted(), REFUSED, 5)).toBe(2);
  });

  it.each([
    ['has no answer', UNAVAILABLE],
    ['is not reached', UNREACHABLE],
  ])('is kept for as long as the service %s', (_what, error) => {
    expect(triesUntilOrdered(doubted(), error, 40)).toBe(Infinity);
  });
});

describe('what the service asked to wait before it makes a channel', () => {
  const told = { ...UNAVAILABLE, retryAfterMs: 300_000 };

  it('R15: is waited for when the socket is lost meanwhile and its channel is gone', () => {
    const run = live().send({ type: 'renewal-due', kind: 'channel' }).answer().fail(told);
    const { retryAt } = run.state.wait ?? { retryAt: 0 };
    run.send({ type: 'channel-lost', lease: run.servingRef, provenAt: run.now });
    expect(run.state.wait?.retryAt).toBe(retryAt);
    expect(run.state.wait?.purpose).toBe('connect');
  });

  it('does not keep from the channel that is there', () => {
    const run = live().send({ type: 'renewal-due', kind: 'channel' }).answer().fail(told);
    run.lose(run.servingRef);
    expect(run.waitMs).toBeLessThan(10_000);
  });
});

describe('a loss of coverage', () => {
  it('counts a renewal that is under way as the first attempt to come back', () => {
    const run = live().send({ type: 'renewal-due', kind: 'channel' });
    run.lose(run.servingRef);
    expect(run.state.gap?.attempts).toBe(1);
    expect(run.state.attempts).toBe(1);
  });

  it('counts none where nothing is under way', () => {
    const run = live();
    run.lose(run.servingRef);
    expect(run.state.gap?.attempts).toBe(0);
  });

  it('says in words that another install may have taken the channel', () => {
    const run = live();
    run.send({ type: 'channel-lost', lease: run.servingRef, provenAt: run.now });
    const message: unknown = expect.stringContaining('another install');
    expect(run.state.gap?.cause).toEqual({ code: 'channel/evicted', message });
  });

  it('R11: waits no longer than a minute, however often new sockets are lost at once', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    run.random = 0.99;
    for (let turn = 0; turn < 15; turn += 1) {
      run.finishBuild().lose(run.servingRef);
      expect(run.waitMs).toBeLessThanOrEqual(60_000);
      run.fire('wait');
    }
  });

  it('is not held up by what one request of a renewal was told, unless the whole client was', () => {
    const told = (error: typeof LIMITED): number => {
      const run = live().send({ type: 'renewal-due', kind: 'token' }).fail(error);
      return run.lose(run.servingRef).waitMs;
    };
    expect(told({ ...UNAVAILABLE, retryAfterMs: 60_000 })).toBeLessThanOrEqual(2_000);
    expect(told(LIMITED)).toBeGreaterThanOrEqual(30_000);
  });
});

describe('falling back on the former socket', () => {
  it('leaves no timer of the one that died', () => {
    const run = live().send({ type: 'renewal-due', kind: 'channel' }).finishBuild();
    run.lose(run.servingRef);
    expect([...run.timers.keys()]).toEqual(['wait']);
  });

  it('keeps to the replacement that is planned already', () => {
    const run = live().send({ type: 'renewal-due', kind: 'channel' });
    for (let turn = 0; turn < 2; turn += 1) {
      run.answer().answer();
      const announced = run.buildLeaseRef;
      run.send({ type: 'closing-announced', lease: announced }).prove(announced).synced(announced);
      run.send({ type: 'socket-answered', lease: run.servingRef });
    }
    const { wait, failures } = run.state;
    expect(wait?.purpose).toBe('socket');
    run.lose(run.servingRef, CLOSED);
    expect(run.state.wait).toEqual(wait);
    expect(run.state.failures).toBe(failures);
    expect(run.violations()).toEqual([]);
  });
});
