import type { VirtualChannel } from './virtual-service.ts';
import type { Wire, WireEvents } from './wire.ts';

const HEARTBEAT_EVERY_MS = 30_000;

const control = (message: string): string =>
  JSON.stringify({ topicName: 'channel.metadata', eventBody: { message } });

/** What a socket has to know of the network that it is on. */
export interface Medium {
  readonly latencyMs: number;
  readonly isBlackHole: boolean;
  readonly answersPings: boolean;
  /** How long after opening the service closes every socket; null for never. */
  readonly closesAfterMs: number | null;
  /** The time that `later` goes by. */
  readonly monotonic: () => number;
  readonly later: (delayMs: number, act: () => void) => () => void;
}

/** The service's end of one WebSocket. */
export class VirtualSocket {
  channel: VirtualChannel | null = null;
  /** The client has left it. */
  isLeft = false;
  isFrozen = false;
  pings = 0;
  #isOver = false;
  #isReset = false;
  readonly #unsaid: (() => void)[] = [];
  #stopHeartbeat: () => void = () => undefined;
  /** What was said last, all at one moment, and when it comes through. */
  #underWay: { readonly arrivesAt: number; readonly acts: (() => void)[] } = { arrivesAt: 0, acts: [] };
  readonly #network: Medium;
  readonly #events: WireEvents;

  constructor(network: Medium, events: WireEvents) {
    this.#network = network;
    this.#events = events;
  }

  /** The client holds it, open or not. */
  get isHeld(): boolean {
    return !this.isLeft;
  }

  get isOpen(): boolean {
    return this.channel !== null && !this.#isOver;
  }

  /** The client's end. */
  readonly wire: Wire = {
    send: (text) => {
      if (text !== '{"message":"ping"}') throw new Error(`The client sent ${text}.`);
      this.#network.later(this.#network.latencyMs / 2, () => {
        if (this.isCut || this.#isOver) return;
        this.pings += 1;
        if (this.#network.answersPings) this.say(control('pong'));
      });
    },
    drop: () => {
      this.isLeft = true;
      this.#end();
    },
  };

  open(channel: VirtualChannel): void {
    if (this.isLeft) return;
    this.channel = channel;
    this.#beat();
    const { closesAfterMs } = this.#network;
    if (closesAfterMs !== null) {
      this.#network.later(closesAfterMs, () => {
        this.close(1001);
      });
    }
    this.#events.opened();
  }

  refuse(status: number, retryAfter: string | null): void {
    this.#end();
    if (!this.isLeft) this.#events.refused(status, retryAfter);
  }

  reset(code: string): void {
    this.#end();
    if (!this.isLeft) this.#events.broke(Object.assign(new Error('x'), { code }));
  }

  /** The service closes the socket. */
  close(code: number): void {
    if (!this.isOpen) return;
    this.#end();
    // What has not got through by now never will.
    this.#isReset = this.isCut;
    this.#deliver(() => {
      this.#events.closed(code);
    });
  }

  /** The service sends a frame. */
  say(text: string): void {
    if (!this.isOpen) return;
    this.#deliver(() => {
      if (!this.#isReset) this.#events.frame(text);
    });
  }

  /** Its channel went to somebody else. */
  loseChannel(): void {
    if (this.channel === null) return;
    this.channel.isGone = true;
    this.say(JSON.stringify({ topicName: 'v2.system.no_longer_subscribed.x' }));
  }

  announceClosing(): void {
    this.say(JSON.stringify({ topicName: 'v2.system.socket_closing' }));
    this.#network.later(60_000, () => {
      this.close(1001);
    });
  }

  /** Nothing gets through. */
  get isCut(): boolean {
    return this.isFrozen || this.#network.isBlackHole;
  }

  /** Says what could not get through, in its order. */
  flush(): void {
    if (this.isCut) return;
    for (const act of this.#unsaid.splice(0)) if (!this.isLeft) act();
  }

  /** What is said later never overtakes, also when the latency has become shorter since. */
  #deliver(act: () => void): void {
    const now = this.#network.monotonic();
    const arrivesAt = Math.max(this.#underWay.arrivesAt, now + this.#network.latencyMs / 2);
    if (this.#underWay.arrivesAt === arrivesAt && this.#underWay.acts.length > 0) {
      this.#underWay.acts.push(act);
      return;
    }
    const acts = [act];
    this.#underWay = { arrivesAt, acts };
    this.#network.later(arrivesAt - now, () => {
      for (const arrived of acts.splice(0)) this.#arrive(arrived);
    });
  }

  #arrive(act: () => void): void {
    if (this.isLeft) return;
    if (this.isCut) this.#unsaid.push(act);
    else act();
  }

  #beat(): void {
    this.#stopHeartbeat = this.#network.later(HEARTBEAT_EVERY_MS, () => {
      this.say(control('WebSocket Heartbeat'));
      if (this.isOpen) this.#beat();
    });
  }

  #end(): void {
    this.#isOver = true;
    this.#stopHeartbeat();
  }
}
