import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { RuleBook, type FaultAction, type FaultRule } from './fault-rule.ts';
import { ProxiedConnection, type ProxyEvent } from './proxied-connection.ts';

export type ProxyRecord = ProxyEvent & {
  /** Wall time in milliseconds, with a fraction. */
  readonly atMs: number;
  /** Counts the connections of the proxy from 1. */
  readonly connection: number;
};

const HOST = '127.0.0.1';

/** Wall time that does not jump while the process runs, finer than a millisecond. */
const wallMs = (): number => performance.timeOrigin + performance.now();

/**
 * A TCP proxy on loopback that plays faults on single connections and writes down what passed. The address of the
 * service is replaced by its own in HTTP answers, so that a channel's WebSocket leads through it as well.
 */
export class FaultProxy {
  readonly log: ProxyRecord[] = [];
  readonly #rules = new RuleBook();
  readonly #open = new Set<ProxiedConnection>();
  readonly #targetPort: number;
  readonly #server: Server;
  #isDown = false;
  #port = 0;
  #connections = 0;

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      if (this.#isDown) client.resetAndDestroy();
      else this.#accept(client);
    });
  }

  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(Number(new URL(target).port));
    await proxy.#listen();
    if (String(proxy.#port).length !== String(proxy.#targetPort).length) {
      throw new Error('The ports of proxy and service must have as many digits: answers keep their length.');
    }
    return proxy;
  }

  get url(): string {
    return `http://${HOST}:${String(this.#port)}`;
  }

  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#rules.add(rule);
  }

  clear(): void {
    this.#rules.clear();
  }

  /** Strikes every WebSocket that is open now; answers with how many. */
  strike(action: FaultAction): number {
    const sockets = [...this.#open].filter(({ isSocket }) => isSocket);
    for (const socket of sockets) socket.strike(action);
    return sockets.length;
  }

  /** The service is down: open connections are reset, and new ones as soon as they come. */
  goDown(): void {
    // The port stays taken: given back, it could go to an outgoing connection of this very process.
    this.#isDown = true;
    for (const connection of this.#open) connection.strike({ do: 'rst' });
  }

  comeBack(): void {
    this.#isDown = false;
  }

  ofKind<What extends ProxyEvent['what']>(
    what: What,
  ): readonly Extract<ProxyRecord, { readonly what: What }>[] {
    const isOfKind = (record: ProxyRecord): record is Extract<ProxyRecord, { readonly what: What }> =>
      record.what === what;
    return this.log.filter(isOfKind);
  }

  /** Requests by method and path, upgrades among them. */
  requests(path: RegExp, method?: string): readonly Extract<ProxyRecord, { readonly what: 'request' }>[] {
    return this.ofKind('request').filter(
      (request) => path.test(request.path) && (method ?? request.method) === request.method,
    );
  }

  async close(): Promise<void> {
    for (const connection of this.#open) connection.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #accept(client: Socket): void {
    const service = connect({ port: this.#targetPort, host: HOST, allowHalfOpen: true, noDelay: true });
    const number = (this.#connections += 1);
    const note = (event: ProxyEvent): void => {
      this.log.push({ ...event, atMs: wallMs(), connection: number });
    };
    const connection = new ProxiedConnection({ client, service }, this.#rules, note, (answer) =>
      this.#withOwnAddress(answer),
    );
    this.#open.add(connection);
    client.on('close', () => {
      this.#open.delete(connection);
    });
  }

  /** Of the same length, so that no header has to change. Answers with an address are small and come in one piece. */
  #withOwnAddress(answer: Buffer): Buffer {
    const theirs = `${HOST}:${String(this.#targetPort)}`;
    const text = answer.toString('latin1');
    if (!text.includes(theirs)) return answer;
    return Buffer.from(text.replaceAll(theirs, `${HOST}:${String(this.#port)}`), 'latin1');
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, HOST, resolve);
    });
    const address: AddressInfo | string | null = this.#server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }
}
