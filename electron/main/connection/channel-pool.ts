import type { Clock } from '../base/clock.ts';
import type { HeldChannel } from './service.ts';

/** A channel is renewed in this stretch of its life; the spread keeps many installs from renewing at once. */
const RENEW_AT_SHARE = 0.93;
const RENEW_SPREAD_SHARE = 0.03;

interface Entry {
  readonly channel: HeldChannel;
  readonly createdAt: number;
  readonly createdMonotonic: number;
  readonly renewAfterMs: number;
}

/** The channels in use, by number, so that their secrets stay out of the state. Ages are judged on both clocks. */
export class ChannelPool {
  readonly #clock: Clock;
  readonly #entries = new Map<number, Entry>();
  #created = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(channelRef: number, channel: HeldChannel, random: number): void {
    this.#created += 1;
    this.#entries.set(channelRef, this.#entryOf(channel, random));
  }

  /** Takes over a channel that was created in an earlier run. */
  adopt(channelRef: number, channel: HeldChannel, random: number): void {
    this.#entries.set(channelRef, this.#entryOf(channel, random));
  }

  /** The channel lives so much longer from now on. */
  extend(channelRef: number, lifetimeMs: number, random: number): void {
    const entry = this.#entries.get(channelRef);
    if (entry === undefined) return;
    this.#entries.set(channelRef, this.#entryOf({ ...entry.channel, lifetimeMs }, random));
  }

  get(channelRef: number): HeldChannel | undefined {
    return this.#entries.get(channelRef)?.channel;
  }

  /** Milliseconds until renewal is due; zero for a channel that is not known any more. */
  dueInMs(channelRef: number): number {
    const entry = this.#entries.get(channelRef);
    return entry === undefined ? 0 : Math.max(0, entry.renewAfterMs - this.#ageMs(entry));
  }

  endsInMs(channelRef: number): number {
    const entry = this.#entries.get(channelRef);
    return entry === undefined ? 0 : Math.max(0, entry.channel.lifetimeMs - this.#ageMs(entry));
  }

  /** Forgets every channel but these. Genesys Cloud has no way to delete one: it ages out. */
  keepOnly(channelRefs: ReadonlySet<number>): void {
    for (const channelRef of this.#entries.keys()) {
      if (!channelRefs.has(channelRef)) this.#entries.delete(channelRef);
    }
  }

  get created(): number {
    return this.#created;
  }

  #entryOf(channel: HeldChannel, random: number): Entry {
    return {
      channel,
      createdAt: this.#clock.now(),
      createdMonotonic: this.#clock.monotonic(),
      renewAfterMs: channel.lifetimeMs * (RENEW_AT_SHARE + RENEW_SPREAD_SHARE * random),
    };
  }

  #ageMs(entry: Entry): number {
    return Math.max(this.#clock.now() - entry.createdAt, this.#clock.monotonic() - entry.createdMonotonic);
  }
}
