import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Clock } from '../base/clock.ts';
import { HEARTBEAT } from './heartbeat.ts';
import { openNotificationSocket, type NotificationSocket } from './notification-socket.ts';
import { Probe } from './probe.ts';
import type { Answer } from './proof.ts';
import type { SetBack } from './set-back.ts';
import type { Effect } from './state.ts';
import type { Signal } from './supervisor-deps.ts';
import type { OpenWire } from './wire.ts';

export interface OpenSocketsDeps {
  readonly clock: Clock;
  readonly openWire: OpenWire;
  /** How far the wall clock was set back so far. */
  readonly setBackMs: SetBack;
  /** The first frame of a socket came. */
  readonly proven: (lease: number) => void;
  /** A frame came at a moment of wall time. Answers with what it means for the connection, if anything. */
  readonly frame: (lease: number, text: string | null, now: EpochMs) => Signal | null;
  /** A ping was answered: the round trip is known anew. */
  readonly measured: () => void;
  /** A socket that was asked for a sign of life has given it. */
  readonly answered: (lease: number) => void;
  /** Said once of each. `provenAt` is wall time of the last proof of life, or null when there was none. */
  readonly lost: (lease: number, cause: MonitorError, provenAt: EpochMs | null) => void;
}

/** The sockets that are open, by lease, and what they show of the service: whether it answers pings, and how soon. */
export class OpenSockets {
  readonly #deps: OpenSocketsDeps;
  readonly #sockets = new Map<number, NotificationSocket>();
  readonly #probe = new Probe();
  #roundTripMs: number | null = null;
  #lastFrameAt: EpochMs | null = null;
  /** Documented, so assumed until a socket in good health shows otherwise. */
  #pings: 'assumed' | 'answered' | 'ignored' = 'assumed';

  constructor(deps: OpenSocketsDeps) {
    this.#deps = deps;
  }

  get roundTripMs(): number | null {
    return this.#roundTripMs;
  }

  get lastFrameAt(): EpochMs | null {
    return this.#lastFrameAt;
  }

  /** A socket is asked for a sign of life after a hint, which is worth showing. */
  get isProbing(): boolean {
    return this.#sockets.has(this.#probe.hintedLease ?? 0);
  }

  open(lease: number, uri: string): void {
    const { clock, setBackMs, openWire, ...tell } = this.#deps;
    const socket = openNotificationSocket({ clock, openWire, setBackMs }, uri, this.#pings !== 'ignored', {
      proven: () => {
        tell.proven(lease);
      },
      frame: (text, now) => {
        this.#take(lease, text, now);
      },
      lost: (cause, provenAt) => {
        // It carried frames and still let a ping pass unanswered: perhaps this service answers none.
        if (cause.code === 'socket/silent' && this.#pings === 'assumed') this.#pings = 'ignored';
        this.#sockets.delete(lease);
        tell.lost(lease, cause, provenAt);
      },
    });
    this.#sockets.set(lease, socket);
  }

  /** Leaves it at once and for good. Nothing is heard of it afterwards. */
  leave(lease: number): void {
    this.#sockets.get(lease)?.abandon();
    this.#sockets.delete(lease);
  }

  /** Asks for a sign of life. A hint wants a quick verdict; a handover has time for a slow answer. */
  probe(question: Extract<Effect, { readonly do: 'probe' }>): void {
    this.#probe.ask(question, this.#deps.clock.monotonic());
    const withinMs = question.reason === 'hint' ? HEARTBEAT.probeWithinMs : HEARTBEAT.answerWithinMs;
    this.#sockets.get(question.lease)?.probe(withinMs);
  }

  /** The process was held up: frames that are read now may have lain there. */
  wokeUp(): void {
    for (const socket of this.#sockets.values()) socket.wokeUp();
  }

  /** Wall time until which a socket surely carried what there was; null when that is not known. */
  provenAt(lease: number): EpochMs | null {
    return this.#sockets.get(lease)?.provenAt() ?? null;
  }

  /** The same, when the frame at hand is no proof. */
  provenBefore(lease: number): EpochMs | null {
    return this.#sockets.get(lease)?.provenBefore() ?? null;
  }

  #take(lease: number, text: string | null, now: EpochMs): void {
    this.#lastFrameAt = now;
    const signal = this.#deps.frame(lease, text, now);
    const answer = signal === 'pong' ? this.#answered(lease) : null;
    if (this.#probe.isAnsweredBy(lease, answer?.askedAt ?? null, this.#pings === 'answered'))
      this.#deps.answered(lease);
  }

  #answered(lease: number): Answer | null {
    const answer = this.#sockets.get(lease)?.answered() ?? null;
    this.#pings = 'answered';
    this.#roundTripMs = answer?.roundTripMs ?? this.#roundTripMs;
    this.#deps.measured();
    return answer;
  }
}
