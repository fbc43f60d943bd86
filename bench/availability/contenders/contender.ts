import type { WireEvents } from '../world/connection.ts';
import type { Wire } from '../world/network.ts';
import type { WebSocketClass } from '../world/web-socket.ts';

/** Where a contender signs in, and what it is to listen to. */
export interface Org {
  readonly loginUrl: string;
  readonly apiUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  readonly topics: readonly string[];
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the computer offers. Timers and clocks are the global ones. */
export interface Computer {
  readonly fetch: Fetch;
  readonly WebSocket: WebSocketClass;
  /** A socket below the level of `WebSocket`. */
  readonly connect: (uri: string, events: WireEvents) => Wire;
  readonly isOnline: () => boolean;
  /** Draws from [0, 1). */
  readonly random: () => number;
}

/** What a contender's application does with what it is told. */
export interface Application {
  readonly received: (body: unknown) => void;
  /** It does not listen from now on, and knows it. */
  readonly deaf: () => void;
  /** It listens again. */
  readonly listening: () => void;
  /** It did not listen in this stretch of its wall clock, in milliseconds since 1970. */
  readonly missed: (from: number, to: number) => void;
  /** Something of the contender's own went wrong that nobody foresaw: the trial ends. */
  readonly failed: (thrown: unknown) => void;
}

export type Hint = 'resumed' | 'network-changed';

export interface Running {
  /** The operating system tells something; a contender that does not listen to it does nothing. */
  readonly hint: (hint: Hint) => void;
  readonly stop: () => void;
}

export interface Contender {
  readonly name: string;
  /** What was changed or added so that it runs here at all. */
  readonly adaptations: readonly string[];
  readonly start: (computer: Computer, org: Org, application: Application) => Running;
}
