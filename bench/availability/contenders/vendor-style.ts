import type { WebSocketLike } from '../world/web-socket.ts';
import type { Computer, Contender, Org, Running, Application } from './contender.ts';
import { fetchToken, openChannel, readFrame, Refused, type Token } from './sign-in.ts';

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 90_000;
/** A back-off that a success did not wipe out, it only shrank, is forgotten after this much time. */
const FORGIVEN_AFTER_MS = 3_600_000;
const SILENCE_LIMIT_MS = 35_000;
const CONNECT_TIMEOUT_MS = 15_000;
/** A channel is come back to so often; then a new one is opened. */
const MOST_REUSES = 10;
const APPLICATION_RETRY_MS = 5_000;

/**
 * A client that behaves as the vendor's streaming client documents it: break before make, delays of 2 s · 2ⁿ up to
 * 90 s without jitter, `Retry-After` in seconds, 35 s of silence are an end, the channel is reused ten times, and a
 * refused token is final until the application sets another.
 */
class VendorStyleClient implements Running {
  readonly #computer: Computer;
  readonly #org: Org;
  readonly #application: Application;
  #token: Token | null = null;
  #uri: string | null = null;
  #reuses = 0;
  #failures = 0;
  #forgivenAt = 0;
  #socket: WebSocketLike | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(computer: Computer, org: Org, application: Application) {
    this.#computer = computer;
    this.#org = org;
    this.#application = application;
    void this.#connect();
  }

  readonly hint = (): void => undefined;

  readonly stop = (): void => {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#socket?.terminate();
  };

  async #connect(): Promise<void> {
    try {
      await this.#prepare();
      if (!this.#isStopped && this.#uri !== null) this.#open(this.#uri);
    } catch (thrown) {
      if (thrown instanceof Refused && (thrown.status === 401 || thrown.status === 403)) this.#invalidToken();
      else this.#retry(thrown instanceof Refused ? thrown.retryAfterMs : null);
    }
  }

  /** Soft: the channel at hand. Hard: a new one, also whenever the application has set another token. */
  async #prepare(): Promise<void> {
    if (this.#token === null || Date.now() >= this.#token.expiresAt) {
      this.#token = await fetchToken(this.#computer, this.#org);
      this.#uri = null;
    }
    this.#reuses += 1;
    if (this.#uri !== null && this.#reuses <= MOST_REUSES) return;
    this.#uri = null;
    this.#uri = await openChannel(this.#computer, this.#org, this.#token.value);
    this.#reuses = 0;
  }

  #open(uri: string): void {
    const socket = new this.#computer.WebSocket(uri);
    this.#socket = socket;
    this.#expect(CONNECT_TIMEOUT_MS);
    socket.addEventListener('open', () => {
      this.#application.listening();
      this.#expect(SILENCE_LIMIT_MS);
      this.#shrinkBackoff();
    });
    socket.addEventListener('message', ({ data = '' }) => {
      if (socket !== this.#socket) return;
      this.#expect(SILENCE_LIMIT_MS);
      this.#take(readFrame(data));
    });
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', () => {
      if (socket === this.#socket) this.#lost();
    });
  }

  #take(frame: ReturnType<typeof readFrame>): void {
    if (frame.isEvent) this.#application.received(frame.body);
    else if (frame.topic === 'v2.system.socket_closing') this.#reconnectNow();
    else if (frame.topic.startsWith('v2.system.no_longer_subscribed')) {
      this.#uri = null;
      this.#reconnectNow();
    } else if (frame.topic.startsWith('v2.system.token_revoked')) {
      this.#leave();
      this.#invalidToken();
    }
  }

  /** Whatever does not come in time ends the socket. */
  #expect(withinMs: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#lost();
    }, withinMs);
  }

  #reconnectNow(): void {
    this.#leave();
    void this.#connect();
  }

  #lost(): void {
    this.#leave();
    this.#retry(null);
  }

  #leave(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    socket?.terminate();
    this.#application.deaf();
  }

  #retry(retryAfterMs: number | null): void {
    if (this.#isStopped) return;
    if (Date.now() >= this.#forgivenAt) this.#failures = 0;
    const delayMs = retryAfterMs ?? Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#forgivenAt = Date.now() + FORGIVEN_AFTER_MS;
    this.#timer = setTimeout(() => {
      void this.#connect();
    }, delayMs);
  }

  /** The back-off decays by half each time that a connection has held for five of its delays. */
  #shrinkBackoff(): void {
    const socket = this.#socket;
    if (this.#failures === 0) return;
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#failures - 1));
    this.#timer = setTimeout(() => {
      if (socket !== this.#socket) return;
      this.#failures -= 1;
      this.#shrinkBackoff();
    }, delayMs * 5);
  }

  /** The application is told, fetches another token and connects; what fails is tried again by its own rule. */
  #invalidToken(): void {
    this.#token = null;
    this.#uri = null;
    void this.#setToken();
  }

  async #setToken(): Promise<void> {
    try {
      this.#token = await fetchToken(this.#computer, this.#org);
      void this.#connect();
    } catch {
      if (this.#isStopped) return;
      this.#timer = setTimeout(() => {
        void this.#setToken();
      }, APPLICATION_RETRY_MS);
    }
  }
}

export const vendorStyle: Contender = {
  name: 'vendor-style',
  adaptations: [
    'the documented behaviour of the vendor’s client over the JSON channels of this API, which it does not speak',
    'the application fetches a token by the answer’s rule before each attempt and when told that it is invalid',
    'TCP keepalive is on, with the values of Linux',
  ],
  start: (computer, org, application) => new VendorStyleClient(computer, org, application),
};
