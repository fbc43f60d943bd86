import { Agent, buildConnector, Client, Pool, ProxyAgent, type Dispatcher } from 'undici';
import { proxyRefused, proxyUnreachable } from './proxy-failure.ts';
import type { Proxy, Route } from './route.ts';
import type { Trust } from './trust.ts';

/** What is noted of the connection that a request goes out on. */
export interface ConnectionUse {
  /** It was open already, so it may have died while nobody looked. */
  wasOpen: boolean;
}

type NotingOptions = Dispatcher.DispatchOptions & { readonly use?: ConnectionUse };

/** Opening a connection may take this long, TLS included. */
const CONNECT_WITHIN_MS = 10_000;

/** One connection, opened again when it was closed. */
class NotingClient extends Client {
  override dispatch(options: NotingOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (options.use !== undefined) options.use.wasOpen = this.stats.connected;
    return super.dispatch(options, handler);
  }
}

/** The connections to the servers behind one route, kept open for a while after a request. */
export function createPool(route: Route, trust: Trust): Dispatcher {
  const factory = (origin: string | URL, options: object): Dispatcher =>
    new Pool(origin, { ...options, factory: (url, more) => new NotingClient(url, more) });
  if (route.kind === 'direct') return new Agent({ factory, connect: createConnector(trust) });
  const { proxy } = route;
  const tls = { secureContext: trust(), timeout: CONNECT_WITHIN_MS };
  return new ProxyAgent({
    uri: proxy.url,
    factory,
    requestTls: tls,
    proxyTls: tls,
    ...(proxy.authorization === null ? {} : { token: proxy.authorization }),
    clientFactory: (url, options) => new ProxyPool(url, proxy, options),
  });
}

/** Builds what TLS needs when the first encrypted connection needs it. */
function createConnector(trust: Trust): buildConnector.connector {
  const plain = buildConnector({ timeout: CONNECT_WITHIN_MS });
  let secure: buildConnector.connector | null = null;
  return (options, callback) => {
    if (options.protocol === 'https:') {
      secure ??= buildConnector({ timeout: CONNECT_WITHIN_MS, secureContext: trust() });
      secure(options, callback);
    } else plain(options, callback);
  };
}

type ConnectOptions = Parameters<Pool['connect']>[0];
type ConnectCallback = (error: Error | null, data: Dispatcher.ConnectData) => void;

/** The way to a proxy. What goes wrong on it is said in words that name the proxy. */
export class ProxyPool extends Pool {
  readonly #proxy: Proxy;

  constructor(url: string | URL, proxy: Proxy, options: object) {
    // Whoever waits for the tunnel has given up by then.
    super(url, { ...options, headersTimeout: CONNECT_WITHIN_MS });
    this.#proxy = proxy;
  }

  override connect(options: ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(options: ConnectOptions, callback: ConnectCallback): void;
  override connect(
    options: ConnectOptions,
    callback?: ConnectCallback,
  ): Promise<Dispatcher.ConnectData> | undefined {
    if (callback === undefined) return this.#openTunnel(options);
    super.connect(options, callback);
    return undefined;
  }

  async #openTunnel(options: ConnectOptions): Promise<Dispatcher.ConnectData> {
    let answer: Dispatcher.ConnectData;
    try {
      answer = await super.connect(options);
    } catch (thrown) {
      throw proxyUnreachable(this.#proxy, thrown);
    }
    if (answer.statusCode === 200) return answer;
    answer.socket.on('error', () => undefined).destroy();
    throw proxyRefused(this.#proxy, answer.statusCode, options.path);
  }
}
