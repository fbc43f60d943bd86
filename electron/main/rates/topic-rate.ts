import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { CountRing } from './count-ring.ts';
import { Moments } from './moments.ts';
import { merged, touches, type Spans } from './spans.ts';
import type { UnheardTime } from './unheard.ts';
import { usualOf, type Usual } from './usual.ts';

/** Half an hour, in stretches of half a minute. */
export const TOPIC_BUCKET_MS = 30_000;
export const TOPIC_BUCKETS = 60;

/** What is remembered of one single topic: about 1.4 kB. */
export class TopicRate {
  readonly topic: string;
  readonly #counts = new CountRing(TOPIC_BUCKET_MS, TOPIC_BUCKETS);
  readonly #moments = new Moments();
  /** Since when it is known to be subscribed to. */
  #confirmedAt: EpochMs;
  #lastAt: EpochMs | null = null;

  constructor(topic: string, at: EpochMs) {
    this.topic = topic;
    this.#confirmedAt = at;
  }

  /** When the last event came; null before the first. */
  get lastAt(): EpochMs | null {
    return this.#lastAt;
  }

  /** How many events came in the half hour up to now. */
  countUntil(now: EpochMs): number {
    return this.#counts.totalUntil(now);
  }

  event(at: EpochMs): void {
    this.#counts.add(at);
    this.#moments.add(at);
    this.#lastAt = at;
  }

  /** It is subscribed to anew: what came before, until now, nobody knows. */
  confirmed(at: EpochMs): void {
    this.#confirmedAt = at;
    this.#moments.break();
  }

  /** What is known of it as of now. */
  read(unheard: UnheardTime, now: EpochMs): TopicReading {
    const lost = unheard.spansOf(this.topic);
    const heard = [...this.#moments.stretches()].filter((stretch) => !touches(lost, stretch));
    const spans = merged([...lost, { from: -Infinity, to: this.#confirmedAt }]);
    return {
      lastAt: this.#lastAt,
      counts: this.#counts.until(now),
      unheard: spans,
      usual: usualOf(heard.map(({ from, to }) => to - from)),
      quietSince: Math.max(this.#lastAt ?? -Infinity, spans.at(-1)?.to ?? -Infinity),
    };
  }
}

export interface TopicReading {
  readonly lastAt: EpochMs | null;
  /** In stretches of `TOPIC_BUCKET_MS`, up to now. */
  readonly counts: readonly number[];
  readonly unheard: Spans;
  /** Of intervals that were listened to from end to end; null while there are too few. */
  readonly usual: Usual | null;
  /** Since when nothing came although somebody listened all the while; `Infinity` while nobody does. */
  readonly quietSince: EpochMs;
}
