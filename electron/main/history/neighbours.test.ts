import { describe, expect, it } from 'vitest';
import type { Neighbours } from '../../../shared/model/snapshot.ts';
import { anEvent } from '../../../shared/model/testing/an-event.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { countedUpTo, neighboursAmong, neighboursOfBoth } from './neighbours.ts';

const eventAt = (position: number, topic: string, entity?: string): TimelineEntry => ({
  position,
  at: position,
  type: 'event',
  event: anEvent({ seq: position, topic, ...(entity === undefined ? {} : { entity }) }),
});

const whole = (count: number) => ({ count, isWhole: true });

describe('the neighbours of an event', () => {
  const held = [
    eventAt(1, 'a', 'one'),
    eventAt(2, 'b'),
    eventAt(3, 'A', 'two'),
    eventAt(4, 'a', 'one'),
    eventAt(5, 'a', 'two'),
  ];
  const among = (index: number): Neighbours | null => {
    const entry = held[index];
    return entry === undefined ? null : neighboursAmong(entry, held);
  };

  it('are those of its topic, whatever the case of it; the former one is about the same thing', () => {
    expect(among(3)).toEqual({ previous: 3, next: 5, former: 1, earlier: whole(2), later: whole(1) });
    expect(among(0)).toEqual({ previous: null, next: 3, former: null, earlier: whole(0), later: whole(3) });
    expect(among(1)).toEqual({
      previous: null,
      next: null,
      former: null,
      earlier: whole(0),
      later: whole(0),
    });
  });

  it('are none of what is no event', () => {
    const state: TimelineEntry = { position: 6, at: 6, type: 'connection', state: { status: 'signed-out' } };
    expect(neighboursAmong(state, [...held, state])).toBeNull();
  });

  it('go on from what is on disk to what waits in memory', () => {
    const onDisk: Neighbours = { previous: 3, next: null, former: 1, earlier: whole(2), later: whole(0) };
    const waiting: Neighbours = { previous: null, next: 9, former: null, earlier: whole(0), later: whole(4) };
    expect(neighboursOfBoth(onDisk, waiting)).toEqual({ ...onDisk, next: 9, later: whole(4) });
    expect(neighboursOfBoth(null, waiting)).toBe(waiting);
  });

  it('are counted as far as anybody reads', () => {
    expect(countedUpTo(10_000)).toEqual(whole(10_000));
    expect(countedUpTo(10_001)).toEqual({ count: 10_000, isWhole: false });
  });
});
