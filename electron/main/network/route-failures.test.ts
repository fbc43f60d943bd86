import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { exchange } from '../base/http.ts';
import { startConnectProxy, type ConnectProxy } from '../testing/connect-proxy.ts';
import { createNetwork } from './network.ts';
import { DIRECT, parseProxy, type Route } from './route.ts';
import { createTrust } from './trust.ts';

describe('a route', () => {
  const url = 'https://nobody.invalid/';

  /** How often a route was said to have failed when a request went by it. */
  async function failuresOf(by: Route, signal?: AbortSignal): Promise<number> {
    let failures = 0;
    const out = createNetwork({
      findRoute: () => Promise.resolve({ ...by, failed: () => (failures += 1) }),
      trust: createTrust([]),
      clock: systemClock,
    });
    onTestFinished(() => out.close());
    const request = { method: 'GET', url, headers: {}, ...(signal === undefined ? {} : { signal }) } as const;
    await exchange({ fetch: out.fetch, clock: systemClock }, request).catch(() => undefined);
    return failures;
  }

  async function proxyRoute(change: (proxy: ConnectProxy) => unknown): Promise<Route> {
    const proxy = await startConnectProxy({ world: 1 });
    onTestFinished(() => proxy.close());
    await change(proxy);
    return parseProxy(`http://localhost:${String(proxy.port)}`, 'the test');
  }

  it('has failed when its proxy is not there', async () => {
    expect(await failuresOf(await proxyRoute((proxy) => proxy.close()))).toBe(1);
  });

  it('has failed when it is the direct one and the server is not found', async () => {
    expect(await failuresOf(DIRECT)).toBe(1);
  });

  it('leads somewhere where a proxy answers, whatever it says', async () => {
    const route = await proxyRoute((proxy) => {
      proxy.refuseWith(502);
    });
    expect(await failuresOf(route)).toBe(0);
  });

  it('is not to blame when the caller gives up', async () => {
    let asked: ConnectProxy['asked'] = [];
    const route = await proxyRoute((proxy) => {
      asked = proxy.asked;
      proxy.fallSilent();
    });
    const caller = new AbortController();
    const failures = failuresOf(route, caller.signal);
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    caller.abort();
    expect(await failures).toBe(0);
  });
});
