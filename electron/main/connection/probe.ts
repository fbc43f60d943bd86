import type { Effect } from './state.ts';
import type { Signal } from './supervisor-deps.ts';

/** The question whether a socket still lives: after a hint that the world changed, or because another takes over. */
export class Probe {
  #asked: { readonly lease: number; readonly isHint: boolean; readonly isHandover: boolean } | null = null;

  ask({ lease, reason }: Extract<Effect, { readonly do: 'probe' }>): void {
    const former = this.#asked?.lease === lease ? this.#asked : null;
    const isHint = reason === 'hint' || former?.isHint === true;
    const isHandover = reason === 'handover' || former?.isHandover === true;
    this.#asked = { lease, isHint, isHandover };
  }

  /** The lease that is asked after a hint, which is worth showing. */
  get hintedLease(): number | null {
    return this.#asked?.isHint === true ? this.#asked.lease : null;
  }

  /**
   * Whether a frame is the answer, which ends the question. After a hint any frame is one. At a handover only a pong
   * is, where pongs are to be had: another frame may have been sent before the socket died, and one that tells of its
   * channel's end is no sign of life at all.
   */
  isAnsweredBy(lease: number, signal: Signal | null, arePingsAnswered: boolean): boolean {
    if (this.#asked?.lease !== lease) return false;
    if (this.#asked.isHandover && arePingsAnswered && signal !== 'pong') return false;
    this.#asked = null;
    return true;
  }
}
