import type { Clock } from '../base/clock.ts';
import type { IssuedToken } from './oauth-client.ts';

/** A token in use. `ref` names it wherever the value must not go. */
export interface AccessToken extends IssuedToken {
  readonly ref: number;
  /** When it was issued, on both clocks. */
  readonly issuedAt: number;
  readonly issuedMonotonic: number;
}

/** A token is renewed when this share of its life is over. */
const RENEW_AT_SHARE = 0.8;
/** A token counts as expired this share of its life, at most a minute, before it is: answers take time. */
const EXPIRY_MARGIN_SHARE = 0.1;
const LONGEST_EXPIRY_MARGIN_MS = 60_000;

export interface TokenProvider {
  /** A usable token: the one at hand, or a new one. `newerThan` asks for another one than that. */
  readonly obtain: (newerThan?: number | null) => Promise<AccessToken>;
  /** Marks a token as refused by the service: it is never given out again. */
  readonly reject: (ref: number) => void;
  /** Milliseconds until a token is due for renewal; zero when it is overdue, refused or unknown. */
  readonly renewalDueInMs: (ref: number) => number;
  /** The token at hand, if there is one. */
  readonly current: () => AccessToken | null;
  /** Forgets the token and drops a late answer: the credentials changed, or the session ended. */
  readonly discard: () => void;
}

/**
 * How old a token is, by whichever clock says more. In sleep the monotonic clock may stand still, and a corrected
 * wall clock may jump back: a token that one of the two calls expired is not worth a try.
 */
export function tokenAgeMs(clock: Clock, token: AccessToken): number {
  return Math.max(clock.now() - token.issuedAt, clock.monotonic() - token.issuedMonotonic);
}

/** A token of an earlier run. Its age is known by the wall clock only. */
export interface FormerToken {
  readonly value: string;
  readonly issuedAt: number;
  readonly lifetimeMs: number;
}

/** The number that a token of an earlier run goes by. */
export const FORMER_TOKEN_REF = 1;

/**
 * Holds one token and sees to it that at most one request for a new one is on its way: whoever asks meanwhile
 * shares its outcome. There is no polling; a request is made when somebody needs a token and none is usable.
 */
export function createTokenProvider(
  clock: Clock,
  request: (signal: AbortSignal) => Promise<IssuedToken>,
  former: FormerToken | null = null,
): TokenProvider {
  let current: AccessToken | null = former === null ? null : adopted(clock, former);
  let pending: { readonly promise: Promise<AccessToken>; readonly abort: AbortController } | null = null;
  let lastRef = former === null ? 0 : FORMER_TOKEN_REF;

  const ageMs = (token: AccessToken): number => tokenAgeMs(clock, token);
  const marginMs = (token: AccessToken): number =>
    Math.min(LONGEST_EXPIRY_MARGIN_MS, token.lifetimeMs * EXPIRY_MARGIN_SHARE);
  const isUsable = (token: AccessToken): boolean => ageMs(token) < token.lifetimeMs - marginMs(token);

  function start(): Promise<AccessToken> {
    const abort = new AbortController();
    const promise = request(abort.signal).then(
      (issued) => {
        abort.signal.throwIfAborted();
        lastRef += 1;
        current = { ...issued, ref: lastRef, issuedAt: clock.now(), issuedMonotonic: clock.monotonic() };
        pending = null;
        return current;
      },
      (thrown: unknown) => {
        if (pending?.promise === promise) pending = null;
        throw thrown;
      },
    );
    pending = { promise, abort };
    return promise;
  }

  return {
    obtain: (newerThan = null) => {
      if (current !== null && isUsable(current) && current.ref !== newerThan) return Promise.resolve(current);
      return pending?.promise ?? start();
    },
    reject: (ref) => {
      if (current?.ref === ref) current = null;
    },
    renewalDueInMs: (ref) =>
      current?.ref === ref ? Math.max(0, current.lifetimeMs * RENEW_AT_SHARE - ageMs(current)) : 0,
    current: () => current,
    discard: () => {
      current = null;
      pending?.abort.abort(new DOMException('The session ended.', 'AbortError'));
      pending = null;
    },
  };
}

function adopted(clock: Clock, { value, issuedAt, lifetimeMs }: FormerToken): AccessToken {
  const issuedMonotonic = clock.monotonic() - (clock.now() - issuedAt);
  return { ref: FORMER_TOKEN_REF, value, lifetimeMs, issuedAt, issuedMonotonic };
}
