import { expect, test } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { Timers } from './timers.ts';

test('timers run in the order of their times, each at its own time', () => {
  const clock = new ManualClock(0);
  const ran: string[] = [];
  clock.after(20, () => ran.push(`late at ${String(clock.now())}`));
  clock.after(10, () => {
    ran.push(`early at ${String(clock.now())}`);
    clock.after(5, () => ran.push(`nested at ${String(clock.now())}`));
  });
  clock.after(40, () => ran.push('not yet'));
  clock.advance(30);
  expect(ran).toEqual(['early at 10', 'nested at 15', 'late at 20']);
  expect(clock.now()).toBe(30);
  expect(clock.pending).toBe(1);
});

test('timers of the same time run in the order in which they were set', () => {
  const clock = new ManualClock(0);
  const ran: number[] = [];
  for (const name of [1, 2, 3]) clock.after(10, () => ran.push(name));
  clock.advance(10);
  expect(ran).toEqual([1, 2, 3]);
});

test('a repeated timer goes on until it is called off, also from within', () => {
  const clock = new ManualClock(0);
  const timers = new Timers(clock);
  let ran = 0;
  const cancel = timers.every(10, () => {
    ran += 1;
    if (ran === 3) cancel();
  });
  clock.advance(100);
  expect(ran).toBe(3);
  expect(clock.pending).toBe(0);
});

test('cancelling all leaves no timer behind', () => {
  const clock = new ManualClock(0);
  const timers = new Timers(clock);
  timers.after(10, () => {
    throw new Error('must not run');
  });
  timers.every(5, () => {
    throw new Error('must not run');
  });
  timers.cancelAll();
  clock.advance(100);
  expect(clock.pending).toBe(0);
});
