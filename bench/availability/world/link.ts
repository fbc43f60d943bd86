import type { Seeded } from '../seeded.ts';
import type { Timeline } from './timeline.ts';

/** What stands between the computer and the service, and how it is right now. Times are true time. */
export class Link {
  /** The computer has no network: names are not found, and nothing gets through. */
  isDown = false;
  /** Names are not found, while open connections go on. */
  isNameUnknown = false;
  /** All services are out: they refuse connections, or a proxy in front of them answers 503. */
  outage: 'refused' | 'status-503' | null = null;
  /** The token endpoint answers 503. */
  isTokenEndpointDown = false;
  /** Every REST call is answered 429 until then. */
  throttledUntil = 0;
  /** Everything on its way is held until then. */
  stalledUntil = 0;
  leastLatencyMs = 20;
  mostLatencyMs = 80;
  readonly #timeline: Timeline;
  readonly #random: Seeded;

  constructor(timeline: Timeline, random: Seeded) {
    this.#timeline = timeline;
    this.#random = random;
  }

  /** How long one packet takes from one end to the other, if it gets there. */
  delayMs(): number {
    return this.#heldMs() + this.#random.between(this.leastLatencyMs, this.mostLatencyMs);
  }

  longestDelayMs(): number {
    return this.#heldMs() + this.mostLatencyMs;
  }

  /** The computer could make a connection now. */
  get isReachable(): boolean {
    return !this.#timeline.isAsleep && !this.isDown && !this.isNameUnknown && this.outage === null;
  }

  /** Neither end hears the other. */
  get isCut(): boolean {
    return this.#timeline.isAsleep || this.isDown;
  }

  #heldMs(): number {
    return Math.max(0, this.stalledUntil - this.#timeline.now());
  }
}
