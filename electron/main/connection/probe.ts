import type { Effect } from './state.ts';

/** The question whether a socket still lives: after a hint that the world changed, or because another takes over. */
export class Probe {
  #asked: { readonly lease: number; readonly isHint: boolean; readonly handoverAt: number | null } | null =
    null;

  /** `at` is monotonic. */
  ask({ lease, reason }: Extract<Effect, { readonly do: 'probe' }>, at: number): void {
    const former = this.#asked?.lease === lease ? this.#asked : null;
    const isHint = reason === 'hint' || former?.isHint === true;
    const handoverAt = reason === 'handover' ? at : (former?.handoverAt ?? null);
    this.#asked = { lease, isHint, handoverAt };
  }

  /** The lease that is asked after a hint, which is worth showing. */
  get hintedLease(): number | null {
    return this.#asked?.isHint === true ? this.#asked.lease : null;
  }

  /**
   * Whether a frame is the answer, which ends the question: of a pong, when its ping was sent; null for any other frame.
   * After a hint any frame is one. At a handover only the pong to a ping that was sent since is, where pongs are to be
   * had: any other frame may have been sent before the socket died, and lain unread; and one that tells of its
   * channel's end is no sign of life at all.
   */
  isAnsweredBy(lease: number, pingedAt: number | null, arePingsAnswered: boolean): boolean {
    if (this.#asked?.lease !== lease) return false;
    const { handoverAt } = this.#asked;
    const isPong = pingedAt !== null && handoverAt !== null && pingedAt >= handoverAt;
    if (handoverAt !== null && arePingsAnswered && !isPong) return false;
    this.#asked = null;
    return true;
  }
}
