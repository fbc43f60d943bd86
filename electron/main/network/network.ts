import { Dispatcher, fetch } from 'undici';
import type { Clock } from '../base/clock.ts';
import { StaleConnection, type Fetch } from '../base/http.ts';
import { describeNetworkError, networkError } from '../base/network-error.ts';
import { createPool, type ConnectionUse } from './pool.ts';
import { rejectedBy } from './rejected-by.ts';
import { sparingLoopback, type FindRoute, type Route } from './route.ts';
import type { Trust } from './trust.ts';

/** The way out of this computer: by which route, trusting whom, over connections that are kept for a while. */
export interface Network {
  readonly findRoute: FindRoute;
  readonly trust: Trust;
  /** Throws a `StaleConnection` when a kept connection turned out to be dead. */
  readonly fetch: Fetch;
  /** Gives up every idle connection; requests that are under way go on. */
  readonly dropIdleConnections: () => void;
  /** Final: every connection is closed, also under requests that are under way. */
  readonly close: () => Promise<void>;
}

/** Nobody vouches for a connection that was idle for longer: routers forget it, and sleep kills it. */
const LONGEST_IDLE_MS = 30_000;

export function createNetwork(options: {
  readonly findRoute: FindRoute;
  readonly trust: Trust;
  readonly clock: Clock;
}): Network {
  const { trust, clock } = options;
  const findRoute = sparingLoopback(options.findRoute);
  const pools = new Map<string, Dispatcher>();
  let usedAt = clock.now();

  function poolFor(route: Route): Dispatcher {
    const key = route.kind === 'direct' ? 'direct' : JSON.stringify(route.proxy);
    const pool = pools.get(key) ?? createPool(route, trust);
    pools.set(key, pool);
    return pool;
  }

  function dropIdleConnections(): void {
    const dropped = [...pools.values()];
    pools.clear();
    // Closing waits for the requests that are under way; whoever made them hears how they end.
    for (const pool of dropped) pool.close().catch(() => undefined);
  }

  /** By the wall clock, which goes on in sleep, when the timers of a pool may stand still. */
  function dropAgedConnections(): void {
    const idleMs = clock.now() - usedAt;
    if (idleMs > LONGEST_IDLE_MS || idleMs < 0) dropIdleConnections();
    usedAt = clock.now();
  }

  return {
    findRoute,
    trust,
    fetch: async (url, init) => {
      const route = await rejectedBy(findRoute(url), init.signal);
      dropAgedConnections();
      const use: ConnectionUse = { wasOpen: false };
      try {
        return await fetch(url, { ...init, dispatcher: new PoolOfTheMoment(() => poolFor(route), use) });
      } catch (thrown) {
        // What one connection died of the others may have died of, too.
        dropIdleConnections();
        if (!init.signal.aborted && leadsNowhere(thrown)) route.failed?.();
        const isBroken = !init.signal.aborted && describeNetworkError(thrown).code === 'net/reset';
        throw use.wasOpen && isBroken ? new StaleConnection(thrown) : thrown;
      } finally {
        usedAt = clock.now();
      }
    },
    dropIdleConnections,
    close: async () => {
      const closed = [...pools.values()];
      pools.clear();
      await Promise.all(closed.map((pool) => pool.destroy()));
    },
  };
}

/** Whether nobody was reached at all: neither the server, nor a proxy that says why. */
function leadsNowhere(thrown: unknown): boolean {
  const { code, httpStatus } = networkError(thrown, (what) => what);
  return ['net/dns', 'net/refused', 'net/timeout', 'net/proxy'].includes(code) && httpStatus === undefined;
}

/** Takes the pool in the very moment a request goes out: the one of a moment ago may have been given up. */
class PoolOfTheMoment extends Dispatcher {
  readonly #pool: () => Dispatcher;
  readonly #use: ConnectionUse;

  constructor(pool: () => Dispatcher, use: ConnectionUse) {
    super();
    this.#pool = pool;
    this.#use = use;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const noting = { ...options, use: this.#use };
    return this.#pool().dispatch(noting, handler);
  }
}
