import { randomBytes } from 'node:crypto';
import type { Timers } from '../base/timers.ts';

export type TokenEnd = 'expired' | 'revoked';
/** What a presented token was at the time: `none` without one, `unknown` when this org never issued it. */
export type TokenStanding = 'valid' | TokenEnd | 'unknown' | 'none';

export interface Token {
  /** How the log names the token, so that the token itself stays out of it. */
  readonly tag: string;
  readonly value: string;
  readonly clientId: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  end?: { readonly cause: TokenEnd; readonly atMs: number };
}

/** Issues opaque tokens, knows which still count, and says when one ends. */
export class TokenRegistry {
  readonly #timers: Timers;
  readonly #lifetimeMs: number;
  readonly #onEnd: (token: Token, cause: TokenEnd) => void;
  readonly #byValue = new Map<string, Token>();

  constructor(timers: Timers, lifetimeMs: number, onEnd: (token: Token, cause: TokenEnd) => void) {
    this.#timers = timers;
    this.#lifetimeMs = lifetimeMs;
    this.#onEnd = onEnd;
  }

  get all(): readonly Token[] {
    return [...this.#byValue.values()];
  }

  issue(clientId: string): Token {
    const nowMs = this.#timers.now();
    const token: Token = {
      tag: `token-${String(this.#byValue.size + 1)}`,
      value: randomBytes(48).toString('base64url'),
      clientId,
      issuedAtMs: nowMs,
      expiresAtMs: nowMs + this.#lifetimeMs,
    };
    this.#byValue.set(token.value, token);
    this.#timers.after(this.#lifetimeMs, () => {
      this.finish(token, 'expired');
    });
    return token;
  }

  /** Looks a bearer value up; `undefined` when it was never issued here. */
  find(value: string): Token | undefined {
    return this.#byValue.get(value);
  }

  /** Whether a token counts now. Judged by the clock as well, because a timer is late after the computer slept. */
  standingOf(token: Token): TokenStanding {
    if (this.#timers.now() >= token.expiresAtMs) this.finish(token, 'expired');
    return token.end?.cause ?? 'valid';
  }

  finish(token: Token, cause: TokenEnd): void {
    if (token.end) return;
    token.end = { cause, atMs: this.#timers.now() };
    this.#onEnd(token, cause);
  }

  finishAll(cause: TokenEnd): void {
    for (const token of this.all) this.finish(token, cause);
  }
}
