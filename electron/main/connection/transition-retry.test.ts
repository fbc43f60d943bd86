import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/model/monitor-error.ts';
import { TransitionRun, UNAVAILABLE, UNREACHABLE } from './transition-run.ts';

const started = (): TransitionRun => new TransitionRun().want(1).send({ type: 'start' });

describe('an attempt that was made before its time', () => {
  it('counts as one made in time when it fails at the skipped moment or after it', () => {
    for (const lateMs of [0, 5_000]) {
      const run = started().fail(UNREACHABLE);
      const { retryAt } = run.state.wait ?? { retryAt: 0 };
      run.send({ type: 'nudge' });
      run.now = retryAt + lateMs;
      run.fail(UNREACHABLE);
      expect(run.state.failures).toBe(2);
      expect(run.waitMs).toBe(2_250);
    }
  });
});

describe('a service that is not reached', () => {
  it.each(['net/dns', 'net/refused', 'net/tls', 'net/offline'] satisfies ErrorCode[])(
    'R11: is not waited for longer than a minute when it is for %s',
    (code) => {
      const run = started();
      run.random = 0.99;
      for (let turn = 0; turn < 15; turn += 1) run.answer().fail({ code, message: 'no way' }).fire('wait');
      run.answer().fail({ code, message: 'no way' });
      expect(run.waitMs).toBeLessThanOrEqual(60_000);
    },
  );

  it('is asked about topics at least once a minute while a socket is open all the same', () => {
    const run = started().answer().answer();
    run.random = 0.99;
    for (let turn = 0; turn < 15; turn += 1) run.syncFailed(run.buildLeaseRef, UNREACHABLE).fire('stall');
    run.syncFailed(run.buildLeaseRef, UNREACHABLE);
    expect((run.timers.get('stall') ?? Infinity) - run.now).toBeLessThanOrEqual(60_000);
  });

  it('is said to be the own network’s fault when this computer has none', () => {
    const run = started();
    run.isOnline = false;
    run.fail(UNREACHABLE);
    const cause = { code: 'net/offline', message: 'This computer has no network connection.' };
    expect(run.state.wait?.cause).toEqual(cause);
    expect(run.state.shown.status).toBe('offline');
  });

  it('is not said to be when this computer has one, or the service has answered', () => {
    expect(started().fail(UNREACHABLE).state.wait?.cause).toEqual(UNREACHABLE);
    const run = started();
    run.isOnline = false;
    expect(run.fail(UNAVAILABLE).state.wait?.cause).toEqual(UNAVAILABLE);
  });
});

describe('the hurry before a lease ends', () => {
  it('is over at the moment of its end', () => {
    const run = started().answer();
    run.answer({ endsInMs: 30_000 }).finishBuild().fire('stable');
    run.now = run.state.serving?.endsAt ?? 0;
    run.send({ type: 'renewal-due', kind: 'token' }).fail(UNAVAILABLE);
    expect(run.waitMs).toBe(1_250);
  });
});
