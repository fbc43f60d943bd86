import { describe, expect, it } from 'vitest';
import type { NewEntries } from '../../../shared/ipc/contract.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import { anEvent } from '../../../shared/model/testing/an-event.ts';
import type { Stored } from '../history/timeline-store.ts';
import { LiveView } from './live-view.ts';

function eventOf(position: number, userId: string): Stored {
  const topic = `v2.users.${userId}.presence`;
  const body = { systemPresence: position % 2 === 0 ? 'Away' : 'Available' };
  return {
    entry: {
      position,
      at: position * 1000,
      type: 'event',
      event: anEvent({ seq: position, topic, subject: { kind: 'user', id: userId } }),
    },
    arrival: { frame: '', body },
  };
}

const live = (position: number): Stored => ({
  entry: { position, at: position * 1000, type: 'connection', state: { status: 'signed-out' } },
  arrival: null,
});

function view() {
  const told: NewEntries[] = [];
  let names = EMPTY_DIRECTORY;
  let now = 0;
  const made = new LiveView({
    tell: (entries) => told.push(entries),
    names: () => names,
    now: () => now,
  });
  return {
    view: made,
    told,
    know: (users: Readonly<Record<string, string>>) => {
      names = { ...EMPTY_DIRECTORY, users };
    },
    setClock: (at: number) => {
      now = at;
    },
    positions: () => told.map(({ entries }) => entries.map(({ position }) => position)),
  };
}

describe('the live view', () => {
  it('tells of everything until a filter is watched', () => {
    const { view: made, told } = view();
    made.take([eventOf(1, 'u1'), live(2)]);
    expect(told).toMatchObject([
      { filter: '', after: 0, upTo: 2, matched: 2, newestEvent: { seq: 1, at: 1000 } },
    ]);
  });

  it('tells of what matches, and covers what does not', () => {
    const { view: made, told, positions } = view();
    made.watch('systemPresence:Away');
    made.take([eventOf(1, 'u1'), eventOf(2, 'u1'), live(3)]);
    made.take([eventOf(5, 'u1'), live(6)]);
    made.take([]);
    expect(positions()).toEqual([[2], []]);
    expect(told[1]).toMatchObject({
      filter: 'systemPresence:Away',
      after: 4,
      upTo: 6,
      matched: 0,
      newestEvent: { seq: 5 },
    });
  });

  it('knows people by the names that become known', () => {
    const { view: made, know, positions } = view();
    made.watch('agent:"Ana Ruiz"');
    made.take([eventOf(1, 'u1')]);
    know({ u1: 'Ana Ruiz' });
    made.take([eventOf(2, 'u1'), eventOf(3, 'u2')]);
    expect(positions()).toEqual([[], [2]]);
  });

  it('goes on to the next day with what is relative to the day', () => {
    const { view: made, setClock, positions } = view();
    const midnight = new Date(2026, 10, 24).getTime();
    const at = (position: number, ms: number): Stored => {
      const { entry, arrival } = eventOf(position, 'u1');
      return { entry: { ...entry, at: ms }, arrival };
    };
    setClock(midnight - 5000);
    made.watch('at:today');
    made.take([at(1, midnight - 5000)]);
    setClock(midnight + 90_000);
    made.take([at(2, midnight + 90_000)]);
    expect(positions()).toEqual([[1], [2]]);
  });

  it('refuses what it cannot read, and goes on with the former filter', () => {
    const { view: made, positions } = view();
    made.watch('systemPresence:Away');
    expect(() => {
      made.watch('agent:(');
    }).toThrow(/missing/);
    made.take([eventOf(1, 'u1'), eventOf(2, 'u1')]);
    expect(positions()).toEqual([[2]]);
  });
});
