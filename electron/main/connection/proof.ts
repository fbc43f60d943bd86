/**
 * Frames that were held up on the way are read together. Of a link that ends right after such a burst only the time
 * before the burst is proven: what else was sent meanwhile may never come.
 */
export const BURST_MS = 250;
/** What was sent on its way here is taken into account up to this long; a longer round trip is a stall. */
const LONGEST_TRANSIT_MS = 2_000;
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
  #last: number | null = null;
  #former: number | null = null;
  #lastAt = -Infinity;
  /** The first frame of a burst, and the last one before it. */
  #burstAt = 0;
  #beforeBurst: number | null = null;
  /** Pongs come in the order of their pings. */
  readonly #pings: Ping[] = [];
  #roundTripMs: number | null = null;
  /** What is read may have lain unread before this moment. Until when the socket is proven meanwhile. */
  #wake: { readonly at: number; readonly until: number | null } | null = null;

  /** What is read proves nothing as yet: a ping that is sent now is answered behind all that lay unread. */
  get needsAnswer(): boolean {
    return this.#wake !== null && this.#pings.length < MOST_ASKED;
  }

  /** A frame of any kind. Every frame passes here. */
  heard(wall: number, at: number): void {
    if (at - this.#lastAt > BURST_MS) {
      this.#burstAt = at;
      this.#beforeBurst = this.#last;
    }
    this.#former = this.#last;
    this.#last = wall;
    this.#lastAt = at;
    // Where no pong is to be had, what is read later than at once counts as sent since.
    if (this.#wake !== null && this.#roundTripMs === null && at - this.#wake.at > BURST_MS) this.#wake = null;
  }

  asked(wall: number, at: number): void {
    this.#pings.push({ wall, at });
    if (this.#pings.length > MOST_REMEMBERED) this.#pings.shift();
  }

  /** The frame that was heard last is a pong. Null when no ping was out. */
  answered(at: number): Answer | null {
    const ping = this.#pings.shift();
    if (ping === undefined) return null;
    this.#roundTripMs = Math.round(at - ping.at);
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
    const isInBurst = at - this.#burstAt <= BURST_MS;
    const proof = isInBurst && this.#beforeBurst !== null ? this.#beforeBurst : frame;
    // What was sent while the last frame was on its way may have gone down with the socket.
    return proof === null ? null : proof - Math.min(this.#roundTripMs ?? 0, LONGEST_TRANSIT_MS);
  }
}

/** The answer to a ping from before proves that everything came that was sent before that ping, and no more. */
function wakeAfter({ at, until }: { at: number; until: number | null }, ping: Ping) {
  return ping.at >= at ? null : { at, until: Math.max(until ?? ping.wall, ping.wall) };
}
