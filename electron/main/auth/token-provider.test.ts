import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../base/manual-clock.ts';
import type { IssuedToken } from './oauth-client.ts';
import { createTokenProvider, FORMER_TOKEN_REF, type AccessToken } from './token-provider.ts';

const DAY_MS = 86_400_000;

interface Pending {
  readonly signal: AbortSignal;
  readonly grant: (lifetimeMs?: number) => void;
  readonly refuse: () => void;
}

/** A token endpoint whose answers a test gives by hand, in any order. */
function endpoint() {
  const pending: Pending[] = [];
  let issued = 0;
  const request = (signal: AbortSignal): Promise<IssuedToken> =>
    new Promise((resolve, reject) => {
      pending.push({
        signal,
        grant: (lifetimeMs = DAY_MS) => {
          issued += 1;
          resolve({ value: `token-${String(issued)}`, lifetimeMs });
        },
        refuse: () => {
          reject(new Error('refused'));
        },
      });
    });
  return { pending, request };
}

/** A provider whose endpoint grants at once. */
function generous(lifetimeMs = DAY_MS) {
  const clock = new ManualClock();
  let issued = 0;
  const provider = createTokenProvider(clock, () => {
    issued += 1;
    return Promise.resolve({ value: `token-${String(issued)}`, lifetimeMs });
  });
  return { clock, provider, requests: () => issued };
}

const outcomeOf = (promise: Promise<AccessToken>): Promise<string> =>
  promise.then(
    (token) => token.value,
    () => 'failed',
  );

describe('obtaining a token', () => {
  it('R12: sends one request for 10,000 concurrent callers, who all get its token', async () => {
    const { pending, request } = endpoint();
    const provider = createTokenProvider(new ManualClock(), request);
    const callers = Array.from({ length: 10_000 }, () => provider.obtain());
    expect(pending).toHaveLength(1);
    pending[0]?.grant();
    const values = new Set((await Promise.all(callers)).map((token) => token.value));
    expect([...values]).toEqual(['token-1']);
    expect(pending).toHaveLength(1);
  });

  it('gives the token at hand without a request', async () => {
    const { provider, requests } = generous();
    await provider.obtain();
    await provider.obtain();
    expect(requests()).toBe(1);
  });

  it('shares a failure, keeps nothing of it, and asks anew when asked anew', async () => {
    const { pending, request } = endpoint();
    const provider = createTokenProvider(new ManualClock(), request);
    const callers = [outcomeOf(provider.obtain()), outcomeOf(provider.obtain())];
    pending[0]?.refuse();
    expect(await Promise.all(callers)).toEqual(['failed', 'failed']);
    const again = outcomeOf(provider.obtain());
    pending[1]?.grant();
    expect(await again).toBe('token-1');
  });

  it('renews beside the token at hand, which others get meanwhile', async () => {
    const { pending, request } = endpoint();
    const provider = createTokenProvider(new ManualClock(), request);
    const first = provider.obtain();
    pending[0]?.grant();
    const { ref } = await first;
    const newer = provider.obtain(ref);
    expect((await provider.obtain()).ref).toBe(ref);
    expect(pending).toHaveLength(2);
    pending[1]?.grant();
    expect((await newer).ref).not.toBe(ref);
    expect((await provider.obtain(ref)).value).toBe('token-2');
    expect(pending).toHaveLength(2);
  });

  it('keeps the token at hand when a renewal fails', async () => {
    const { pending, request } = endpoint();
    const provider = createTokenProvider(new ManualClock(), request);
    const first = provider.obtain();
    pending[0]?.grant();
    const { ref } = await first;
    const newer = outcomeOf(provider.obtain(ref));
    pending[1]?.refuse();
    expect(await newer).toBe('failed');
    expect((await provider.obtain()).ref).toBe(ref);
  });
});

describe('answers that come too late', () => {
  it('T03: drops the answer of a request that a newer one superseded', async () => {
    const { pending, request } = endpoint();
    const provider = createTokenProvider(new ManualClock(), request);
    const former = outcomeOf(provider.obtain());
    provider.discard();
    const current = provider.obtain();
    pending[1]?.grant();
    const { value, ref } = await current;
    pending[0]?.grant();
    expect(await former).toBe('failed');
    expect((await provider.obtain()).value).toBe(value);
    expect((await provider.obtain()).ref).toBe(ref);
    expect(pending).toHaveLength(2);
  });

  it('T03: a late failure of a superseded request does not clear the newer one', async () => {
    const { pending, request } = endpoint();
    const provider = createTokenProvider(new ManualClock(), request);
    const former = outcomeOf(provider.obtain());
    provider.discard();
    const callers = [outcomeOf(provider.obtain()), outcomeOf(provider.obtain())];
    pending[0]?.refuse();
    expect(await former).toBe('failed');
    callers.push(outcomeOf(provider.obtain()));
    expect(pending).toHaveLength(2);
    pending[1]?.grant();
    expect(new Set(await Promise.all(callers)).size).toBe(1);
  });

  it('T04: stores nothing of credentials that were changed while a request was under way', async () => {
    const { pending, request } = endpoint();
    const provider = createTokenProvider(new ManualClock(), request);
    const former = outcomeOf(provider.obtain());
    provider.discard();
    expect(pending[0]?.signal.aborted).toBe(true);
    pending[0]?.grant();
    expect(await former).toBe('failed');
    const fresh = outcomeOf(provider.obtain());
    expect(pending).toHaveLength(2);
    pending[1]?.grant();
    expect(await fresh).toBe('token-2');
  });
});

describe('a refused token', () => {
  it('T07: is never given out again, however long it should have lived', async () => {
    const { provider, requests } = generous();
    const { ref } = await provider.obtain();
    provider.reject(ref);
    expect((await provider.obtain()).ref).not.toBe(ref);
    expect(requests()).toBe(2);
  });

  it('T08: 100 refusals at once cost one request, and a late one for the former token none', async () => {
    const { provider, requests } = generous();
    const { ref } = await provider.obtain();
    const fresh = await Promise.all(
      Array.from({ length: 100 }, () => {
        provider.reject(ref);
        return provider.obtain(ref);
      }),
    );
    expect(new Set(fresh.map((token) => token.ref)).size).toBe(1);
    expect(requests()).toBe(2);
    provider.reject(ref);
    await provider.obtain(ref);
    expect(requests()).toBe(2);
  });
});

describe('the age of a token', () => {
  it('is due for renewal at 80 % of its life, and not given out in its last minute', async () => {
    const { clock, provider } = generous();
    const { ref } = await provider.obtain();
    expect(provider.renewalDueInMs(ref)).toBe(0.8 * DAY_MS);
    await clock.advance(DAY_MS - 60_001);
    expect(provider.renewalDueInMs(ref)).toBe(0);
    expect((await provider.obtain()).ref).toBe(ref);
    await clock.advance(1);
    expect((await provider.obtain()).ref).not.toBe(ref);
  });

  it('keeps a tenth as a margin for short lives, so that they can be used at all', async () => {
    const { clock, provider } = generous(60_000);
    const { ref } = await provider.obtain();
    await clock.advance(53_999);
    expect((await provider.obtain()).ref).toBe(ref);
    await clock.advance(1);
    expect((await provider.obtain()).ref).not.toBe(ref);
  });

  it('T10: counts sleep in which the monotonic clock stood still', async () => {
    const { clock, provider } = generous();
    const { ref } = await provider.obtain();
    clock.stepWall(DAY_MS);
    expect(provider.renewalDueInMs(ref)).toBe(0);
    expect((await provider.obtain()).ref).not.toBe(ref);
  });

  it('T10: counts time in which the wall clock was set back', async () => {
    const { clock, provider } = generous();
    const { ref } = await provider.obtain();
    clock.stepWall(-DAY_MS);
    await clock.advance(DAY_MS);
    expect(provider.renewalDueInMs(ref)).toBe(0);
    expect((await provider.obtain()).ref).not.toBe(ref);
  });

  it.each([-24, -1, 1, 23])('T09: lives its time on a clock that is %i hours wrong', async (hours) => {
    const clock = new ManualClock(Date.now() + hours * 3_600_000);
    const provider = createTokenProvider(clock, () => Promise.resolve({ value: 't', lifetimeMs: DAY_MS }));
    const { ref } = await provider.obtain();
    await clock.advance(0.7 * DAY_MS);
    expect((await provider.obtain()).ref).toBe(ref);
    expect(provider.renewalDueInMs(ref)).toBeCloseTo(0.1 * DAY_MS, 0);
  });

  it('T09: a step of the clock by ±24 hours costs one request at most', async () => {
    for (const stepMs of [-DAY_MS, DAY_MS]) {
      const { clock, provider, requests } = generous();
      await provider.obtain();
      clock.stepWall(stepMs);
      await provider.obtain();
      await clock.advance(3_600_000);
      await provider.obtain();
      expect(requests()).toBeLessThanOrEqual(2);
    }
  });

  it('is overdue for a token that is refused or unknown', async () => {
    const { provider } = generous();
    const { ref } = await provider.obtain();
    provider.reject(ref);
    expect([provider.renewalDueInMs(ref), provider.renewalDueInMs(7)]).toEqual([0, 0]);
  });
});

describe('the token of an earlier run', () => {
  it('is given out while it lives, as old as it is by both clocks, and followed by one of another number', async () => {
    const clock = new ManualClock();
    const former = { value: 'former', issuedAt: clock.now() - 3_600_000, lifetimeMs: DAY_MS };
    const request = (): Promise<IssuedToken> => Promise.resolve({ value: 'new', lifetimeMs: DAY_MS });
    const provider = createTokenProvider(clock, request, former);
    expect(provider.current()?.value).toBe('former');
    expect(await provider.obtain()).toMatchObject({ value: 'former', ref: FORMER_TOKEN_REF });
    expect(provider.renewalDueInMs(FORMER_TOKEN_REF)).toBe(0.8 * DAY_MS - 3_600_000);
    clock.stepWall(-DAY_MS);
    expect(provider.renewalDueInMs(FORMER_TOKEN_REF)).toBe(0.8 * DAY_MS - 3_600_000);
    expect(await provider.obtain(FORMER_TOKEN_REF)).toMatchObject({
      value: 'new',
      ref: FORMER_TOKEN_REF + 1,
    });
  });

  it('is none for a first run, whose first token has the first number', async () => {
    const { provider } = generous();
    expect(provider.current()).toBeNull();
    expect((await provider.obtain()).ref).toBe(1);
    provider.discard();
    expect(provider.current()).toBeNull();
  });
});

describe('whatever is asked in whatever order', () => {
  const operation = fc.oneof(
    fc.constant('obtain' as const),
    fc.constant('obtain-newer' as const),
    fc.constant('reject' as const),
    fc.constant('discard' as const),
    fc.constant('grant' as const),
    fc.constant('refuse' as const),
    fc.constant('sleep' as const),
    fc.constant('wait' as const),
  );

  it('R12, R13: one request at most is awaited, and no token is given out that is refused or too old', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 30 }), async (operations) => {
        const clock = new ManualClock();
        const { pending, request } = endpoint();
        const provider = createTokenProvider(clock, request);
        const refused = new Set<number>();
        const answered = new Set<Pending>();
        let lastRef = 0;
        const check = (token: AccessToken): void => {
          expect(refused.has(token.ref)).toBe(false);
          expect(clock.now() - token.issuedAt).toBeLessThan(token.lifetimeMs);
          lastRef = token.ref;
        };
        for (const what of operations) {
          const open = pending.filter((one) => !answered.has(one));
          const [first] = open;
          if (what === 'obtain') provider.obtain().then(check, () => undefined);
          if (what === 'obtain-newer') provider.obtain(lastRef).then(check, () => undefined);
          if (what === 'reject') {
            refused.add(lastRef);
            provider.reject(lastRef);
          }
          if (what === 'discard') provider.discard();
          if (what === 'sleep') clock.stepWall(0.5 * DAY_MS);
          if (what === 'wait') clock.stepWall(60_000);
          if ((what === 'grant' || what === 'refuse') && first !== undefined) {
            answered.add(first);
            first[what]();
          }
          await settle();
          const awaited = pending.filter((one) => !answered.has(one) && !one.signal.aborted);
          expect(awaited.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
