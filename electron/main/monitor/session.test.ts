import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { VirtualNetwork } from '../connection/virtual-network.ts';
import { countChannels } from '../genesys/notification-api.ts';
import type { KeptSession } from './kept-session.ts';
import { createSession, type Session, type SessionOptions } from './session.ts';

const HOUR_MS = 3_600_000;

/** A session on a virtual network, and all that it left to the next one. */
function sessionOn(network: VirtualNetwork, clock: ManualClock, options: Partial<SessionOptions> = {}) {
  const kept: KeptSession[] = [];
  let ids = 0;
  const session: Session = createSession(
    {
      clock,
      random: () => 0.5,
      fetch: network.fetch,
      openWire: network.openWire,
      isOnline: () => true,
      newId: () => String((ids += 1)),
      install: 'this',
    },
    {
      loginUrl: network.loginUrl,
      apiUrl: network.apiUrl,
      credentials: { clientId: 'id', clientSecret: 'secret' },
    },
    {
      changed: () => undefined,
      fetched: () => undefined,
      record: () => undefined,
      subscriptions: () => undefined,
      onUnexpected: (thrown) => {
        throw thrown;
      },
    },
    { keep: (what) => kept.push(what), ...options },
  );
  return { session, kept };
}

function world() {
  const clock = new ManualClock();
  return { clock, network: new VirtualNetwork(clock) };
}

describe('R15: a Retry-After in answer to a look-up', () => {
  it('keeps the connection from asking, too', async () => {
    const { clock, network } = world();
    const { session } = sessionOn(network, clock);
    session.start(['v2.a']);
    await clock.advance(10_000);
    network.failNext('channels', { status: 429, retryAfter: '60' });
    const lookedUp = session.call(countChannels);
    const refused = expect(lookedUp).rejects.toThrow('rate/limited');
    await clock.advance(1_000);
    await refused;
    const before = network.requests.length;
    session.wantTopics(['v2.a', 'v2.b']);
    await clock.advance(55_000);
    expect(network.requests.slice(before)).toEqual([]);
    await clock.advance(15_000);
    expect([...network.service.newestChannel.topics]).toEqual(['v2.a', 'v2.b']);
    session.stop();
  });
});

describe('what a session leaves to the next', () => {
  it('R17: counts the channels that never came to serve', async () => {
    const { clock, network } = world();
    network.fail('upgrade', { status: 403 });
    const { session, kept } = sessionOn(network, clock);
    session.start(['v2.a']);
    await clock.advance(10_000);
    session.stop();
    expect(network.count('create')).toBe(1);
    expect(kept.at(-1)?.budget.used).toBeGreaterThan(0.9);
  });

  it('is channels of the token at hand, and nothing after its end', async () => {
    const { clock, network } = world();
    const { session, kept } = sessionOn(network, clock);
    session.start(['v2.a']);
    await clock.advance(20 * HOUR_MS);
    expect(network.count('token')).toBe(2);
    const last = kept.at(-1);
    expect(last?.channels).toHaveLength(1);
    expect(last?.channels[0]?.handle).toBe(network.service.newestChannel.id);
    const count = kept.length;
    session.stop();
    await clock.advance(HOUR_MS);
    expect(kept).toHaveLength(count);
  });

  it('R17: is taken up at once: a quick way out and in again costs neither token nor channel', async () => {
    const { clock, network } = world();
    let former: KeptSession | null = null;
    for (let turn = 0; turn < 5; turn += 1) {
      const { session, kept } = sessionOn(network, clock, { former });
      session.start(['v2.a']);
      await clock.advance(2_000);
      expect(session.report().state.status).toBe('live');
      session.stop();
      former = kept.at(-1) ?? former;
    }
    expect([network.count('token'), network.count('create')]).toEqual([1, 1]);
    expect(former?.budget.used).toBeCloseTo(1, 1);
  });

  it('T02: of a token that was revoked meanwhile is tried once, and replaced', async () => {
    const { clock, network } = world();
    const first = sessionOn(network, clock);
    first.session.start(['v2.a']);
    await clock.advance(2_000);
    first.session.stop();
    network.service.revokeTokens();
    const { session, kept } = sessionOn(network, clock, { former: first.kept.at(-1) ?? null });
    session.start(['v2.a']);
    await clock.advance(30_000);
    expect(session.report().state.status).toBe('live');
    expect(network.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(kept.at(-1)?.token.value).toBe('token-2');
    session.stop();
  });
});
