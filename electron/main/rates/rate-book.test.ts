import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareReport, type ConnectionReport, type Gap } from '../../../shared/model/connection-state.ts';
import type { Rates, TopicPace } from '../../../shared/model/rates.ts';
import { anEvent } from '../../../shared/model/testing/an-event.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { RateBook } from './rate-book.ts';

const START = Date.UTC(2026, 0, 5, 8, 0, 0);
const SECOND = 1000;
const cause = { code: 'socket/closed', message: 'Closed.' } as const;

function eventOf(topic: string, at: number): TimelineEntry {
  return { position: 1, at, type: 'event', event: anEvent({ topic }) };
}

function confirmedOf(topic: string, at: number): TimelineEntry {
  return { position: 1, at, type: 'subscription', subscription: { topic, status: 'confirmed' } };
}

function gapOf(from: number, to: number, topics: Gap['topics'] = null): TimelineEntry {
  return { position: 1, at: to, type: 'gap', gap: { id: 'g', from, to, cause, attempts: 1, topics } };
}

const live = (at: number): ConnectionReport => ({
  ...bareReport({ status: 'live', since: START, renewal: null, concern: null }),
  lastFrameAt: at,
});

const lost = (at: number, from: number, topics: Gap['topics'] = null): ConnectionReport => ({
  ...bareReport({ status: 'connecting', since: at }),
  lastFrameAt: from,
  openGap: { from, cause, attempts: 0, topics },
});

/** A book that listens from the start to some topics. */
function listening(...topics: readonly string[]): RateBook {
  const book = new RateBook(START);
  book.observe(live(START), START);
  for (const topic of topics) book.take(confirmedOf(topic, START));
  return book;
}

/** An event every `everyMs` up to and with `until`. */
function steady(book: RateBook, topic: string, everyMs: number, from: number, until: number): void {
  for (let at = from; at <= until; at += everyMs) book.take(eventOf(topic, at));
}

const read = (book: RateBook, at: number, ...topics: readonly string[]): Rates =>
  book.read({ shown: topics, ranked: [] }, live(at), at);

function paceOf(book: RateBook, at: number, topic = 'a'): TopicPace {
  const [pace] = read(book, at, topic).shown;
  if (pace === undefined) throw new Error('There is no pace.');
  return pace;
}

const sum = (counts: readonly (number | null)[]): number =>
  counts.reduce<number>((total, count) => total + (count ?? 0), 0);

describe('a topic that sends every 40 s', () => {
  const LAST = START + 600 * SECOND;
  const sending = (): RateBook => {
    const book = listening('a');
    steady(book, 'a', 40 * SECOND, START, LAST);
    return book;
  };

  it('is known to do so', () => {
    expect(paceOf(sending(), LAST)).toMatchObject({ usualMs: 40_000, lastAt: LAST, silentForMs: null });
  });

  it('is silent after five times as long, and not before', () => {
    expect(paceOf(sending(), LAST + 200 * SECOND).silentForMs).toBeNull();
    expect(paceOf(sending(), LAST + 840 * SECOND).silentForMs).toBe(840_000);
  });

  it('is not called silent for time that the connection has not proven', () => {
    const now = LAST + 840 * SECOND;
    const stalled = sending().read({ shown: ['a'], ranked: [] }, live(LAST + 100 * SECOND), now);
    expect(stalled.shown[0]?.silentForMs).toBeNull();
    const probing = sending().read({ shown: ['a'], ranked: [] }, { ...live(now), isProbing: true }, now);
    expect(probing.shown[0]?.silentForMs).toBeNull();
  });

  it('is not called silent while it is unheard, nor for what was unheard', () => {
    const book = sending();
    const back = LAST + 3_600 * SECOND;
    book.observe(lost(back - 1, LAST), back - 1);
    const [pace] = book.read({ shown: ['a'], ranked: [] }, lost(back - 1, LAST), back - 1).shown;
    expect(pace).toMatchObject({ silentForMs: null, isHeard: false });
    expect(paceOf(book, back)).toMatchObject({ silentForMs: null, isHeard: true });
    expect(paceOf(book, back + 300 * SECOND).silentForMs).toBe(300_000);
  });

  it('takes a gap that is told later for what it was, and keeps its usual', () => {
    const book = sending();
    const back = LAST + 3_600 * SECOND;
    book.take(eventOf('a', back));
    book.take(gapOf(LAST + 1, back));
    steady(book, 'a', 40 * SECOND, back + 40 * SECOND, back + 80 * SECOND);
    expect(paceOf(book, back + 80 * SECOND).usualMs).toBe(40_000);
    expect(paceOf(book, back + 80 * SECOND).silentForMs).toBeNull();
  });

  it('is judged on when other topics are lost', () => {
    const book = sending();
    const now = LAST + 840 * SECOND;
    const report = { ...lost(now, LAST, ['b']), lastFrameAt: now };
    const [a, b] = book.read({ shown: ['a', 'b'], ranked: [] }, report, now).shown;
    expect(a).toMatchObject({ silentForMs: 840_000, isHeard: true });
    expect(b).toMatchObject({ silentForMs: null, isHeard: false });
  });

  it('begins anew when it is subscribed to again', () => {
    const book = sending();
    const again = LAST + 3_600 * SECOND;
    book.take(confirmedOf('a', again));
    book.take(eventOf('a', again + SECOND));
    expect(paceOf(book, again + SECOND)).toMatchObject({ usualMs: 40_000, silentForMs: null });
  });
});

describe('recent counts', () => {
  it('say nothing of the time before a topic was subscribed to', () => {
    const book = listening();
    book.take(confirmedOf('a', START + 600 * SECOND));
    book.take(eventOf('a', START + 610 * SECOND));
    const { counts } = paceOf(book, START + 661 * SECOND).recent;
    expect(counts.slice(-4)).toEqual([null, 1, 0, 0]);
  });

  it('say nothing of time that was lost', () => {
    const book = listening('a');
    book.take(gapOf(START + 30 * SECOND, START + 90 * SECOND));
    const { counts } = paceOf(book, START + 119 * SECOND).recent;
    expect(counts.slice(-4)).toEqual([0, null, null, 0]);
  });

  it('of a combined topic are those of its parts', () => {
    const book = listening('u?p&r');
    for (const topic of ['u.p', 'u.p', 'u.r']) book.take(eventOf(topic, START + SECOND));
    const pace = paceOf(book, START + 2 * SECOND, 'u?p&r');
    expect(pace).toMatchObject({ topic: 'u?p&r', lastAt: START + SECOND, isHeard: true });
    expect(sum(pace.recent.counts)).toBe(3);
  });
});

describe('an order of topics', () => {
  it('has what each was last heard of, and how often', () => {
    const book = listening('a', 'u?p&r', 'c');
    steady(book, 'a', SECOND, START, START + 9 * SECOND);
    for (const topic of ['u.p', 'u.r']) book.take(eventOf(topic, START + 20 * SECOND));
    const now = START + 30 * SECOND;
    expect(book.read({ shown: [], ranked: ['a', 'u?p&r', 'c'] }, live(now), now).ranked).toEqual([
      { lastAt: START + 9 * SECOND, count: 10 },
      { lastAt: START + 20 * SECOND, count: 2 },
      { lastAt: null, count: 0 },
    ]);
  });
});

describe('the pace of all', () => {
  it('is that of the last ten seconds', () => {
    const book = listening('a', 'b');
    steady(book, 'a', 100, START, START + 20 * SECOND);
    expect(read(book, START + 20.5 * SECOND).perSecond).toBe(10);
    expect(read(book, START + 60 * SECOND).perSecond).toBe(0);
  });

  it('is not heard while everything is lost', () => {
    const book = listening('a');
    const now = START + 10 * SECOND;
    const readAs = (report: ConnectionReport) => book.read({ shown: [], ranked: [] }, report, now).isHeard;
    expect(readAs(live(now))).toBe(true);
    expect(readAs(lost(now, START, ['a']))).toBe(true);
    expect(readAs(lost(now, START))).toBe(false);
  });

  it('counts every event once, however they are spread over topics', () => {
    const times = fc.array(
      fc.record({ topic: fc.constantFrom('a', 'b', 'c?d&e', 'c.d', 'c.e'), ms: fc.nat(599_999) }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(times, (events) => {
        const book = listening();
        for (const { topic, ms } of events) book.take(eventOf(topic, START + ms));
        const { recent, shown } = read(book, START + 599_999, 'a', 'b', 'c?d&e');
        expect(sum(recent.counts)).toBe(events.length);
        const singles = events.filter(({ topic }) => topic !== 'c?d&e').length;
        expect(shown.reduce((total, pace) => total + sum(pace.recent.counts), 0)).toBe(singles);
      }),
    );
  });

  it('forgets the quietest of very many topics and keeps the others', () => {
    const book = listening();
    for (let index = 0; index <= 6_000; index += 1) {
      book.take(eventOf(`topic-${String(index)}`, START + index));
    }
    const paces = read(book, START + 6_001, 'topic-0', 'topic-6000').shown;
    expect(paces.map(({ lastAt }) => lastAt)).toEqual([null, START + 6_000]);
  });
});

type Happening = 'event' | 'quiet' | 'lose' | 'return' | 'resubscribe';

/** What happens to a connection, step by step: streams of events, quiet, and now and then something else. */
const happenings = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom<Happening>('event', 'quiet'), fc.integer({ min: 1, max: 12 })),
      fc.tuple(fc.constantFrom<Happening>('lose', 'return', 'resubscribe'), fc.constant(1)),
    ),
    { minLength: 4, maxLength: 30 },
  )
  .map((runs) => runs.flatMap(([happening, times]) => Array<Happening>(times).fill(happening)));
const STEP = 5 * SECOND;

describe('a silence', () => {
  it('is never made of time that was not heard, nor of time with an event in it', () => {
    let judged = 0;
    fc.assert(
      fc.property(happenings, (steps) => {
        const book = listening('a');
        let lostFrom: number | null = null;
        /** The newest moment from which on a silence may count. */
        let soonest = START;
        steps.forEach((step, index) => {
          const now = START + index * STEP;
          if (step === 'event' && lostFrom === null) {
            book.take(eventOf('a', now));
            soonest = now;
          } else if (step === 'lose') {
            // Found out a step after it went silent.
            lostFrom ??= now - STEP;
          } else if (step === 'return' && lostFrom !== null) {
            book.observe(live(now), now);
            book.take(gapOf(lostFrom, now));
            [lostFrom, soonest] = [null, now];
          } else if (step === 'resubscribe') {
            book.take(confirmedOf('a', now));
            soonest = now;
          }
          const report = lostFrom === null ? live(now) : lost(now, lostFrom);
          const [pace] = book.read({ shown: ['a'], ranked: [] }, report, now).shown;
          const silentForMs = pace?.silentForMs ?? null;
          if (silentForMs === null) return;
          judged += 1;
          expect(lostFrom).toBeNull();
          expect(now - silentForMs).toBe(soonest);
        });
      }),
      { numRuns: 300 },
    );
    expect(judged).toBeGreaterThan(50);
  });
});
