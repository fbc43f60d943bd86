import type { Subscription } from '../../../shared/model/subscription.ts';

/**
 * What each channel was confirmed to carry, less what was left out of any wish that was sent to it since. Only a topic of
 * these can be forgotten by its channel: of one and the same topic the service may say different things on two channels,
 * and an answer that never came may have taken a topic off.
 */
export class CarriedByChannel {
  readonly #confirmed = new Map<number, readonly Subscription[]>();

  of(channelRef: number): readonly Subscription[] {
    return this.#confirmed.get(channelRef) ?? [];
  }

  /** A wish is on its way to a channel, or may have come there only now. */
  sent(channelRef: number, wanted: readonly string[]): void {
    const kept = new Set(wanted);
    this.confirmed(
      channelRef,
      this.of(channelRef).filter(({ topic }) => kept.has(topic)),
    );
  }

  confirmed(channelRef: number, results: readonly Subscription[]): void {
    this.#confirmed.set(channelRef, results);
  }

  /** Forgets every channel but these. */
  keepOnly(channelRefs: ReadonlySet<number>): void {
    for (const channelRef of this.#confirmed.keys()) {
      if (!channelRefs.has(channelRef)) this.#confirmed.delete(channelRef);
    }
  }
}
