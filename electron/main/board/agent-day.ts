import { isDeepStrictEqual } from 'node:util';
import type { AgentDay, DayStretch, PresenceValue, RoutingStatus } from '../../../shared/model/agent.ts';
import type { EpochMs, OpenGap } from '../../../shared/model/connection-state.ts';
import type { Change, TimelineEntry } from '../../../shared/model/timeline.ts';
import { expandTopic } from '../../../shared/model/topic.ts';

/** What a timeline holds for the day of one person. */
export interface DayEntries {
  /** What was last told of the person before the day, oldest first. */
  readonly before: readonly TimelineEntry[];
  /** What was told of the person that day, and the gaps of it, in the order of the timeline. */
  readonly within: readonly TimelineEntry[];
  /** A loss that is not over. */
  readonly openGap: OpenGap | null;
  /** How much the server's clock is ahead of this computer's, which the day is on. */
  readonly offsetMs: number;
}

type Day = Pick<AgentDay, 'userId' | 'from' | 'to'>;

const MOST_CHANGES = 20;

/** From some moment on, one thing is another than before. */
interface Turn {
  readonly at: EpochMs;
  readonly presence?: PresenceValue;
  readonly routing?: RoutingStatus;
}

/** Puts the day of one person together: in which state they were, and where nobody listened. */
export function agentDay(day: Day, { before, within, openGap, offsetMs }: DayEntries): AgentDay {
  const turns = turnsInTime([...before, ...within], offsetMs);
  const gaps = [
    ...within.flatMap((entry) => (entry.type === 'gap' ? [entry.gap] : [])),
    ...(openGap === null ? [] : [{ ...openGap, to: day.to }]),
  ].filter(({ topics }) => topics === null || isAbout(topics, day.userId));
  const changed = within.filter((entry) => turnsOf(entry).length > 0).map(({ position }) => position);
  return {
    ...day,
    stretches: stretchesOf(day, turns, gaps),
    newestChanges: changed.reverse().slice(0, MOST_CHANGES),
  };
}

function stretchesOf(
  { from, to }: Day,
  turns: readonly Turn[],
  gaps: readonly { readonly from: EpochMs; readonly to: EpochMs }[],
): readonly DayStretch[] {
  const edges = [...turns.map(({ at }) => at), ...gaps.flatMap((gap) => [gap.from, gap.to])]
    .filter((at) => at > from && at < to)
    .sort((one, other) => one - other);
  const starts = [...new Set([from, ...edges])];
  const stretches: DayStretch[] = [];
  let next = 0;
  let [presence, routing]: [PresenceValue | null, RoutingStatus | null] = [null, null];
  for (const [index, start] of starts.entries()) {
    for (let turn = turns[next]; turn !== undefined && turn.at <= start; turn = turns[(next += 1)]) {
      presence = turn.presence ?? presence;
      routing = turn.routing ?? routing;
    }
    // Before anything was told of the person, nobody listened, or nothing is left of it.
    const isHeard = presence !== null && !gaps.some((gap) => gap.from <= start && start < gap.to);
    const stretch = { from: start, to: starts[index + 1] ?? to, presence, routing, isHeard };
    const former = stretches.at(-1);
    if (former !== undefined && isSameState(former, stretch)) {
      stretches.splice(-1, 1, { ...former, to: stretch.to });
    } else stretches.push(stretch);
  }
  return stretches;
}

function isSameState(one: DayStretch, other: DayStretch): boolean {
  return (
    one.isHeard === other.isHeard &&
    one.routing === other.routing &&
    isDeepStrictEqual(one.presence, other.presence)
  );
}

/**
 * What was found after a gap holds since the server says so. Its clock is known to a second at best: what was found is no
 * older than what was told of the same before, and no younger than the moment in which it was found.
 */
function turnsInTime(entries: readonly TimelineEntry[], offsetMs: number): readonly Turn[] {
  const turns: Turn[] = [];
  for (const entry of entries) {
    const since = entry.type === 'refreshed' ? entry.refreshed.since : null;
    for (const turn of turnsOf(entry)) {
      const toldAt = turns.findLast((other) => isOfSame(other, turn))?.at ?? -Infinity;
      const at = since === null ? turn.at : Math.min(turn.at, Math.max(toldAt, since - offsetMs));
      turns.push({ ...turn, at });
    }
  }
  return turns.sort((one, other) => one.at - other.at);
}

const isOfSame = (one: Turn, other: Turn): boolean => 'presence' in one === 'presence' in other;

/** What an entry tells, since it came. */
function turnsOf(entry: TimelineEntry): readonly Turn[] {
  if (entry.type === 'event') return entry.event.changes.flatMap((change) => turnOf(entry.at, change));
  if (entry.type !== 'refreshed') return [];
  return entry.refreshed.changes.flatMap((change) => turnOf(entry.at, change));
}

function turnOf(at: EpochMs, { field, to }: Change): readonly Turn[] {
  if (to.kind === 'presence') {
    const { systemPresence, definitionId } = to;
    return [{ at, presence: { systemPresence, definitionId } }];
  }
  if (field !== 'routing status' || to.kind !== 'text') return [];
  // A change says it in words.
  return [{ at, routing: to.text.toUpperCase().replaceAll(' ', '_') }];
}

function isAbout(topics: readonly string[], userId: string): boolean {
  return topics.flatMap(expandTopic).some((topic) => topic.toLowerCase().includes(userId.toLowerCase()));
}
