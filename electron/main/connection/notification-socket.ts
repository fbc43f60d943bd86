import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { networkError } from '../base/network-error.ts';
import { parseRetryAfter } from '../base/retry-after.ts';
import { HEARTBEAT, judge, type Liveness } from './heartbeat.ts';
import { BURST_MS, Proof, type Answer } from './proof.ts';
import { setBackOf, type SetBack } from './set-back.ts';
import type { OpenWire } from './wire.ts';

export interface SocketListener {
  /** The first frame of any kind came: the connection carries data, not only a handshake. */
  readonly proven: () => void;
  /** Null for a binary one. It came at a moment of wall time. */
  readonly frame: (text: string | null, now: EpochMs) => void;
  /** Said once. `provenAt` is wall time of the last proof of life, or null when there was none. */
  readonly lost: (cause: MonitorError, provenAt: number | null) => void;
}

/** What a socket can be asked. It has one life: it never reconnects. */
export interface NotificationSocket {
  /** Asks at once for a sign of life, which has so long to come. */
  readonly probe: (withinMs: number) => void;
  /** Tells that a pong came; answers with what it is the answer to, or null when no ping was out. */
  readonly answered: () => Answer | null;
  /** The process was held up: frames that are read now may have lain there, and prove nothing of the time since. */
  readonly wokeUp: () => void;
  /** Leaves the socket at once and for good. Nothing is heard of it afterwards. */
  readonly abandon: () => void;
  /** Wall time until which it surely carried what there was, or null. */
  readonly provenAt: () => number | null;
  /** The same, when the frame at hand is no proof. */
  readonly provenBefore: () => number | null;
}

/** The handshake may take this long, TLS included. */
const OPEN_WITHIN_MS = 15_000;
const PING = JSON.stringify({ message: 'ping' });

/**
 * One WebSocket on one channel, watched for silence. `answersPings` is false for a service known to ignore pings.
 * Source of the ping: `{"message":"ping"}`, answered by a `pong` under `channel.metadata` (Notifications API).
 */
export function openNotificationSocket(
  {
    clock,
    openWire,
    setBackMs = setBackOf(clock),
  }: {
    readonly clock: Clock;
    readonly openWire: OpenWire;
    /** How far the wall clock was set back so far. */
    readonly setBackMs?: SetBack;
  },
  uri: string,
  answersPings: boolean,
  listener: SocketListener,
): NotificationSocket {
  let isOver = false;
  let isOpen = false;
  /** What comes lies unread: silence proves nothing. */
  let isHeld = false;
  let hasHeard = false;
  const proof = new Proof();
  // Changed in place: it is touched by every frame.
  const liveness: { -readonly [Fact in keyof Liveness]: Liveness[Fact] } = {
    lastFrameAt: clock.monotonic(),
    ping: null,
    answersPings,
    hadGrace: false,
  };
  let cancelTimer: () => void = () => undefined;

  arm(OPEN_WITHIN_MS);
  const wire = openWire(uri, {
    opened: () => {
      if (isOver) return;
      isOpen = true;
      liveness.lastFrameAt = clock.monotonic();
      // A heartbeat may be 30 s away; the answer to a ping is the quickest proof that frames come through.
      ping(HEARTBEAT.answerWithinMs);
    },
    frame: (text) => {
      if (isOver) return;
      const isFirst = !hasHeard;
      hasHeard = true;
      // Every frame passes here, so each clock is read once.
      const [now, monotonic] = [clock.now(), clock.monotonic()];
      proof.heard(now + setBackMs(now, monotonic), monotonic);
      liveness.lastFrameAt = monotonic;
      if (!isPongNeeded(monotonic)) liveness.ping = null;
      liveness.hadGrace = false;
      if (isFirst) listener.proven();
      passOn(text, now);
    },
    held,
    closed: (closeCode) => {
      lose(closedCause(closeCode));
    },
    broke: (error) => {
      lose(networkError(error, (what) => t('The WebSocket failed: {what}.', { what })));
    },
    refused: (httpStatus, retryAfter) => {
      lose(refusedCause(httpStatus, parseRetryAfter(retryAfter, clock.now())));
    },
  });

  function held(isNow: boolean): void {
    if (isOver) return;
    isHeld = isNow;
    if (isHeld) {
      cancelTimer();
      return;
    }
    wokeUp();
    // It has not been silent but unheard, so it gets its time anew.
    liveness.lastFrameAt = clock.monotonic();
    liveness.ping = null;
    liveness.hadGrace = false;
    arm(HEARTBEAT.pingAfterMs);
  }

  function wokeUp(): void {
    proof.wokeUp(clock.monotonic());
    askForProof();
  }

  /** Only an answer tells when all that lay unread has been read: a ping is the last in the queue. */
  function askForProof(): void {
    if (!isOver && isOpen && !isHeld && proof.needsAnswer) sendPing();
  }

  /** What is read right after a probe may have lain unread since before a sleep: only a pong is its answer then. */
  function isPongNeeded(now: number): boolean {
    const { ping: out } = liveness;
    return out?.withinMs === HEARTBEAT.probeWithinMs && now - out.sentAt <= BURST_MS;
  }

  function passOn(text: string | null, now: EpochMs): void {
    // Being proven may have been the reason to leave the socket.
    if (!isOver) listener.frame(text, now);
  }

  function arm(delayMs: number): void {
    cancelTimer();
    const dueAt = clock.monotonic() + delayMs;
    cancelTimer = clock.schedule(delayMs, () => {
      watch(clock.monotonic() - dueAt);
    });
  }

  function watch(lateMs: number): void {
    const verdict = isOpen ? judge(liveness, clock.monotonic(), lateMs) : judgeOpening(lateMs);
    if (verdict.do === 'sleep') arm(verdict.forMs);
    else if (verdict.do === 'ping') ping(HEARTBEAT.answerWithinMs);
    else if (verdict.do === 'grace') {
      liveness.hadGrace = true;
      arm(verdict.forMs);
    } else if (isOpen) {
      lose({ code: 'socket/silent', message: t('The connection was open, but nothing came over it.') });
    } else lose({ code: 'net/timeout', message: t('The WebSocket did not open in time.') });
  }

  /** A handshake that was done while the computer slept is waiting to be read, like any frame. */
  function judgeOpening(lateMs: number): ReturnType<typeof judge> {
    const isLate = lateMs >= HEARTBEAT.lateMs && !liveness.hadGrace;
    return isLate ? { do: 'grace', forMs: HEARTBEAT.graceMs } : { do: 'give-up' };
  }

  function ping(withinMs: number): void {
    liveness.ping = { sentAt: clock.monotonic(), withinMs };
    liveness.hadGrace = false;
    sendPing();
    arm(withinMs);
  }

  function sendPing(): void {
    const [now, monotonic] = [clock.now(), clock.monotonic()];
    proof.asked(now + setBackMs(now, monotonic), monotonic);
    wire.send(PING);
  }

  /** A ping that is out keeps its deadline: asking again and again must not put the verdict off. */
  function isAnswerDueWithin(ms: number): boolean {
    const { ping: out } = liveness;
    return out !== null && out.sentAt + out.withinMs <= clock.monotonic() + ms;
  }

  function lose(cause: MonitorError): void {
    if (isOver) return;
    abandon();
    listener.lost(cause, shown(proof.until(clock.monotonic())));
  }

  /** A moment by the wall clock as it goes now. */
  function shown(wall: number | null): number | null {
    return wall === null ? null : wall - setBackMs();
  }

  function abandon(): void {
    if (isOver) return;
    isOver = true;
    cancelTimer();
    wire.drop();
  }

  return {
    probe: (withinMs) => {
      // One that meets the brake is asked when that is released.
      if (isOver || !isOpen || isHeld) return;
      if (isAnswerDueWithin(withinMs)) sendPing();
      else ping(withinMs);
    },
    answered: () => {
      liveness.answersPings = true;
      liveness.ping = null;
      const answer = proof.answered(clock.monotonic());
      askForProof();
      return answer;
    },
    wokeUp,
    abandon,
    provenAt: () => shown(proof.until(clock.monotonic())),
    provenBefore: () => shown(proof.untilFormer(clock.monotonic())),
  };
}

function closedCause(closeCode: number): MonitorError {
  const message =
    closeCode === 1006
      ? t('The connection ended without a goodbye, as it does when a network changes.')
      : t('The connection was closed by the other side.');
  return { code: 'socket/closed', message, closeCode };
}

function refusedCause(httpStatus: number, retryAfterMs: number | undefined): MonitorError {
  return {
    code: httpStatus === 429 ? 'rate/limited' : 'socket/refused',
    message: t('Genesys Cloud refused the WebSocket with HTTP {httpStatus}.', { httpStatus }),
    httpStatus,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
