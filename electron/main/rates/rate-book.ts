import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';
import type { Counts, Rates, RatesQuery, TopicActivity, TopicPace } from '../../../shared/model/rates.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import { CountRing } from './count-ring.ts';
import { covers, type Spans } from './spans.ts';
import { TOPIC_BUCKET_MS, TOPIC_BUCKETS, TopicRate, type TopicReading } from './topic-rate.ts';
import { UnheardTime } from './unheard.ts';
import { silenceAfterMs, usualTogether } from './usual.ts';

/** Ten minutes, in stretches of ten seconds. */
const TOTAL_BUCKET_MS = 10_000;
const TOTAL_BUCKETS = 60;
/** The rate of now is that of so many seconds; the one that goes on does not count. */
const NOW_SECONDS = 10;
/** More topics than this are not told apart: those that were quiet longest are forgotten first. */
const MOST_TOPICS = 6_000;

/**
 * How often events come, of all topics and of each, since it began to be told of them. It never makes a silence of time
 * that nobody listened in.
 */
export class RateBook {
  readonly #seconds = new CountRing(1000, NOW_SECONDS + 1);
  readonly #total = new CountRing(TOTAL_BUCKET_MS, TOTAL_BUCKETS);
  readonly #topics = new Map<string, TopicRate>();
  readonly #unheard: UnheardTime;

  constructor(now: EpochMs) {
    this.#unheard = new UnheardTime(now);
  }

  /** What was stored, in order. */
  take(entry: TimelineEntry): void {
    if (entry.type === 'event') {
      this.#seconds.add(entry.at);
      this.#total.add(entry.at);
      this.#rateOf(entry.event.topic, entry.at).event(entry.at);
    } else if (entry.type === 'gap') {
      this.#unheard.add(entry.gap);
    } else if (entry.type === 'subscription' && entry.subscription.status === 'confirmed') {
      for (const topic of expandTopic(entry.subscription.topic)) {
        this.#rateOf(topic, entry.at).confirmed(entry.at);
      }
    }
  }

  /** What the connection says as of now. */
  observe(report: ConnectionReport, now: EpochMs): void {
    this.#unheard.observe(report, now);
  }

  read({ shown, ranked }: RatesQuery, report: ConnectionReport, now: EpochMs): Rates {
    this.observe(report, now);
    const provenUntil = report.isProbing ? -Infinity : Math.min(now, report.lastFrameAt ?? -Infinity);
    const total = this.#total.until(now);
    const unheard = this.#unheard.spansOf(null);
    return {
      at: now,
      perSecond: sum(this.#seconds.until(now).slice(0, NOW_SECONDS)) / NOW_SECONDS,
      isHeard: unheard.at(-1)?.to !== Infinity,
      recent: countsOf(total, TOTAL_BUCKET_MS, [unheard], now),
      shown: shown.map((topic) => paceOf(topic, this.#readingsOf(topic, now), provenUntil, now)),
      ranked: ranked.map((topic) => this.#activityOf(topic, now)),
    };
  }

  /** A combined topic is read as the single ones that it stands for. */
  #readingsOf(topic: string, now: EpochMs): readonly TopicReading[] {
    return expandTopic(topic).map((single) =>
      (this.#topics.get(single) ?? new TopicRate(single, Infinity)).read(this.#unheard, now),
    );
  }

  #activityOf(topic: string, now: EpochMs): TopicActivity {
    const rates = expandTopic(topic).flatMap((single) => this.#topics.get(single) ?? []);
    return {
      lastAt: latest(rates.map(({ lastAt }) => lastAt)),
      count: sum(rates.map((rate) => rate.countUntil(now))),
    };
  }

  #rateOf(topic: string, at: EpochMs): TopicRate {
    const known = this.#topics.get(topic);
    if (known !== undefined) return known;
    if (this.#topics.size >= MOST_TOPICS) this.#forgetQuietest();
    const rate = new TopicRate(topic, at);
    this.#topics.set(topic, rate);
    return rate;
  }

  /** A tenth at a time, so that the cost of each new topic stays small. */
  #forgetQuietest(): void {
    const lastOf = ({ lastAt }: TopicRate): EpochMs => lastAt ?? -Infinity;
    const quietest = [...this.#topics.values()].sort((one, other) => lastOf(one) - lastOf(other));
    for (const { topic } of quietest.slice(0, MOST_TOPICS / 10)) this.#topics.delete(topic);
  }
}

function paceOf(
  topic: string,
  readings: readonly TopicReading[],
  provenUntil: EpochMs,
  now: EpochMs,
): TopicPace {
  const usual = usualTogether(readings.flatMap((reading) => reading.usual ?? []));
  const quietMs = provenUntil - Math.max(...readings.map(({ quietSince }) => quietSince));
  const isSilent = usual !== null && quietMs > silenceAfterMs(usual);
  return {
    topic,
    recent: recentOf(readings, now),
    lastAt: latest(readings.map(({ lastAt }) => lastAt)),
    usualMs: usual?.usualMs ?? null,
    silentForMs: isSilent ? quietMs : null,
    isHeard: readings.every(({ quietSince }) => quietSince !== Infinity),
  };
}

function recentOf(readings: readonly TopicReading[], now: EpochMs): Counts {
  const counts = Array.from({ length: TOPIC_BUCKETS }, (_, index) =>
    sum(readings.map((reading) => reading.counts[index] ?? 0)),
  );
  return countsOf(
    counts,
    TOPIC_BUCKET_MS,
    readings.map(({ unheard }) => unheard),
    now,
  );
}

/** None is said only of time that was listened in, at least in part and to one of the topics. */
function countsOf(
  counts: readonly number[],
  bucketMs: number,
  unheard: readonly Spans[],
  now: EpochMs,
): Counts {
  const lastFrom = Math.floor(now / bucketMs) * bucketMs;
  return {
    lastFrom,
    bucketMs,
    counts: counts.map((count, index) => {
      const from = lastFrom - (counts.length - 1 - index) * bucketMs;
      const stretch = { from, to: Math.min(now, from + bucketMs) };
      return count === 0 && unheard.every((spans) => covers(spans, stretch)) ? null : count;
    }),
  };
}

const latest = (moments: readonly (EpochMs | null)[]): EpochMs | null =>
  moments.reduce((last, at) => (last === null || (at !== null && at > last) ? at : last), null);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
