import { describe, expect, it } from 'vitest';
import type { Counted, Neighbours } from '../../../../../shared/model/snapshot.ts';
import type { CatalogueTopic } from '../../../../../shared/model/topic.ts';
import { boundedWidth } from './bounded-width.ts';
import { isEnd, placeText } from './place-text.ts';
import { createSlicedWork, type SliceClock } from './sliced-work.ts';
import { subscriptionOf, templateOf } from './topic/documentation.ts';

/** A number with a plus behind it was not counted to the end. */
const counted = (text: string): Counted => ({ count: Number.parseInt(text), isWhole: !text.endsWith('+') });
const standing = (earlier: string, later: string): Neighbours => ({
  ...{ previous: null, next: null, former: null },
  earlier: counted(earlier),
  later: counted(later),
});

describe('the place among events of a topic', () => {
  it('is told as far as it was counted', () => {
    expect(placeText(standing('6', '24'))).toBe('7 of 31');
    expect(placeText(standing('6', '10000+'))).toBe('7 of 10,007+');
    expect(placeText(standing('10000+', '12'))).toBe('12 before the last of 10,013+');
    expect(placeText(standing('10000+', '0'))).toBe('last of 10,001+');
    expect(placeText(standing('10000+', '10000+'))).toBe('one of 20,001+');
  });

  it('is an end only where everything was looked through', () => {
    expect([isEnd(standing('0', '3'), -1), isEnd(standing('0+', '3'), -1)]).toEqual([true, false]);
    expect(isEnd({ ...standing('0', '3'), next: 9 }, 1)).toBe(false);
  });
});

describe('work in slices', () => {
  function* counting(steps: number): Generator<undefined, number> {
    for (let step = 0; step < steps; step += 1) yield;
    return steps;
  }

  /** Every look at the clock takes a millisecond. */
  function slowClock() {
    let now = 0;
    let waiting: (() => void) | null = null;
    const clock: SliceClock = {
      now: () => {
        now += 1;
        return now;
      },
      later: (work) => {
        waiting = work;
        return () => {
          waiting = null;
        };
      },
    };
    return {
      clock,
      isWaiting: () => waiting !== null,
      next: () => {
        const work = waiting;
        waiting = null;
        work?.();
      },
    };
  }

  it('is done at once when it is small', () => {
    expect(createSlicedWork(counting(3)).result()).toBe(3);
  });

  it('goes on while somebody waits for it, and tells when it is done', () => {
    const { clock, next, isWaiting } = slowClock();
    const work = createSlicedWork(counting(30), clock);
    expect([work.result(), isWaiting()]).toEqual([null, false]);
    let isTold = false;
    work.subscribe(() => {
      isTold = true;
    });
    for (let turn = 0; turn < 10 && isWaiting(); turn += 1) next();
    expect([work.result(), isTold]).toEqual([30, true]);
  });

  it('rests when nobody waits any more', () => {
    const { clock, next, isWaiting } = slowClock();
    const work = createSlicedWork(counting(30), clock);
    const leave = work.subscribe(() => undefined);
    next();
    leave();
    expect([work.result(), isWaiting()]).toEqual([null, false]);
  });
});

describe('the documentation of a topic', () => {
  const template = (text: string): CatalogueTopic => ({
    ...{ template: text, family: 'users', description: '', parameters: [], requiredPermissions: [] },
    ...{ overWebSocket: true, isPreview: false, needsUser: false },
  });
  const catalogue = ['v2.users.{id}.presence', 'v2.users.{id}.{any}', 'v2.routing.queues.{id}.users'].map(
    template,
  );

  it('is that of the template that it was made from', () => {
    expect(templateOf('v2.users.Ana.Presence', catalogue)?.template).toBe('v2.users.{id}.presence');
    expect(templateOf('v2.users.ana.station', catalogue)?.template).toBe('v2.users.{id}.{any}');
    expect(templateOf('v2.users.ana', catalogue)).toBeNull();
  });

  it('tells which subscription brings it, alone or combined', () => {
    const subscriptions = [
      { topic: 'v2.users.1.presence?', status: 'confirmed' },
      { topic: 'v2.users.2?presence&station', status: 'confirmed' },
    ] as const;
    expect(subscriptionOf('v2.users.2.station', subscriptions)?.topic).toBe('v2.users.2?presence&station');
    expect(subscriptionOf('v2.users.3.station', subscriptions)).toBeNull();
  });
});

describe('the width of the inspector', () => {
  it('leaves both sides readable', () => {
    expect([boundedWidth(500, 1400), boundedWidth(100, 1400), boundedWidth(900, 1000)]).toEqual([
      500, 300, 580,
    ]);
  });
});
