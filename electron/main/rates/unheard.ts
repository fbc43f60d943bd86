import type { ConnectionReport, EpochMs, Gap } from '../../../shared/model/connection-state.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import { merged, type Span, type Spans } from './spans.ts';

/** Time that nobody listened in, to some single topics or, for null, to all. */
interface Unheard extends Span {
  readonly topics: ReadonlySet<string> | null;
}

/** So many are told apart; all that lies before the end of an older one counts as unheard. */
const KEPT = 64;

/**
 * Knows when nobody listened, so that no silence is made of it. It believes both what the connection reports while a
 * loss lasts and the gap that is recorded when it is over, which may begin earlier.
 */
export class UnheardTime {
  #past: readonly Unheard[] = [];
  /** Nobody listens until the connection says so. */
  #open: Unheard | null;
  #knownFrom: EpochMs;
  /** What went unheard of all topics. */
  #ofAll: Spans = [];

  constructor(now: EpochMs) {
    this.#open = { from: now, to: Infinity, topics: null };
    this.#knownFrom = now;
    this.#changed();
  }

  /** What the connection says as of now. */
  observe(report: ConnectionReport, now: EpochMs): void {
    const open = openOf(report, now);
    const former = this.#open;
    const isSame = hasSameScope(open, former);
    if (isSame && (open?.from ?? 0) >= (former?.from ?? 0)) return;
    if (!isSame && former !== null) this.#keep({ ...former, to: Math.max(former.from, now) });
    this.#open = open;
    this.#changed();
  }

  /** A loss that is over: now it is certain when it was. */
  add({ from, to, topics }: Pick<Gap, 'from' | 'to' | 'topics'>): void {
    this.#keep({ from, to, topics: scopeOf(topics) });
    this.#changed();
  }

  /** When a single topic went unheard; without one, when all of them did. */
  spansOf(topic: string | null): Spans {
    const own = topic === null ? [] : this.#all().filter(({ topics }) => topics?.has(topic) === true);
    return own.length === 0 ? this.#ofAll : merged([...this.#ofAll, ...own]);
  }

  #keep(stretch: Unheard): void {
    this.#past = [...this.#past, stretch];
    if (this.#past.length <= KEPT) return;
    const [oldest, ...rest] = this.#past;
    this.#past = rest;
    this.#knownFrom = Math.max(this.#knownFrom, oldest?.to ?? this.#knownFrom);
  }

  #all(): readonly Unheard[] {
    return this.#open === null ? this.#past : [...this.#past, this.#open];
  }

  #changed(): void {
    const ofAll = this.#all().filter(({ topics }) => topics === null);
    this.#ofAll = merged([{ from: -Infinity, to: this.#knownFrom }, ...ofAll]);
  }
}

const scopeOf = (topics: readonly string[] | null): Unheard['topics'] =>
  topics === null ? null : new Set(topics.flatMap(expandTopic));

function openOf({ state, openGap, lastFrameAt }: ConnectionReport, now: EpochMs): Unheard | null {
  if (openGap !== null) return { from: openGap.from, to: Infinity, topics: scopeOf(openGap.topics) };
  if (state.status === 'live') return null;
  return { from: Math.min(now, lastFrameAt ?? now), to: Infinity, topics: null };
}

function hasSameScope(one: Unheard | null, other: Unheard | null): boolean {
  if (one === null || other === null) return one === other;
  if (one.topics === null || other.topics === null) return one.topics === other.topics;
  const { topics } = other;
  return one.topics.size === topics.size && [...one.topics].every((topic) => topics.has(topic));
}
