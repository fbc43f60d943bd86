/**
 * The one error that crosses room and process boundaries: a stable code, and a message in words a user
 * understands (what happened and what can be done about it). It never carries a secret.
 */
export interface MonitorError {
  readonly code: ErrorCode;
  readonly message: string;
  /** HTTP status that the service answered with, where there was one. */
  readonly httpStatus?: number;
  /** WebSocket close code, where there was one. Shown, never branched on: it is no documented contract. */
  readonly closeCode?: number;
  /** The service asked for this much patience (`Retry-After`). */
  readonly retryAfterMs?: number;
}

export type ErrorCode =
  /** The token endpoint rejected client id or secret; also what a wrong region looks like. */
  | 'auth/invalid-client'
  /** Signed in, but this client may not do what Vigil needs. */
  | 'auth/forbidden'
  /** A token that should still be good was refused. */
  | 'auth/token-rejected'
  /** The channel no longer exists: expired, evicted by another install, or gone with its token. */
  | 'channel/gone'
  /** Another install of the same client id took the place of the channel, or of its socket. */
  | 'channel/evicted'
  /** So many channels were created lately that Vigil holds back: all installs of a client id share twenty. */
  | 'channel/budget'
  | 'net/dns'
  | 'net/refused'
  | 'net/reset'
  | 'net/timeout'
  | 'net/tls'
  /** The proxy on the way did not let the connection through. */
  | 'net/proxy'
  /** The operating system reports no network. */
  | 'net/offline'
  | 'rate/limited'
  /** 5xx, or an answer that no Genesys Cloud service gives (a captive portal's HTML page). */
  | 'server/unavailable'
  /** The request was refused for a reason of its own; the message names it. */
  | 'server/refused'
  /** The socket closed without being asked to. */
  | 'socket/closed'
  /** Nothing came over an open socket for longer than heartbeats allow. */
  | 'socket/silent'
  /** The WebSocket handshake was answered with an HTTP status. */
  | 'socket/refused'
  | 'wire/malformed'
  | 'topic/invalid'
  | 'topic/limit'
  | 'input/invalid'
  | 'settings/corrupt'
  | 'settings/unwritable'
  /** The file of the history does not take what was to be written. */
  | 'history/unwritable'
  | 'secrets/missing'
  | 'secrets/unavailable'
  | 'practice/unavailable'
  /** An export could not be written. */
  | 'recording/unwritable'
  /** A session file is none, is damaged, or cannot be read. */
  | 'recording/unreadable'
  /** Why nothing was heard: Vigil was not running, the computer slept, or the session had been closed. */
  | 'app/not-running'
  | 'app/asleep'
  | 'app/disconnected'
  | 'internal/unexpected';
