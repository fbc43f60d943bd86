import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Failure } from '../base/failure.ts';
import { proxyRefused, proxyUnreachable } from './proxy-failure.ts';
import type { Proxy } from './route.ts';
import type { Trust } from './trust.ts';

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** Leads one WebSocket through a proxy, and knows afterwards whether the proxy was what failed. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #proxy: Proxy;
  readonly #trust: Trust;
  readonly #target: string;
  #proxyStatus: number | null = null;

  /** @param signal Gives the way to the proxy up, also while the proxy does not answer. */
  constructor(proxy: Proxy, target: URL, trust: Trust, signal: AbortSignal) {
    const headers = proxy.authorization === null ? {} : { 'Proxy-Authorization': proxy.authorization };
    super(proxy.url, { headers, signal, secureContext: trust() });
    this.#proxy = proxy;
    this.#trust = trust;
    this.#target = target.port === '' ? `${target.hostname}:443` : target.host;
    this.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      this.#proxyStatus = statusCode;
    });
  }

  override connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    return super.connect(
      request,
      options.secureEndpoint ? { ...options, secureContext: this.#trust() } : options,
    );
  }

  /** What the proxy answered instead of a tunnel, or null when it opened one. */
  refusal(): Failure | null {
    if (this.#proxyStatus === null || this.#proxyStatus === 200) return null;
    return proxyRefused(this.#proxy, this.#proxyStatus, this.#target);
  }

  /** An error as it is to be told: until the tunnel is open, whatever fails is the proxy or the way to it. */
  explain(error: Error): Error {
    if (this.#proxyStatus === null) return proxyUnreachable(this.#proxy, error);
    return this.refusal() ?? error;
  }
}
