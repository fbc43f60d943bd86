import type { PlannedFault } from './schedule.ts';
import type { Declared, Oracle, Published } from './world/oracle.ts';

export interface Verdict {
  /** Share of events that the application was given: of all, and of those when the service could be reached. */
  readonly availability: number;
  readonly availabilityReachable: number;
  readonly events: number;
  readonly lost: number;
  readonly lostReachable: number;
  /** Lost, and in no stretch that the application knows it missed. */
  readonly undeclared: number;
  /** The same of events when the service could be reached and the computer was awake. */
  readonly undeclaredReachable: number;
  /** How long the application knows that it did not listen: were it for ever, nothing would be undeclared. */
  readonly declaredHours: number;
  /** Given to the application more than once: the deliveries too many. */
  readonly doubled: number;
  readonly requests: number;
  readonly tokenRequests: number;
  /** REST calls with a token that had ended, or that the client had been told is refused. */
  readonly staleTokenRequests: number;
  readonly upgrades: number;
  /** Upgrades to a channel that had refused one with 401 already. */
  readonly deadChannelUpgrades: number;
  readonly channelsCreated: number;
  readonly attemptsFirstMinute: number;
  /** The longest time to notice a dead connection; null when one was not noticed within ten minutes. */
  readonly halfOpenNoticedMs: number | null;
  readonly halfOpenMedianMs: number | null;
  /** Lost events by the kind of the last fault before them. */
  readonly lostBy: Readonly<Record<string, number>>;
}

const NOTICED_WITHIN_MS = 600_000;
const FIRST_MINUTE_MS = 60_000;

/** What the world's log and the contender's own statements of loss come to. */
export function judge(
  oracle: Oracle,
  declared: readonly Declared[],
  faults: readonly PlannedFault[],
): Verdict {
  const lost = oracle.events.filter((event) => event.received === 0);
  const reachable = oracle.events.filter((event) => event.isReachable);
  const lostReachable = reachable.filter((event) => event.received === 0);
  const spans = [...declared].sort((one, other) => one.from - other.from);
  const count = (kind: 'token' | 'upgrade'): number =>
    oracle.requests.filter((asked) => asked.kind === kind).length;
  return {
    availability: share(oracle.events.length - lost.length, oracle.events.length),
    availabilityReachable: share(reachable.length - lostReachable.length, reachable.length),
    events: oracle.events.length,
    lost: lost.length,
    lostReachable: lostReachable.length,
    undeclared: lost.filter((event) => !isDeclared(event, spans)).length,
    undeclaredReachable: lostReachable.filter((event) => !isDeclared(event, spans)).length,
    declaredHours: round(lengthMs(spans) / 3_600_000),
    doubled: oracle.events.reduce((sum, event) => sum + Math.max(0, event.received - 1), 0),
    requests: oracle.requests.length,
    tokenRequests: count('token'),
    staleTokenRequests: oracle.requests.filter((asked) => asked.isStale).length,
    upgrades: count('upgrade'),
    deadChannelUpgrades: oracle.deadChannelUpgrades,
    channelsCreated: oracle.channelsCreated,
    attemptsFirstMinute: attemptsFirstMinute(oracle),
    ...noticing(oracle),
    lostBy: lostBy(lost, faults),
  };
}

/** Both are in the order of time. */
function lostBy(
  lost: readonly Published[],
  faults: readonly PlannedFault[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  let begun = 0;
  for (const { at } of lost) {
    while ((faults[begun]?.at ?? Infinity) <= at) begun += 1;
    const kind = faults[begun - 1]?.fault.kind ?? 'none';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Spans in the order of their beginnings; what several cover counts once. */
function lengthMs(spans: readonly Declared[]): number {
  let coveredTo = -Infinity;
  let sum = 0;
  for (const { from, to } of spans) {
    sum += Math.max(0, to - Math.max(from, coveredTo));
    coveredTo = Math.max(coveredTo, to);
  }
  return sum;
}

/** An event may have been due at any moment between being published and being as late as the network makes it. */
export function isDeclared(event: Published, spans: readonly Declared[]): boolean {
  return spans.some(({ from, to }) => from <= event.wall + event.dueInMs && to >= event.wall);
}

/** Mean over the outages; requests that begin at the same moment are one attempt. */
function attemptsFirstMinute({ outages, requests }: Oracle): number {
  if (outages.length === 0) return 0;
  const moments = outages.map(
    (from) =>
      new Set(requests.filter(({ at }) => at >= from && at < from + FIRST_MINUTE_MS).map(({ at }) => at))
        .size,
  );
  return round(moments.reduce((sum, attempts) => sum + attempts, 0) / outages.length);
}

function noticing({ halfOpens }: Oracle): Pick<Verdict, 'halfOpenNoticedMs' | 'halfOpenMedianMs'> {
  const times = halfOpens.map(({ noticedInMs }) => noticedInMs ?? Infinity).sort((one, other) => one - other);
  const bounded = (ms: number | undefined): number | null =>
    ms === undefined || ms > NOTICED_WITHIN_MS ? null : ms;
  return {
    halfOpenNoticedMs: bounded(times.at(-1)),
    halfOpenMedianMs: bounded(times[Math.floor(times.length / 2)]),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.round((part / whole) * 1e6) / 1e6;
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}
