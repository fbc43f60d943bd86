import type { ClockOffset } from '../../../shared/model/agent.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Clock } from './clock.ts';
import type { Fetch } from './http.ts';

/** One answer, and so one bound on how far the server's clock is ahead: at least `from`, at most `to` milliseconds. */
interface Bound {
  readonly from: number;
  readonly to: number;
  /** Wall less monotonic time when it came: it moves when this computer's clock is set. */
  readonly base: number;
}

/** A `Date` header has whole seconds. */
const DATE_UNIT_MS = 1_000;
const MOST_BOUNDS = 32;
/** The two clocks of a computer drift apart by less, as long as nobody sets one of them. */
const CLOCK_WAS_SET_MS = 250;

/**
 * Measures how far the server's clock is ahead of this computer's by the `Date` of its answers. An answer is made between
 * the moment when the request was sent and the one when it arrived, which bounds the difference; the bounds that agree
 * with most others are narrowed to what they have in common, so that one odd answer changes nothing.
 */
export class ServerClock {
  readonly #clock: Clock;
  readonly #measured: () => void;
  #bounds: readonly Bound[] = [];

  constructor(clock: Clock, measured: () => void = () => undefined) {
    this.#clock = clock;
    this.#measured = measured;
  }

  /** Null before the first answer, and after this computer's clock was set until the next one. */
  offset(): ClockOffset | null {
    const best = mostAgreed(this.#valid());
    if (best === null) return null;
    const [offsetMs, withinMs] = [(best.from + best.to) / 2, (best.to - best.from) / 2];
    return { offsetMs: Math.round(offsetMs), withinMs: Math.ceil(withinMs) };
  }

  /** Measures by everything that is fetched. A refusal may come from a proxy on the way, with a clock of its own. */
  watching(fetch: Fetch): Fetch {
    return async (url, init) => {
      const sentAt = this.#clock.now();
      const base = this.#base();
      const response = await fetch(url, init);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (response.status < 400 && !Number.isNaN(date)) this.#take(date, sentAt, base);
      return response;
    };
  }

  #take(date: EpochMs, sentAt: EpochMs, base: number): void {
    if (this.#wasSetSince(base)) return;
    const bound = { from: date - this.#clock.now(), to: date + DATE_UNIT_MS - sentAt, base };
    this.#bounds = [...this.#valid(), bound].slice(-MOST_BOUNDS);
    this.#measured();
  }

  #valid(): readonly Bound[] {
    return this.#bounds.filter(({ base }) => !this.#wasSetSince(base));
  }

  #wasSetSince(base: number): boolean {
    return Math.abs(this.#base() - base) > CLOCK_WAS_SET_MS;
  }

  #base(): number {
    return this.#clock.now() - this.#clock.monotonic();
  }
}

/** The stretch that lies within most of the bounds; of several the one of the newest. Source: Marzullo's algorithm. */
function mostAgreed(bounds: readonly Bound[]): Pick<Bound, 'from' | 'to'> | null {
  let best: { readonly from: number; readonly to: number; readonly votes: number } | null = null;
  for (const { from } of bounds) {
    const around = bounds.filter((bound) => bound.from <= from && from <= bound.to);
    const to = Math.min(...around.map((bound) => bound.to));
    if (best === null || around.length >= best.votes) best = { from, to, votes: around.length };
  }
  return best;
}
