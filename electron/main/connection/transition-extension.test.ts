import { describe, expect, it } from 'vitest';
import {
  GONE,
  INVALID_CLIENT,
  REFUSED,
  TOKEN_REJECTED,
  TransitionRun,
  UNAVAILABLE,
} from './transition-run.ts';

const live = (): TransitionRun => new TransitionRun().goLive();
const extending = (): TransitionRun => live().send({ type: 'extension-due' });

describe('asking for a longer life of the channel', () => {
  it('is told as a renewal of the channel that begins and is done', () => {
    const run = extending();
    expect(run.did('tell-renewal')).toEqual([{ do: 'tell-renewal', kind: 'channel', phase: 'started' }]);
    expect(run.did('extend-channel')).toMatchObject([{ lease: run.servingRef }]);
    run.send({ type: 'channel-extended', lease: run.servingRef, version: 1, endsAt: run.now + 1 });
    expect(run.effects.at(-1)).toEqual({ do: 'tell-renewal', kind: 'channel', phase: 'done' });
    expect(run.deedsOf(() => run.send({ type: 'extension-due' }))).toContain('extend-channel');
  });

  it('is told as one that failed when the service grants none, and is not asked for again', () => {
    const run = extending();
    run.send({ type: 'extension-failed', lease: run.servingRef, version: 1, error: REFUSED, provenAt: null });
    const failed = { do: 'tell-renewal', kind: 'channel', phase: 'failed', cause: REFUSED };
    expect(run.effects).toContainEqual(failed);
    expect(run.state.serving?.extension).toBe('refused');
    expect(run.state.build?.purpose).toBe('channel');
    expect(run.syncs.size).toBe(0);
  });

  it('R13: ends with another token when the one in use was refused', () => {
    const run = extending();
    const { tokenRef = 0 } = run.state.serving ?? {};
    run.send({
      type: 'extension-failed',
      lease: run.servingRef,
      version: 1,
      error: TOKEN_REJECTED,
      provenAt: null,
    });
    expect(run.did('reject-token')).toEqual([{ do: 'reject-token', tokenRef }]);
    expect(run.state.build?.purpose).toBe('token');
  });

  it('R8: is a loss when the channel is gone, from the moment it was last proven', () => {
    const run = extending();
    const { now, servingRef: lease } = run;
    run.now += 10_000;
    run.send({ type: 'extension-failed', lease, version: 1, error: GONE, provenAt: now });
    expect(run.state.serving).toBeNull();
    expect(run.state.gap).toMatchObject({ from: now, cause: GONE });
    expect(run.did('leave-socket')).toEqual([{ do: 'leave-socket', lease }]);
    expect(run.did('tell-renewal')).toHaveLength(2);
    expect(run.violations()).toEqual([]);
  });

  it.each([
    ['nothing serves', () => new TransitionRun().want(1).send({ type: 'start' })],
    ['its replacement is under way', () => live().send({ type: 'renewal-due', kind: 'channel' })],
    [
      'its replacement is tried again later',
      () => live().send({ type: 'renewal-due', kind: 'channel' }).fail(UNAVAILABLE),
    ],
    ['the credential is dead', () => live().send({ type: 'credential-dead', cause: INVALID_CLIENT })],
    ['its topics are on their way', () => live().want(2)],
    ['it was asked for already', extending],
  ])('does not begin while %s', (_what, reach) => {
    const run = reach();
    expect(run.deedsOf(() => run.send({ type: 'extension-due' }))).toEqual([]);
  });

  it.each([
    ['of a former channel', extending, -1],
    ['that nobody waits for', live, 0],
  ])('takes no answer %s', (_what, reach, lease) => {
    const run = reach();
    const { state } = run;
    const named = lease === 0 ? run.servingRef : lease;
    run.send({ type: 'channel-extended', lease: named, version: 1, endsAt: run.now + 1 });
    run.send({ type: 'extension-failed', lease: named, version: 1, error: REFUSED, provenAt: null });
    expect(run.state).toEqual(state);
  });
});
