import type { Predicate } from '../../../../shared/filter/candidate.ts';
import { MOST_COUNTED, type Counted, type Neighbours } from '../../../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { countedUpTo, isAboutTheSame, isSameTopic } from '../neighbours.ts';
import type { PositionRange } from '../positions.ts';
import { restOf, type Candidates } from './candidates.ts';
import { findMatches } from './look-through.ts';
import type { Pace } from './pace.ts';
import type { Bounds, Direction } from './stored-entries.ts';

/** Where the events of a topic are looked for. */
export interface TopicSearch {
  /** At least all events of the topic. */
  readonly candidates: Candidates;
  readonly bounds: Bounds;
  readonly pace: Pace;
}

/** The neighbours first, then how many there are, as far as the time goes; null for what is no event. */
export async function findNeighbours(entry: TimelineEntry, search: TopicSearch): Promise<Neighbours | null> {
  if (entry.type !== 'event') return null;
  const { event, position } = entry;
  const before: PositionRange = { from: search.bounds.first, to: position - 1 };
  const behind: PositionRange = { from: position + 1, to: search.bounds.last };
  const ofTopic: Predicate = ({ entry: other }) => other.type === 'event' && isSameTopic(other.event, event);
  const ofThing: Predicate = (other) =>
    ofTopic(other) && other.entry.type === 'event' && isAboutTheSame(other.entry.event, event);
  return {
    previous: await firstOf(search, ofTopic, before, 'before'),
    next: await firstOf(search, ofTopic, behind, 'after'),
    former: await firstOf(search, ofThing, before, 'before'),
    earlier: await countOf(search, ofTopic, before, 'before'),
    later: await countOf(search, ofTopic, behind, 'after'),
  };
}

async function firstOf(
  { candidates, pace }: TopicSearch,
  predicate: Predicate,
  range: PositionRange,
  direction: Direction,
): Promise<number | null> {
  const { entries } = await findMatches({ candidates, predicate, range, direction }, 1, pace);
  return entries[0]?.position ?? null;
}

/** From the event outwards, so that a count that ends early is one of its surroundings. */
async function countOf(
  { candidates, pace }: TopicSearch,
  predicate: Predicate,
  range: PositionRange,
  direction: Direction,
): Promise<Counted> {
  let left = range;
  let count = 0;
  while (left.from <= left.to && count <= MOST_COUNTED) {
    const { rows, upTo } = candidates(left, direction);
    count += rows.filter(({ candidate }) => candidate !== null && predicate(candidate)).length;
    left = restOf(left, direction, upTo);
    if (!(await pace.mayGoOn(rows.length))) break;
  }
  return countedUpTo(count, left.from > left.to);
}
