import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { toMonitorError } from '../base/failure.ts';
import { Requests } from './requests.ts';
import type { CoreState, Lease } from './state.ts';
import type { TopicSync } from './topic-sync.ts';

/**
 * A channel can end, or forget topics, while its socket answers pings as ever: what is missing then never shows. So the
 * service is asked what the channel carries, seldom enough to cost nothing.
 */
export const AUDIT_EVERY_MS = 600_000;
/** A list may lag behind, and a question may not come through: it is put again after this. */
export const LOOK_AGAIN_MS = 30_000;
/** That events come is noted no more often than this. */
const HEARD_EVERY_MS = 1_000;
/** So soon after the last good look nobody who asks the channel themselves needs another one. */
const FRESH_MS = 30_000;
/** So often in a row topics have to be missing before the list is believed. */
const LOOKS = 2;

/** What was found: the channel of a lease is not what it was since a moment. */
export interface Finding {
  readonly lease: number;
  readonly error: MonitorError;
  /** Null where its socket proves nothing at all. */
  readonly provenAt: EpochMs | null;
}

export interface AuditDeps {
  readonly clock: Clock;
  /** How far the wall clock was set back so far. */
  readonly setBackMs: () => number;
  readonly topics: TopicSync;
  /** Wall time until which the socket of a lease surely carried what there was; null when that is not known. */
  readonly socketProvenAt: (lease: number) => EpochMs | null;
  readonly found: (finding: Finding) => void;
}

/** Moments are wall time as it was before the clock was ever set back. */
interface Watched {
  readonly lease: number;
  /** When it was last certain that everything asked for would come. */
  provenAt: number;
  /** When the channel itself last showed a sign of life: an event, or its list. */
  aliveAt: number;
  /** Monotonic. */
  dueAt: number;
  missed: number;
}

/**
 * Somebody who waits for a look, and whether what they are about to do is a question to the channel with its token, too:
 * then they find out by themselves when it is gone.
 */
interface Waiting {
  readonly asksChannel: boolean;
  readonly then: () => void;
}

/** Asks now and then whether the serving channel still is what coverage rests on. */
export class ChannelAudit {
  readonly #deps: AuditDeps;
  readonly #requests = new Requests();
  #watched: Watched | null = null;
  /** Wait for the next look: what they are about to do would cover up what is missing. */
  #waiting: Waiting[] = [];
  #heardAt = 0;
  /** The lease whose topics were set last, and when it was asked for. */
  #set = { lease: 0, askedAt: 0 };

  constructor(deps: AuditDeps) {
    this.#deps = deps;
  }

  /** An event came over the socket of a lease, so its channel lived when it was sent. Events come by the thousand. */
  heard(lease: number, now: EpochMs): void {
    if (this.#watched?.lease !== lease || Math.abs(now - this.#heardAt) < HEARD_EVERY_MS) return;
    this.#heardAt = now;
    const at = this.#deps.socketProvenAt(lease);
    if (at !== null) this.#watched.aliveAt = Math.max(this.#watched.aliveAt, at + this.#deps.setBackMs());
  }

  /** Follows the state: a lease is watched as long as it serves. */
  follow({ serving }: CoreState): void {
    const lease = serving?.ref ?? null;
    if (lease === (this.#watched?.lease ?? null)) return;
    if (this.#watched !== null) this.#requests.giveUp(this.#watched.lease);
    this.#waiting = [];
    const { lease: set, askedAt } = this.#set;
    this.#watched =
      lease === null ? null : { lease, ...this.#soundAt(set === lease ? askedAt : this.#wall()) };
  }

  /** The topics of a lease were set and looked at, as was asked at that moment. */
  proven(lease: number, askedAt: EpochMs): void {
    this.#set = { lease, askedAt: askedAt + this.#deps.setBackMs() };
    if (this.#watched?.lease !== lease) return;
    Object.assign(this.#watched, this.#soundAt(this.#set.askedAt));
    // Whoever waits for another look gets it now: the next one that is due by itself is far away.
    if (this.#waiting.length > 0) this.#watched.dueAt = this.#deps.clock.monotonic();
  }

  /** Until when everything came that the channel of a lease had to say, should it be gone now; null for not known. */
  provenAt(lease: number): EpochMs | null {
    return this.#watched?.lease === lease
      ? this.#heardUntil(lease, this.#watched.aliveAt)
      : this.#deps.socketProvenAt(lease);
  }

  /**
   * Calls back when the channel of the serving lease was looked at and carries all that it should, or could not be looked
   * at. Where something is missing, that is found instead, and nobody is called back.
   */
  whenSound({ serving, wanted }: CoreState, waiting: Waiting): void {
    const watched = this.#watched;
    const isFresh = waiting.asksChannel && watched !== null && this.#wall() - watched.provenAt < FRESH_MS;
    const isAskable = serving !== null && this.#deps.topics.isAskable(serving);
    if (watched === null || isFresh || !isAskable || wanted.isEmpty) {
      waiting.then();
      return;
    }
    this.#waiting.push(waiting);
    if (this.#waiting.length === 1) this.#look(watched, serving);
  }

  /** Looks when the time has come. While something else is made of the connection, that is left alone. */
  tick({ serving, build, wait, wanted, failedCause }: CoreState): void {
    const watched = this.#watched;
    if (watched === null || serving === null) return;
    if (wanted.isEmpty) {
      // Nothing can be missing any more.
      this.#goOn();
      return;
    }
    const isAtRest = serving.topics === 'synced' && build === null && wait === null && failedCause === null;
    const isDue = this.#deps.clock.monotonic() >= watched.dueAt;
    if (isDue && (isAtRest || this.#waiting.length > 0)) this.#look(watched, serving);
  }

  #soundAt(at: number): Omit<Watched, 'lease'> {
    return { provenAt: at, aliveAt: at, dueAt: this.#deps.clock.monotonic() + AUDIT_EVERY_MS, missed: 0 };
  }

  #wall(): number {
    return this.#deps.clock.now() + this.#deps.setBackMs();
  }

  /** The channel was good until a moment. What it said by then may still lie unread, and goes down with its socket. */
  #heardUntil(lease: number, goodUntil: number): EpochMs | null {
    const provenAt = this.#deps.socketProvenAt(lease);
    return provenAt === null ? null : Math.min(provenAt, goodUntil - this.#deps.setBackMs());
  }

  #look(watched: Watched, lease: Lease): void {
    const { ref, channelRef, tokenRef } = lease;
    watched.dueAt = this.#deps.clock.monotonic() + LOOK_AGAIN_MS;
    const askedAt = this.#wall();
    const waiting = this.#waiting.length;
    this.#requests.run(
      ref,
      (signal) => this.#deps.topics.missing({ channelRef, tokenRef }, signal),
      (missing) => {
        if (this.#watched !== watched) return;
        watched.aliveAt = Math.max(watched.aliveAt, askedAt);
        watched.missed = missing.length === 0 ? 0 : watched.missed + 1;
        if (missing.length === 0) {
          watched.provenAt = askedAt;
          watched.dueAt = this.#deps.clock.monotonic() + AUDIT_EVERY_MS;
          this.#goOn(waiting);
          // Who came later needs a later look: the channel may have ended between the two.
          if (this.#waiting.length > 0 && this.#watched === watched) this.#look(watched, lease);
        } else if (watched.missed >= LOOKS) {
          this.#deps.found({
            lease: ref,
            error: forgotten(missing.length),
            provenAt: this.#heardUntil(ref, watched.provenAt),
          });
        }
      },
      (thrown) => {
        const error = toMonitorError(thrown);
        const isTokenDead = error.code === 'auth/token-rejected';
        if (isTokenDead) this.#waiting = this.#waiting.filter(({ asksChannel }) => !asksChannel);
        if (isTokenDead || error.code === 'channel/gone') {
          this.#deps.found({ lease: ref, error, provenAt: this.#heardUntil(ref, watched.aliveAt) });
        }
        // Any other answer says nothing of the channel.
        if (error.code !== 'channel/gone') this.#goOn();
      },
    );
  }

  /** Those who have waited longest go on, as many as that. */
  #goOn(count = this.#waiting.length): void {
    for (const { then } of this.#waiting.splice(0, count)) then();
  }
}

function forgotten(count: number): MonitorError {
  return {
    code: 'channel/gone',
    message: t(
      'The channel no longer carried {count, plural, one {a topic} other {{count} topics}} that Genesys Cloud had confirmed. Vigil makes a new one.',
      { count },
    ),
  };
}
