import type { Seeded } from '../seeded.ts';
import { Connection, platformError, type WireEvents } from './connection.ts';
import { Link } from './link.ts';
import { Oracle } from './oracle.ts';
import {
  answerCall,
  bearerOf,
  channelAt,
  channelIdOf,
  isTokenCall,
  type HttpAnswer,
  type HttpCall,
} from './rest.ts';
import { Service } from './service.ts';
import type { Timeline } from './timeline.ts';

/** Node's `fetch` gives up a connection that does not come about, and an answer that does not come. */
const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 300_000;
/** Linux gives up a connection that nobody answers (`tcp_syn_retries`). */
const SYN_TIMEOUT_MS = 127_000;
/** The computer finds out by itself that it has no network, or no name server. */
const NO_NAME_MS = 5;

/** The client's end of a socket. */
export interface Wire {
  readonly send: (text: string) => void;
  /** Leaves it at once. */
  readonly drop: () => void;
  /** Says goodbye and waits for the answer. */
  readonly close: () => void;
}

/** The network between one computer and the service, with a log of its own of all that happens on it. */
export class Network {
  readonly oracle = new Oracle();
  readonly link: Link;
  readonly service: Service;
  readonly #timeline: Timeline;
  /** The sockets that the client holds, oldest first. */
  #held: Connection[] = [];

  constructor(timeline: Timeline, random: Seeded) {
    this.#timeline = timeline;
    this.link = new Link(timeline, random);
    this.service = new Service(timeline, this.oracle);
  }

  /** The sockets that the client holds, open or not. */
  get heldSockets(): readonly Connection[] {
    this.#held = this.#held.filter((socket) => socket.isHeld);
    return this.#held;
  }

  /** One event of the organisation. */
  publish(topic: string): void {
    const number = this.oracle.events.length;
    this.oracle.published({
      topic,
      at: this.#timeline.now(),
      wall: this.#timeline.wall(),
      dueInMs: this.link.longestDelayMs(),
      isReachable: this.link.isReachable,
      sent: this.service.publish(topic, number),
    });
  }

  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    const call: HttpCall = {
      method: init.method ?? 'GET',
      url,
      authorization: new Headers(init.headers).get('authorization') ?? '',
      body: typeof init.body === 'string' ? init.body : '',
    };
    this.oracle.asked(isTokenCall(call) ? 'token' : 'rest', this.#timeline.now(), bearerOf(call));
    return new Promise<Response>((resolve, reject) => {
      const lose = (code: string): void => {
        this.#timeline.answerIsRead();
        reject(new TypeError('fetch failed', { cause: platformError(code) }));
      };
      const timeout = setTimeout(
        () => {
          lose(this.link.isCut ? 'UND_ERR_CONNECT_TIMEOUT' : 'UND_ERR_HEADERS_TIMEOUT');
        },
        this.link.isCut ? CONNECT_TIMEOUT_MS : ANSWER_TIMEOUT_MS,
      );
      const settle = (act: () => void): void => {
        clearTimeout(timeout);
        if (!this.#timeline.isAsleep) act();
      };
      const { signal } = init;
      signal?.addEventListener(
        'abort',
        () => {
          settle(() => {
            reject(signal.reason instanceof Error ? signal.reason : new DOMException('', 'AbortError'));
          });
        },
        { once: true },
      );
      this.#dial(
        (code) => {
          settle(() => {
            lose(code);
          });
        },
        () => {
          const answer = this.#answer(call);
          this.#timeline.after(this.link.delayMs(), () => {
            if (this.link.isCut) return;
            settle(() => {
              this.#noteRefusal(call, answer);
              this.#timeline.answerIsRead();
              resolve(responseOf(answer));
            });
          });
        },
      );
    });
  };

  readonly connect = (uri: string, events: WireEvents): Wire => {
    this.oracle.asked('upgrade', this.#timeline.now(), null);
    const socket = new Connection(this.#timeline, this.link, events);
    this.#held.push(socket);
    const giveUp = (): void => {
      // A sleeping computer gives nothing up; it does so as soon as it is awake.
      if (this.#timeline.isAsleep) this.#timeline.after(60_000, giveUp);
      else if (!socket.isOpen && !socket.isCut) socket.fail('ETIMEDOUT');
    };
    this.#timeline.after(SYN_TIMEOUT_MS, giveUp);
    this.#dial(
      (code) => {
        socket.fail(code);
      },
      () => {
        if (socket.isHeld) this.#upgrade(uri, socket);
      },
    );
    return {
      send: (text) => {
        socket.send(text);
      },
      drop: () => {
        socket.drop();
      },
      close: () => {
        socket.close();
      },
    };
  };

  /** Reaches the service, or fails as the link is. */
  #dial(fail: (code: string) => void, reached: () => void): void {
    const { link } = this;
    if (link.isDown || link.isNameUnknown) {
      this.#timeline.after(NO_NAME_MS, () => {
        fail(link.isDown ? 'EAI_AGAIN' : 'ENOTFOUND');
      });
      return;
    }
    this.#timeline.after(link.delayMs(), () => {
      if (link.isCut) return;
      if (link.outage === 'refused') {
        this.#timeline.after(link.delayMs(), () => {
          fail('ECONNREFUSED');
        });
      } else reached();
    });
  }

  #upgrade(uri: string, socket: Connection): void {
    if (this.link.outage === 'status-503') {
      socket.refuse(503, null);
      return;
    }
    const channel = channelAt(this.service, uri);
    if (channel !== null) {
      this.service.connect(channel, socket);
      return;
    }
    this.oracle.upgradeRefused(channelIdOf(uri));
    socket.refuse(401, null);
  }

  #answer(call: HttpCall): HttpAnswer {
    const { link } = this;
    const isOut = link.outage === 'status-503' || (isTokenCall(call) && link.isTokenEndpointDown);
    if (isOut) return { status: 503, body: { code: 'service.unavailable', status: 503 }, headers: {} };
    const throttledMs = link.throttledUntil - this.#timeline.now();
    if (throttledMs > 0 && !isTokenCall(call)) {
      const headers = { 'retry-after': String(Math.ceil(throttledMs / 1000)) };
      return { status: 429, body: { code: 'too.many.requests', status: 429 }, headers };
    }
    return answerCall(this.service, this.#timeline, call);
  }

  /** The client learns that its token is no good when the answer arrives. */
  #noteRefusal(call: HttpCall, answer: HttpAnswer): void {
    const token = bearerOf(call);
    if (answer.status === 401 && token !== null) this.oracle.tokenRefused(token, this.#timeline.now());
  }
}

function responseOf({ status, body, headers }: HttpAnswer): Response {
  return new Response(body === null ? null : JSON.stringify(body), { status, headers });
}
