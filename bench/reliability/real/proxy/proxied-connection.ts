import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { assertNever } from '../../../../shared/assert-never.ts';
import type { FaultAction, RuleBook } from './fault-rule.ts';
import { Lane } from './lane.ts';

/** What the proxy writes down of its connections. */
export type ProxyEvent =
  | { readonly what: 'connected' }
  | { readonly what: 'request'; readonly method: string; readonly path: string }
  | { readonly what: 'opened' }
  /** The client sent something over an open WebSocket. */
  | { readonly what: 'said' }
  | { readonly what: 'fault'; readonly action: FaultAction['do'] }
  | { readonly what: 'left'; readonly by: 'client' | 'service' };

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/;
const SWITCHED = 'HTTP/1.1 101 ';
const END_OF_HEAD = '\r\n\r\n';

/** One connection of the client and its other half towards the service. */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #service: Socket;
  readonly #rules: RuleBook;
  readonly #note: (event: ProxyEvent) => void;
  readonly #rewrite: (answer: Buffer) => Buffer;
  readonly #up: Lane;
  readonly #down: Lane;
  #timer: NodeJS.Timeout | null = null;
  #frameBytes: number | null = null;
  #isDark = false;

  constructor(
    sides: { readonly client: Socket; readonly service: Socket },
    rules: RuleBook,
    note: (event: ProxyEvent) => void,
    /** Applied to every piece of an HTTP answer; of the same length. */
    rewrite: (answer: Buffer) => Buffer,
  ) {
    this.#client = sides.client;
    this.#service = sides.service;
    this.#rules = rules;
    this.#note = note;
    this.#rewrite = rewrite;
    this.#up = new Lane(this.#client, this.#service);
    this.#down = new Lane(this.#service, this.#client);
    note({ what: 'connected' });
    this.#listen();
    const rule = rules.find('connect');
    if (rule?.use() === true) this.strike(rule.action);
  }

  /** Whether it carries an open WebSocket. */
  get isSocket(): boolean {
    return this.#frameBytes !== null && !this.#client.destroyed;
  }

  strike(action: FaultAction): void {
    this.#note({ what: 'fault', action: action.do });
    switch (action.do) {
      case 'blackhole':
        this.#isDark = true;
        this.#stopPassing();
        this.#client.pause();
        this.#service.pause();
        return;
      case 'rst':
        this.#stopPassing();
        this.#client.resetAndDestroy();
        this.#service.resetAndDestroy();
        return;
      case 'half-close':
        this.#down.kill();
        this.#client.end();
        return;
      case 'delay':
        this.#up.delay(action.ms);
        this.#down.delay(action.ms);
        return;
      case 'throttle':
        this.#down.throttle(action.bytesPerSecond);
        return;
      case 'http':
        this.#answer(action.status, action.headers ?? {});
        return;
      default:
        assertNever(action, 'fault');
    }
  }

  destroy(): void {
    this.#stopPassing();
    this.#client.destroy();
    this.#service.destroy();
  }

  #listen(): void {
    this.#client.on('data', (chunk) => {
      this.#fromClient(chunk);
    });
    this.#service.on('data', (chunk) => {
      this.#fromService(chunk);
    });
    const sides = [
      [this.#client, this.#service, this.#up, 'client'],
      [this.#service, this.#client, this.#down, 'service'],
    ] as const;
    for (const [side, other, lane, by] of sides) {
      side.on('end', () => {
        this.#note({ what: 'left', by });
        lane.end();
      });
      side.on('error', () => undefined);
      side.on('close', (hadError) => {
        if (this.#isDark || other.destroyed) return;
        if (hadError) other.resetAndDestroy();
        else lane.end();
      });
    }
  }

  #fromClient(chunk: Buffer): void {
    if (this.#frameBytes !== null) this.#note({ what: 'said' });
    const [, method, path] = REQUEST_LINE.exec(chunk.toString('latin1')) ?? [];
    if (this.#frameBytes !== null || method === undefined || path === undefined) {
      this.#up.pass(chunk);
      return;
    }
    this.#note({ what: 'request', method, path });
    const rule = this.#rules.find(
      'request',
      (trigger) => (trigger.method ?? method) === method && trigger.path.test(path),
    );
    if (rule?.use() === true) this.strike(rule.action);
    this.#up.pass(chunk);
  }

  #fromService(chunk: Buffer): void {
    if (this.#frameBytes !== null) {
      this.#passFrames(chunk);
      return;
    }
    if (!chunk.toString('latin1').startsWith(SWITCHED)) {
      this.#down.pass(this.#rewrite(chunk));
      return;
    }
    const headEnds = chunk.indexOf(END_OF_HEAD) + END_OF_HEAD.length;
    this.#frameBytes = 0;
    this.#down.pass(chunk.subarray(0, headEnds));
    this.#note({ what: 'opened' });
    this.#opened();
    this.#passFrames(chunk.subarray(headEnds));
  }

  #opened(): void {
    const rule = this.#rules.find('opened');
    if (rule?.use() === true) this.strike(rule.action);
    const timed = this.#rules.find('elapsed');
    if (timed === null) return;
    this.#timer = setTimeout(() => {
      if (timed.use()) this.strike(timed.action);
    }, timed.trigger.ms);
  }

  #passFrames(chunk: Buffer): void {
    const passed = this.#frameBytes ?? 0;
    const rule = this.#rules.find('bytes', ({ count }) => passed + chunk.length >= count);
    const isDue = rule?.use() === true;
    const share = isDue ? chunk.subarray(0, Math.max(0, rule.trigger.count - passed)) : chunk;
    this.#frameBytes = passed + share.length;
    if (share.length > 0) this.#down.pass(share);
    if (!isDue) return;
    // What was let through has to leave before the connection ends, or the cut would not be in the middle.
    if (rule.action.do !== 'rst') {
      this.strike(rule.action);
      return;
    }
    this.#client.write('', () => {
      this.strike(rule.action);
    });
  }

  #answer(status: number, headers: Readonly<Record<string, string>>): void {
    this.#stopPassing();
    const lines = [
      `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'Refused'}`,
      'Connection: close',
      'Content-Length: 0',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    this.#client.end(lines.join('\r\n') + END_OF_HEAD);
    this.#service.destroy();
  }

  #stopPassing(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#up.kill();
    this.#down.kill();
  }
}
