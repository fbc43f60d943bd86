import type { Fetch } from '../base/http.ts';
import type { ManualClock } from '../base/manual-clock.ts';
import { VirtualService, type Asked, type Route } from './virtual-service.ts';
import { VirtualSocket } from './virtual-socket.ts';
import type { OpenWire } from './wire.ts';

/** What goes wrong with a request or an upgrade instead of its answer. */
export type Fault =
  | { readonly status: number; readonly retryAfter?: string; readonly body?: unknown }
  /** The connection fails with an error code of the platform, such as `ECONNREFUSED`. */
  | { readonly error: string }
  | 'silence';

const LOGIN_URL = 'https://login.example.org';
const API_URL = 'https://api.example.org';

/**
 * The network between one client and a service that behaves like Genesys Cloud: tokens, channels, topics, sockets
 * with pongs and heartbeats, one socket a channel. It runs on a clock of the test, answers after a latency, and
 * fails as it is told to. It keeps a log of its own, so that it can judge the client independently.
 */
export class VirtualNetwork {
  readonly loginUrl = LOGIN_URL;
  readonly apiUrl = API_URL;
  readonly service: VirtualService;
  readonly sockets: VirtualSocket[] = [];
  readonly requests: Asked[] = [];
  latencyMs = 20;
  answersPings = true;
  /** Every socket is closed this long after it opened. */
  closesAfterMs: number | null = null;
  /** Requests that the client waits for. */
  pending = 0;
  mostTokenRequestsAtOnce = 0;
  mostSocketsAtOnce = 0;
  #isBlackHole = false;
  #tokenRequests = 0;
  #sleptMs = 0;
  readonly #clock: ManualClock;
  readonly #faults = new Map<Route, Fault>();
  readonly #nextFaults = new Map<Route, Fault[]>();

  constructor(clock: ManualClock) {
    this.#clock = clock;
    this.service = new VirtualService(() => this.now());
  }

  /** Time as it really is, which the client's clocks may not show. */
  now(): number {
    return this.#clock.monotonic() + this.#sleptMs;
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  /** The client's computer sleeps: wall time moves on, its monotonic clock and its timers stand still. */
  sleep(durationMs: number): void {
    this.#sleptMs += durationMs;
    this.#clock.stepWall(durationMs);
  }

  /** From now on a route fails, until it is mended. */
  fail(route: Route, fault: Fault): void {
    this.#faults.set(route, fault);
  }

  mend(...routes: readonly Route[]): void {
    for (const route of routes) this.#faults.delete(route);
  }

  /** The next answers of a route fail, one fault each. */
  failNext(route: Route, ...faults: readonly Fault[]): void {
    this.#nextFaults.set(route, [...(this.#nextFaults.get(route) ?? []), ...faults]);
  }

  /** While true, nothing gets through in either direction and nobody is told. */
  get isBlackHole(): boolean {
    return this.#isBlackHole;
  }

  set isBlackHole(isOne: boolean) {
    this.#isBlackHole = isOne;
    // A connection that outlives it is TCP: what was said meanwhile is said again.
    if (!isOne) for (const socket of this.sockets) socket.flush();
  }

  /** Drops the records of what is over, in runs that are too long to remember. */
  forgetPast(): void {
    const held = this.sockets.filter((socket) => socket.isHeld);
    this.sockets.splice(0, Infinity, ...held);
    const open = this.requests.filter((asked) => asked.answeredAt === null && asked.route !== 'upgrade');
    this.requests.splice(0, Infinity, ...open);
    this.service.forgetPast();
  }

  count(route: Route): number {
    return this.requests.filter((asked) => asked.route === route).length;
  }

  /** R13: uses of a token that came after the client had been told that it is dead. */
  get usesOfDeadTokens(): number {
    const refusedAt = new Map<string, number>();
    let uses = 0;
    for (const { token, at, answeredAt, status } of this.requests) {
      if (token === null) continue;
      if (at > (refusedAt.get(token) ?? Infinity)) uses += 1;
      if (status === 401 && answeredAt !== null && !refusedAt.has(token)) refusedAt.set(token, answeredAt);
    }
    return uses;
  }

  get openSockets(): readonly VirtualSocket[] {
    return this.sockets.filter((socket) => socket.isOpen);
  }

  /** The newest socket that is open. */
  get socket(): VirtualSocket {
    const socket = this.openSockets.at(-1);
    if (socket === undefined) throw new Error('No socket is open.');
    return socket;
  }

  /** Sends an event to every socket whose channel carries its topic. Answers with the number of sockets. */
  publish(topic: string, body: unknown, more: Readonly<Record<string, unknown>> = {}): number {
    const text = JSON.stringify({ topicName: topic, eventBody: body, ...more });
    const listening = this.openSockets.filter(
      ({ channel }) => channel !== null && !channel.isGone && channel.singles.has(topic),
    );
    for (const socket of listening) socket.say(text);
    return listening.length;
  }

  /** Runs something later; what the network does late comes after the client's own late timers. */
  later(delayMs: number, act: () => void): () => void {
    const dueAt = this.#clock.monotonic() + delayMs;
    return this.#clock.schedule(delayMs, () => {
      if (this.#clock.monotonic() > dueAt) this.#clock.schedule(1, act);
      else act();
    });
  }

  readonly fetch: Fetch = (url, init) => {
    const { signal } = init;
    const asked = this.service.read(url, init, API_URL);
    this.requests.push(asked);
    return new Promise<Response>((resolve, reject) => {
      let isOver = false;
      const settle = (act: () => void): void => {
        if (isOver) return;
        isOver = true;
        this.pending -= 1;
        if (asked.route === 'token') this.#tokenRequests -= 1;
        act();
      };
      this.pending += 1;
      if (asked.route === 'token') this.#tokenRequests += 1;
      this.mostTokenRequestsAtOnce = Math.max(this.mostTokenRequestsAtOnce, this.#tokenRequests);
      const giveUp = (): void => {
        settle(() => {
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        });
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.later(this.latencyMs / 2, () => {
        const fault = this.takeFault(asked.route);
        if (fault === 'silence' || this.isBlackHole) return;
        const answer = fault === null ? this.service.answer(asked) : faulty(fault);
        this.later(this.latencyMs / 2, () => {
          if (isOver) return;
          signal.removeEventListener('abort', giveUp);
          asked.answeredAt = this.now();
          asked.status = answer instanceof Response ? answer.status : null;
          settle(() => {
            if (answer instanceof Response) resolve(answer);
            else reject(answer);
          });
        });
      });
    });
  };

  readonly openWire: OpenWire = (uri, events) => {
    this.requests.push({ route: 'upgrade', at: this.now(), answeredAt: null, status: null, token: null });
    const socket = new VirtualSocket(this, events);
    this.sockets.push(socket);
    const held = this.sockets.filter((candidate) => !candidate.isLeft).length;
    this.mostSocketsAtOnce = Math.max(this.mostSocketsAtOnce, held);
    this.later(this.latencyMs, () => {
      this.#upgrade(uri, socket);
    });
    return socket.wire;
  };

  #upgrade(uri: string, socket: VirtualSocket): void {
    const fault = this.takeFault('upgrade');
    if (fault === 'silence' || this.isBlackHole) return;
    if (fault !== null) {
      if ('error' in fault) socket.reset(fault.error);
      else socket.refuse(fault.status, fault.retryAfter ?? null);
      return;
    }
    const channel = this.service.channelAt(uri);
    if (channel === null) {
      socket.refuse(404, null);
      return;
    }
    for (const former of this.openSockets) if (former.channel === channel) former.close(1000);
    socket.open(channel);
  }

  takeFault(route: Route): Fault | null {
    return this.#nextFaults.get(route)?.shift() ?? this.#faults.get(route) ?? null;
  }
}

function faulty(fault: Exclude<Fault, 'silence'>): Response | Error {
  if ('error' in fault) {
    return new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: fault.error }) });
  }
  const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  const body = fault.body === undefined ? null : JSON.stringify(fault.body);
  return new Response(body, { status: fault.status, headers });
}
