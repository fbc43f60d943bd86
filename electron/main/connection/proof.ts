/**
 * Frames that were held up on the way are read together. Of a link on which nothing follows such a burst only the time
 * before the burst is proven: what else was sent meanwhile may never come.
 */
export const BURST_MS = 250;
/** A longer round trip is a stall. It is measured anew, or it would be held against a line that is quick again. */
const STALL_MS = 2_000;
/** So many questions may be under way when one more is asked only to have a proof. */
const MOST_ASKED = 3;
/** Of a service that answers none, not all are remembered. */
const MOST_REMEMBERED = 100;

interface Ping {
  readonly wall: number;
  readonly at: number;
}

/** A ping that was answered. */
export interface Answer {
  /** Monotonic. */
  readonly askedAt: number;
  readonly roundTripMs: number;
}

/**
 * Until when one socket surely carried what there was. `wall` is wall time as it would be had the clock never been set
 * back, because only so can moments before and after be compared; `at` is monotonic.
 */
export class Proof {
  /** As far as the frames show that were heard last, before the last, and before the burst; null for none. */
  #last: number | null = null;
  #former: number | null = null;
  #beforeBurst: number | null = null;
  #lastAt = -Infinity;
  #burst = { at: 0, frames: 0 };
  /** The first ping is sent when the socket opens, and nothing can have been sent before that. */
  #openedAt: number | null = null;
  /** Pongs come in the order of their pings. */
  readonly #pings: Ping[] = [];
  #roundTripMs: number | null = null;
  /** What is read may have lain unread before this moment. Until when the socket is proven meanwhile. */
  #wake: { readonly at: number; readonly until: number | null } | null = null;

  /** What is read proves little as yet: a ping that is sent now is answered behind all that lay unread. */
  get needsAnswer(): boolean {
    const isStalled = (this.#roundTripMs ?? 0) > STALL_MS;
    return (this.#wake !== null || isStalled) && this.#pings.length < MOST_ASKED;
  }

  /** A frame of any kind. Every frame passes here. */
  heard(wall: number, at: number): void {
    if (at - this.#lastAt > BURST_MS) {
      this.#burst = { at, frames: 0 };
      this.#beforeBurst = this.#last ?? this.#openedAt;
    }
    this.#burst.frames += 1;
    this.#former = this.#last;
    // What was sent while this frame was on its way may go down with the socket.
    this.#last = wall - (this.#roundTripMs ?? 0);
    this.#lastAt = at;
    // Where no pong is to be had, what is read later than at once counts as sent since.
    if (this.#wake !== null && this.#roundTripMs === null && at - this.#wake.at > BURST_MS) this.#wake = null;
  }

  asked(wall: number, at: number): void {
    this.#openedAt ??= wall;
    this.#pings.push({ wall, at });
    if (this.#pings.length > MOST_REMEMBERED) this.#pings.shift();
  }

  /**
   * The frame that was heard last is a pong: everything came that was sent before its ping, and that is all it shows,
   * however late it comes. Null when no ping was out.
   */
  answered(at: number): Answer | null {
    const ping = this.#pings.shift();
    if (ping === undefined) return null;
    this.#roundTripMs = Math.round(at - ping.at);
    this.#last = ping.wall;
    this.#beforeBurst = ping.wall;
    if (this.#wake !== null) this.#wake = wakeAfter(this.#wake, ping);
    return { askedAt: ping.at, roundTripMs: this.#roundTripMs };
  }

  /** The process was held up, or frames were left unread: those that come now may have lain there. */
  wokeUp(at: number): void {
    this.#wake = { at, until: this.until(at) };
  }

  /** Null when there is no proof at all. */
  until(at: number): number | null {
    return this.#provenBy(this.#last, at);
  }

  /** The same, when the frame at hand is no proof. */
  untilFormer(at: number): number | null {
    return this.#provenBy(this.#former ?? this.#last, at);
  }

  #provenBy(frame: number | null, at: number): number | null {
    if (this.#wake !== null) return this.#wake.until;
    // A frame alone is no burst, unless it and the end are one.
    const endedAt = this.#burst.frames > 1 ? this.#lastAt : at;
    const isInBurst = endedAt - this.#burst.at <= BURST_MS;
    return isInBurst && frame !== null ? this.#beforeBurst : frame;
  }
}

/** The answer to a ping from before proves that everything came that was sent before that ping, and no more. */
function wakeAfter({ at, until }: { at: number; until: number | null }, ping: Ping) {
  return ping.at >= at ? null : { at, until: Math.max(until ?? ping.wall, ping.wall) };
}
