import { expect, it } from 'vitest';
import { anEvent } from '../model/testing/an-event.ts';
import { EMPTY_DIRECTORY, type Directory } from '../model/directory.ts';
import type { Candidate } from './candidate.ts';
import { freshPredicate } from './fresh-predicate.ts';
import { parseFilter } from './parse.ts';

const clock = (hour: number, minute: number, second: number, day = 24): number =>
  new Date(2026, 10, day, hour, minute, second).getTime();

function watching(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  let now = 0;
  let names: Directory = EMPTY_DIRECTORY;
  const fresh = freshPredicate(parsed.filter, { names: () => names, now: () => now });
  return {
    fresh,
    /** Whether what comes at a moment is tested well then. */
    passes: (at: number, body?: Candidate['body']): boolean => {
      now = at;
      return fresh()({ entry: { position: 1, at, type: 'event', event: anEvent({ happenedAt: at }) }, body });
    },
    know: (users: Directory['users']): void => {
      names = { ...EMPTY_DIRECTORY, users };
    },
  };
}

it.each(['at:22:00..06:00', 'happened:22:00..06:00', 'at:22:00..23:30'])(
  '%s begins to the second',
  (text) => {
    const { passes } = watching(text);
    expect([
      passes(clock(21, 59, 30)),
      passes(clock(21, 59, 59)),
      passes(clock(22, 0, 0)),
      passes(clock(22, 0, 20)),
    ]).toEqual([false, false, true, true]);
  },
);

it('a day that is relative to today changes at midnight', () => {
  const { passes } = watching('at:today');
  expect([passes(clock(23, 59, 59)), passes(clock(0, 0, 0, 25))]).toEqual([true, true]);
});

it('a time of the body is compared with the time that it is', () => {
  const { passes } = watching('body.due:>-10s');
  const due = clock(9, 0, 0);
  expect([passes(due + 9_000, { due }), passes(due + 11_000, { due })]).toEqual([true, false]);
});

it('the time is said anew also after the clock was set back', () => {
  const { passes } = watching('at:today');
  expect([passes(clock(0, 0, 5, 25)), passes(clock(23, 59, 58))]).toEqual([true, true]);
});

it('a filter is compiled again for other names alone, however much time goes by', () => {
  const { fresh, passes, know } = watching('agent:"Ana Ruiz" at:today');
  passes(clock(9, 0, 0));
  const made = fresh();
  passes(clock(9, 0, 0, 25));
  expect(fresh()).toBe(made);
  know({ u1: 'Ana Ruiz' });
  expect(fresh()).not.toBe(made);
});
