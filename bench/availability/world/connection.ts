import type { Link } from './link.ts';
import type { Timeline } from './timeline.ts';

/** What the client's end of a socket tells. The same as the app's own wire, written down a second time. */
export interface WireEvents {
  readonly opened: () => void;
  readonly frame: (text: string | null) => void;
  readonly closed: (closeCode: number) => void;
  readonly broke: (error: Error) => void;
  readonly refused: (httpStatus: number, retryAfter: string | null) => void;
}

/** What the service's end of a socket tells. */
export interface ServerEvents {
  readonly said: (text: string) => void;
  readonly ended: () => void;
}

/** Linux gives up a connection whose packets are not answered (`tcp_retries2`). */
const RETRANSMITTED_FOR_MS = 924_600;
/** TCP keepalive as Linux ships it: two hours of silence, then nine probes, 75 s apart. */
const KEEPALIVE_MS = 7_200_000 + 9 * 75_000;
/** `ws` waits so long for the goodbye of a peer. */
const GOODBYE_WITHIN_MS = 30_000;

export function platformError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

/** One WebSocket with its two ends, which may disagree on whether it is open. */
export class Connection {
  /** The client's end has not been left and has not been told of an end. */
  isHeld = true;
  /** The service's end is open. */
  isOpen = false;
  /** Nothing gets through any more, for good, and nobody is told: how a half-open connection comes about. */
  isCut = false;
  /** Called when the client's end learns of the end of the socket or leaves it. */
  onNoticed: () => void = () => undefined;
  /** The computer slept: the service has forgotten the connection and resets it at the first packet. */
  #isForgotten = false;
  #isClientOpen = false;
  #downAt = 0;
  #upAt = 0;
  #server: ServerEvents = { said: () => undefined, ended: () => undefined };
  #isGivingUp = false;
  readonly #timeline: Timeline;
  readonly #link: Link;
  readonly #client: WireEvents;

  constructor(timeline: Timeline, link: Link, client: WireEvents) {
    this.#timeline = timeline;
    this.#link = link;
    this.#client = client;
  }

  // The client's end

  send(text: string): void {
    if (!this.isHeld || !this.#isClientOpen) return;
    if (this.isCut) {
      this.#sendInVain();
      return;
    }
    this.#up(() => {
      this.#server.said(text);
    });
  }

  /** Leaves the socket at once. */
  drop(): void {
    if (!this.isHeld) return;
    this.#let();
    if (!this.isCut) {
      this.#up(() => {
        this.#endServer();
      });
    }
  }

  /** Says goodbye and waits for the answer, as `ws` does. */
  close(): void {
    if (!this.isHeld) return;
    if (!this.#isClientOpen) {
      this.#up(() => {
        this.#endServer();
      });
      this.#end(() => {
        this.#client.broke(new Error('WebSocket was closed before the connection was established'));
      });
      return;
    }
    // Its answer may never come.
    this.#timeline.after(GOODBYE_WITHIN_MS, () => {
      this.#end(() => {
        this.#client.closed(1006);
      });
    });
    this.#up(() => {
      this.#endServer();
      this.#down(() => {
        this.#end(() => {
          this.#client.closed(1005);
        });
      });
    });
  }

  // The service's end

  /** The handshake succeeds. */
  open(server: ServerEvents): void {
    this.#server = server;
    this.isOpen = true;
    this.#down(() => {
      this.#isClientOpen = true;
      this.#client.opened();
    });
  }

  refuse(status: number, retryAfter: string | null): void {
    this.#down(() => {
      this.#end(() => {
        this.#client.refused(status, retryAfter);
      });
    });
  }

  say(text: string): void {
    if (!this.isOpen) return;
    this.#down(() => {
      this.#client.frame(text);
    });
  }

  /** The service closes the socket in good order. */
  bid(closeCode: number): void {
    if (!this.isOpen) return;
    this.#endServer();
    this.#down(() => {
      this.#end(() => {
        this.#client.closed(closeCode);
      });
    });
  }

  // What lies between

  /** The connection never came about. */
  fail(code: string): void {
    if (this.isHeld && !this.#timeline.isAsleep) {
      this.#end(() => {
        this.#client.broke(platformError(code));
      });
    }
  }

  /** The connection breaks, and both ends see it. */
  break(): void {
    if (this.isCut) return;
    this.#endServer();
    this.#end(() => {
      this.#client.closed(1006);
    });
  }

  /** The connection breaks, and neither end sees it. The service gives it up in the end, as TCP does. */
  cut(isForgotten: boolean): void {
    if (this.isCut) return;
    this.isCut = true;
    this.#isForgotten = isForgotten;
    this.#timeline.after(RETRANSMITTED_FOR_MS, () => {
      this.#endServer();
    });
    this.#giveUpAfter(KEEPALIVE_MS);
  }

  /** What TCP does about packets that nobody answers. */
  #sendInVain(): void {
    if (this.#isForgotten && !this.#link.isCut) {
      this.#timeline.after(this.#link.delayMs() * 2, () => {
        this.#lose('ECONNRESET');
      });
    } else if (!this.#isGivingUp) {
      this.#isGivingUp = true;
      this.#giveUpAfter(RETRANSMITTED_FOR_MS);
    }
  }

  #giveUpAfter(delayMs: number): void {
    this.#timeline.after(delayMs, () => {
      // A sleeping computer gives nothing up; it does so as soon as it is awake.
      if (this.#timeline.isAsleep) this.#giveUpAfter(60_000);
      else this.#lose('ETIMEDOUT');
    });
  }

  #lose(code: string): void {
    if (!this.isHeld || this.#timeline.isAsleep) return;
    this.#end(() => {
      this.#client.broke(platformError(code));
    });
  }

  /** Packets of one direction keep their order. */
  #down(act: () => void): void {
    this.#downAt = Math.max(this.#downAt, this.#timeline.now() + this.#link.delayMs());
    this.#timeline.after(this.#downAt - this.#timeline.now(), () => {
      if (this.isHeld && !this.isCut && !this.#link.isCut) act();
    });
  }

  #up(act: () => void): void {
    this.#upAt = Math.max(this.#upAt, this.#timeline.now() + this.#link.delayMs());
    this.#timeline.after(this.#upAt - this.#timeline.now(), () => {
      if (!this.isCut && !this.#link.isCut) act();
    });
  }

  #endServer(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#server.ended();
  }

  #end(tell: () => void): void {
    if (!this.isHeld) return;
    this.#let();
    tell();
  }

  #let(): void {
    this.isHeld = false;
    this.#isClientOpen = false;
    this.onNoticed();
  }
}
