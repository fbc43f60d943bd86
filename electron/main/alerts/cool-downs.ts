import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Subject } from '../../../shared/model/timeline.ts';
import { topicKey } from './losses.ts';

/** What a cool-down is for: the subject, or where there is none the topic. */
export interface Cooled {
  readonly subject: Subject | null;
  readonly topic: string;
}

/** Beyond this many, those that are over are forgotten. */
const MOST_SUBJECTS = 20_000;

/** After an alert, nothing more is told of the same subject for a while. */
export class CoolDowns {
  readonly #lengthMs: number;
  readonly #until = new Map<string, EpochMs>();

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  isCooling(what: Cooled, at: EpochMs): boolean {
    return at < (this.#until.get(keyOf(what)) ?? -Infinity);
  }

  begin(what: Cooled, at: EpochMs): void {
    if (this.#lengthMs === 0) return;
    const until = at + this.#lengthMs;
    this.#until.set(keyOf(what), Math.max(until, this.#until.get(keyOf(what)) ?? until));
    if (this.#until.size > MOST_SUBJECTS) this.#forget(at);
  }

  #forget(at: EpochMs): void {
    for (const [key, until] of this.#until) if (until <= at) this.#until.delete(key);
  }
}

function keyOf({ subject, topic }: Cooled): string {
  return subject === null || subject.id === null
    ? `topic ${topicKey(topic)}`
    : `${subject.kind} ${subject.id}`;
}
