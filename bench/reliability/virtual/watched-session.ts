import type { Gap } from '../../../shared/model/connection-state.ts';
import { VirtualSession } from '../../../electron/main/connection/virtual-session.ts';
import { Intake } from '../../../electron/main/monitor/intake.ts';

/** An event as the service sent it. */
interface Sent {
  readonly seq: number;
  readonly at: number;
}

/** From when to when, in time that no sleep adds to. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The topic that is wanted throughout, over which events are sent. */
export const TOPIC = 'v2.a';

/** Wall times are too large to keep all the digits of a monotonic clock. */
const ROUNDING_MS = 1;
/** R1: so long a silence may go unnoticed, so a session that ends within it cannot tell of it. */
export const UNNOTICED_MS = 20_000;

/**
 * The real core and the real intake on a virtual network, beside a log of what the service sent and of what the
 * world did. Events are timed by a clock that never steps and that stands still in sleep, in which nothing is sent.
 */
export class WatchedSession {
  readonly sent: Sent[] = [];
  /** The number of each event that reached the timeline, in its order. */
  readonly stored: number[] = [];
  readonly gaps: Span[] = [];
  /** While the client claims to miss nothing, gaps apart: from the first `live` after a start to the stop. */
  readonly claims: { readonly from: number; to: number | null }[] = [];
  /** What happened beside the network, in true time. */
  readonly acts: {
    readonly what: 'start' | 'stop' | 'clock' | 'revoked' | 'closing';
    readonly at: number;
  }[] = [];
  /** How often something was done that may cost coverage. */
  disruptions = 0;
  isLatencyConstant = true;
  mostLatencyMs = 20;
  readonly session: VirtualSession;
  readonly #intake: Intake;
  /** The client's wall time at the beginning of each stretch in which both clocks ran alike. */
  readonly #walls: { readonly at: number; readonly wall: number }[] = [];
  #toldGaps = 0;
  /** Time in which the client could notice nothing. */
  #blockedMs = 0;

  constructor(seed = 1) {
    this.session = new VirtualSession({
      seed,
      read: (lease, text, at) => this.#intake.take(lease, text, at),
    });
    this.#intake = new Intake(this.session.clock, (record) => {
      if (record.type === 'event') this.stored.push(Number(record.arrival.body));
    });
    this.#noteWall();
  }

  get now(): number {
    return this.session.clock.monotonic();
  }

  note(what: WatchedSession['acts'][number]['what']): void {
    this.acts.push({ what, at: this.session.network.now() });
  }

  start(): void {
    this.note('start');
    this.session.start([TOPIC]);
  }

  stop(): void {
    this.note('stop');
    this.session.stop();
    const claim = this.claims.at(-1);
    if (claim?.to === null) claim.to = this.now - UNNOTICED_MS - this.#blockedMs;
    this.#readGaps();
  }

  /** The client's wall clock is set. */
  setClock(deltaMs: number): void {
    this.note('clock');
    this.session.clock.stepWall(deltaMs);
    this.#noteWall();
  }

  /** The process is held up; then it reads what lies unread before anything else is done. */
  async block(durationMs: number): Promise<void> {
    this.#blockedMs += durationMs;
    this.session.clock.block(durationMs);
    await this.pass(1_500, 1);
  }

  sleep(durationMs: number): void {
    this.disruptions += 1;
    this.session.network.sleep(durationMs);
    this.#noteWall();
  }

  setLatency(latencyMs: number): void {
    this.session.network.latencyMs = latencyMs;
    this.isLatencyConstant = false;
    this.mostLatencyMs = Math.max(this.mostLatencyMs, latencyMs);
  }

  /** Sends the next event; every other one carries a correlation id. */
  send(): void {
    const seq = this.sent.length;
    this.sent.push({ seq, at: this.now });
    const more = seq % 2 === 0 ? {} : { metadata: { CorrelationId: `id-${String(seq)}` } };
    this.session.network.publish(TOPIC, seq, more);
  }

  /** Time passes, and events are sent evenly over it. */
  async pass(durationMs: number, events = 6): Promise<void> {
    for (let turn = 0; turn < events; turn += 1) {
      this.send();
      await this.session.clock.advance(durationMs / events);
      this.#observe();
    }
  }

  #noteWall(): void {
    this.#walls.push({ at: this.now, wall: this.session.clock.now() });
  }

  #observe(): void {
    this.#readGaps();
    const claim = this.claims.at(-1);
    const isClaimed = claim?.to === null;
    if (!isClaimed && this.session.status === 'live') this.claims.push({ from: this.now, to: null });
  }

  #readGaps(): void {
    for (; this.#toldGaps < this.session.gaps.length; this.#toldGaps += 1) {
      const gap = this.session.gaps[this.#toldGaps];
      if (gap !== undefined) this.gaps.push(this.#spanOf(gap));
    }
  }

  /**
   * A gap ends when it is told; it begins when the client's clock last showed the moment that it names. One that ends
   * later than now was widened because the clock was set back meanwhile: its beginning is by the clock of now.
   */
  #spanOf({ from, to }: Omit<Gap, 'id'>): Span {
    const wall = this.session.clock.now();
    if (to > wall + ROUNDING_MS) return { from: this.now - (wall - from), to: this.now };
    let until = this.now;
    for (const { at, wall: shown } of this.#walls.toReversed()) {
      const candidate = at + (from - shown);
      if (candidate >= at - ROUNDING_MS && candidate <= until + ROUNDING_MS) {
        return { from: candidate, to: this.now };
      }
      until = at;
    }
    // By no clock of then: it was set back before the loss was noticed, and the gap is by the clock of now.
    return { from: this.now - (wall - from), to: this.now };
  }
}
