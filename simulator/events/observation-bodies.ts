import type { Media } from '../world/roster.ts';
import { QueueStatistics, SERVICE_LEVEL_TARGET, type MediaFigures } from '../world/queue-statistics.ts';
import { isoTime } from './iso-time.ts';
import { countOf } from '../world/service-queue.ts';
import type { ServiceQueue } from '../world/state.ts';

/** How analytics writes media types. */
const MEDIA_TYPES: Readonly<Record<Media, string>> = {
  voice: 'voice',
  chat: 'chat',
  email: 'email',
  message: 'message',
  callback: 'callback',
};

// Not an interface: only the members of a type alias count as JSON to the compiler.
type Metric = { metric: string; stats: Record<string, number> };

/**
 * Statistics of a queue, of one medium or, without one, in total. What is counted at this instant comes with an
 * interval of no length, what adds up with the current half hour.
 */
export function observationsBody(queue: ServiceQueue, media: Media | undefined, nowMs: number) {
  const now = isoTime(nowMs);
  const { fromMs, toMs } = QueueStatistics.intervalOf(nowMs);
  const total = { queueId: queue.definition.id };
  const group: Record<string, string> =
    media === undefined ? total : { ...total, mediaType: MEDIA_TYPES[media] };
  return {
    group,
    data: [
      { interval: `${now}/${now}`, metrics: gauges(queue, media) },
      {
        interval: `${isoTime(fromMs)}/${isoTime(toMs)}`,
        metrics: sums(queue.statistics.figures(nowMs, media)),
      },
    ],
  };
}

/** The short form: only counts of what is going on, by medium. */
export function queueActivityBody(queue: ServiceQueue, nowMs: number) {
  return {
    results: queue.definition.media.map((media) => ({
      mediaType: MEDIA_TYPES[media],
      data: [
        { metric: 'oWaiting', count: countOf(queue.waiting, media) },
        { metric: 'oAlerting', count: countOf(queue.alerting, media) },
        { metric: 'oInteracting', count: countOf(queue.interacting, media) },
        longestWait(queue, media, nowMs),
      ],
    })),
  };
}

function gauges(queue: ServiceQueue, media: Media | undefined): Metric[] {
  return [
    { metric: 'oWaiting', stats: { count: countOf(queue.waiting, media) } },
    { metric: 'oAlerting', stats: { count: countOf(queue.alerting, media) } },
    { metric: 'oInteracting', stats: { count: countOf(queue.interacting, media) } },
  ];
}

function sums(figures: MediaFigures): Metric[] {
  const durations = [...figures.durations].map(([metric, tally]) => ({ metric, stats: { ...tally } }));
  return [
    { metric: 'nOffered', stats: { count: figures.nOffered } },
    { metric: 'nConnected', stats: { count: figures.nConnected } },
    ...durations,
    ...(figures.completed > 0 ? [serviceLevel(figures)] : []),
  ];
}

function serviceLevel({ inTarget, completed }: MediaFigures): Metric {
  const ratio = inTarget / completed;
  return {
    metric: 'oServiceLevel',
    stats: { ratio, numerator: inTarget, denominator: completed, target: SERVICE_LEVEL_TARGET.share },
  };
}

function longestWait(queue: ServiceQueue, media: Media, nowMs: number) {
  const longest = queue.waiting.find((conversation) => conversation.media === media);
  const calculatedMetricValue = longest ? nowMs - longest.startMs : 0;
  return { metric: 'oLongestWaiting', count: longest ? 1 : 0, calculatedMetricValue };
}
