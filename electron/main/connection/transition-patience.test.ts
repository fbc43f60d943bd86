import { describe, expect, it } from 'vitest';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import {
  FORBIDDEN,
  INVALID_CLIENT,
  LIMITED,
  REFUSED,
  TOKEN_REJECTED,
  TransitionRun,
  UNAVAILABLE,
  UNREACHABLE,
} from './transition-run.ts';

const live = (): TransitionRun => new TransitionRun().goLive();
const HOUR_MS = 3_600_000;

describe('patience and hurry', () => {
  it.each([
    ['seconds', { ...LIMITED, retryAfterMs: 30_000 }, 30_000],
    ['ten minutes', { ...UNAVAILABLE, retryAfterMs: 600_000 }, 600_000],
  ] satisfies [string, MonitorError, number][])(
    'R15: waits the %s it was told, and a nudge changes nothing',
    (_what, error, told) => {
      const run = new TransitionRun().want(1).send({ type: 'start' }).fail(error);
      expect(run.waitMs).toBeGreaterThanOrEqual(told);
      expect(run.deedsOf(() => run.send({ type: 'nudge' }))).toEqual([]);
    },
  );

  it('a Retry-After of nothing does not stand against "try now"', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    run.fail({ ...LIMITED, retryAfterMs: 0 });
    expect(run.deedsOf(() => run.send({ type: 'nudge' }))).toContain('obtain-token');
  });

  it('R15: keeps to what a limited client was told also when its socket is lost meanwhile', () => {
    const run = live();
    run.send({ type: 'renewal-due', kind: 'token' }).fail({ ...LIMITED, retryAfterMs: 60_000 });
    const { retryAt } = run.state.wait ?? { retryAt: 0 };
    run.lose(run.servingRef);
    expect(run.state.wait?.retryAt).toBeGreaterThanOrEqual(retryAt);
  });

  it.each([
    ['the socket is announced to close', (run: TransitionRun) => closing(run)],
    ['its token is refused', (run: TransitionRun) => refuse(run)],
  ])('R15: keeps to it also when %s', (_what, happen) => {
    const run = live();
    run.send({ type: 'renewal-due', kind: 'token' }).fail({ ...LIMITED, retryAfterMs: 60_000 });
    happen(run);
    expect(run.state.build).toBeNull();
    expect(run.violations()).toEqual([]);
  });

  it('a nudge skips one wait; when the early try fails, growth and the old moment stay', () => {
    const run = live();
    run.lose(run.servingRef).refuseSockets(5);
    const { failures } = run.state;
    const { retryAt } = run.state.wait ?? { retryAt: 0 };
    run.send({ type: 'nudge' });
    run.now += 10;
    run.fail(UNREACHABLE);
    expect(run.state.failures).toBe(failures);
    expect(run.state.wait?.retryAt).toBe(retryAt);
  });

  it('R15: an early try that is told to wait obeys, however soon the skipped moment was', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).fail(UNREACHABLE);
    run.send({ type: 'nudge' }).fail({ ...LIMITED, retryAfterMs: 60_000 });
    expect(run.waitMs).toBeGreaterThanOrEqual(60_000);
  });

  it('an early try right before its time is still followed by half a second of quiet', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).fail(UNREACHABLE);
    run.now += run.waitMs - 1;
    run.send({ type: 'nudge' }).fail(UNREACHABLE);
    expect(run.waitMs).toBeGreaterThanOrEqual(500);
  });

  it('T09: a clock set back by a day within an early try does not turn its wait into a day', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' }).fail(UNREACHABLE);
    run.send({ type: 'nudge' });
    run.now -= 24 * HOUR_MS;
    run.fail(UNREACHABLE);
    expect(run.waitMs).toBeLessThanOrEqual(600_000);
  });

  it('T15: a storm of nudges makes one attempt', () => {
    const run = live();
    run.lose(run.servingRef);
    const deeds = run.deedsOf(() => {
      for (let turn = 0; turn < 1_000; turn += 1) run.send({ type: 'nudge' });
    });
    expect(deeds.filter((deed) => deed === 'obtain-token')).toHaveLength(1);
  });
});

const closing = (run: TransitionRun): unknown =>
  run.send({ type: 'closing-announced', lease: run.servingRef });
const refuse = (run: TransitionRun): unknown =>
  run.send({ type: 'token-refused', tokenRef: run.state.serving?.tokenRef ?? 0 });

describe('credentials', () => {
  it('R14: rejected twice, it is the user’s turn', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    run.fail(INVALID_CLIENT);
    expect(run.state.shown.status).toBe('waiting');
    run.fire('wait').fail(INVALID_CLIENT);
    expect(run.state.shown).toMatchObject({ status: 'failed', cause: INVALID_CLIENT });
    expect(run.deedsOf(() => run.send({ type: 'nudge' }).want(2))).toEqual([]);
  });

  it('a fresh token rejected twice is the end, too', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    run.answer().fail(TOKEN_REJECTED).fire('wait').answer().fail(TOKEN_REJECTED);
    expect(run.state.shown.status).toBe('failed');
    expect(run.did('reject-token')).toHaveLength(2);
  });

  it('a token rejected now and then is not, as long as it is live in between', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    for (let turn = 0; turn < 5; turn += 1) {
      run.answer().fail(TOKEN_REJECTED).fire('wait').finishBuild();
      expect(run.state.shown.status).toBe('live');
      run.send({ type: 'channel-lost', lease: run.servingRef, provenAt: run.now }).fire('wait');
    }
  });

  it('T06: being unreachable any number of times is not', () => {
    const run = new TransitionRun().want(1).send({ type: 'start' });
    for (let turn = 0; turn < 200; turn += 1) {
      run.fail(turn % 2 === 0 ? UNREACHABLE : UNAVAILABLE).fire('wait');
    }
    expect(run.state.phase).toBe('running');
  });

  it('what still serves is kept when the credential is dead, and nothing more is tried', () => {
    const run = live();
    run.send({ type: 'renewal-due', kind: 'token' }).fail(INVALID_CLIENT).fire('wait').fail(INVALID_CLIENT);
    expect(run.state.shown.status).toBe('live');
    expect(run.deedsOf(() => run.send({ type: 'renewal-due', kind: 'token' }))).toEqual([]);
    expect(run.lose(run.servingRef).state.shown.status).toBe('failed');
    expect(run.state.gap).not.toBeNull();
  });

  it('T05: starting again tries again, while the old lease serves', () => {
    const run = live();
    run.send({ type: 'renewal-due', kind: 'token' }).fail(INVALID_CLIENT).fire('wait').fail(INVALID_CLIENT);
    run.send({ type: 'start' }).finishBuild();
    expect(run.did('tell-renewal').at(-1)).toMatchObject({ phase: 'done' });
  });

  it('T05: starting again after a failure keeps the gap that is open, and closes it when live', () => {
    const run = live();
    const provenAt = run.prove(run.servingRef).now;
    run.lose(run.servingRef).fire('wait').fail(FORBIDDEN);
    expect(run.state.shown.status).toBe('failed');
    run.now += HOUR_MS;
    run.send({ type: 'start' }).finishBuild();
    expect(run.did('tell-gap')).toMatchObject([{ gap: { from: provenAt, to: run.now } }]);
  });

  it('a refused token is rejected and replaced while the old socket serves', () => {
    const run = live();
    const { tokenRef = 0 } = run.state.serving ?? {};
    const deeds = run.deedsOf(() => run.send({ type: 'token-refused', tokenRef }));
    expect(deeds).toEqual(['reject-token', 'tell-renewal', 'obtain-token']);
    run.finishBuild();
    expect(run.state.serving?.tokenRef).not.toBe(tokenRef);
  });

  it('T08: a late refusal of a former token only rejects that one', () => {
    const run = live();
    const { tokenRef = 0 } = run.state.serving ?? {};
    run.send({ type: 'token-refused', tokenRef }).finishBuild().fire('drain');
    expect(run.deedsOf(() => run.send({ type: 'token-refused', tokenRef }))).toEqual(['reject-token']);
  });
});

describe('topics', () => {
  it('are sent again when the wish changed on the way: the last wish wins', () => {
    const run = live().want(2).want(3).want(4);
    expect(run.did('sync-topics')).toHaveLength(2);
    run.synced(run.servingRef);
    expect(run.syncs.get(run.servingRef)).toBe(4);
    expect(run.deedsOf(() => run.synced(run.servingRef))).toEqual([]);
  });

  it('go to the new lease of a renewal as well', () => {
    const run = live();
    run.send({ type: 'renewal-due', kind: 'channel' }).answer().answer().synced(run.buildLeaseRef);
    run.want(2);
    expect([...run.syncs.values()]).toEqual([2, 2]);
  });

  it('are not asked for again when the service has refused the wish', () => {
    const run = live().want(2);
    run.syncFailed(run.servingRef, REFUSED);
    expect(run.timers.has('sync')).toBe(false);
    expect(run.state.serving?.topics).toBe('synced');
  });

  it('are sent when the wish changed while the service refused the former one', () => {
    const run = live().want(2).want(3);
    run.syncFailed(run.servingRef, REFUSED);
    expect(run.syncs.get(run.servingRef)).toBe(3);
  });

  it('are tried again on the living channel after a passing failure', () => {
    const run = live().want(2);
    run.syncFailed(run.servingRef, LIMITED);
    expect((run.timers.get('sync') ?? 0) - run.now).toBeGreaterThanOrEqual(30_000);
    expect(run.fire('sync').syncs.get(run.servingRef)).toBe(2);
  });

  it('R13: are left to the renewal when the token was refused, instead of trying the dead one again', () => {
    const run = live().want(2);
    run.syncFailed(run.servingRef, TOKEN_REJECTED);
    expect(run.state.build?.purpose).toBe('token');
    expect(run.timers.has('sync')).toBe(false);
    run.finishBuild();
    expect(run.answered.get(run.state.serving?.channelRef ?? 0)).toBe(2);
  });
});
