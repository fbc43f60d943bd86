import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireEvent } from './decode.ts';
import { Dedupe, WINDOW_MS } from './dedupe.ts';
import { ECHO_WITHIN_MS } from './echoes.ts';

const FORMER = 1;
const NEXT = 2;

function event(parts: Partial<WireEvent> = {}): WireEvent {
  return { topic: 'v2.users.ana.presence', version: '2', correlationId: null, body: { n: 1 }, ...parts };
}

/** A `Dedupe` whose sockets both were there before anything happened. */
function twoSockets(): Dedupe {
  const dedupe = new Dedupe();
  dedupe.heard(FORMER, -1_000);
  dedupe.heard(NEXT, -1_000);
  return dedupe;
}

/** Delivers an event at a moment over a socket, in a frame as the service writes them. */
function isRepeat(dedupe: Dedupe, delivered: WireEvent, lease: number, at: number): boolean {
  return dedupe.recognise(delivered, frameOf(delivered), lease, at).isRepeat;
}

function frameOf({ topic, version, correlationId, body }: WireEvent): string {
  const metadata = correlationId === null ? {} : { metadata: { CorrelationId: correlationId } };
  return JSON.stringify({ topicName: topic, version, eventBody: body, ...metadata });
}

describe('events with a correlation id', () => {
  it('are repeats when the other socket brings them again', () => {
    const dedupe = twoSockets();
    const once = event({ correlationId: 'a' });
    expect(isRepeat(dedupe, once, FORMER, 0)).toBe(false);
    expect(isRepeat(dedupe, once, NEXT, 5)).toBe(true);
    expect(dedupe.folded).toBe(1);
  });

  it('are repeats on the same socket, too', () => {
    const dedupe = twoSockets();
    const once = event({ correlationId: 'a' });
    expect([0, 1, 2].map((now) => isRepeat(dedupe, once, FORMER, now))).toEqual([false, true, true]);
  });

  it.each([
    ['another id', { correlationId: 'b' }],
    ['another topic', { topic: 'v2.users.ana.routingStatus' }],
    ['another body', { body: { n: 2 } }],
  ])('are news with %s', (_what, parts) => {
    const dedupe = twoSockets();
    expect(isRepeat(dedupe, event({ correlationId: 'a' }), FORMER, 0)).toBe(false);
    expect(isRepeat(dedupe, event({ correlationId: 'a', ...parts }), NEXT, 1)).toBe(false);
  });

  it('are known by the first delivery, also when the envelopes are written in another order', () => {
    const dedupe = twoSockets();
    const once = event({ correlationId: 'a', body: { deep: [{ n: 1 }], eventBody: 2 } });
    const { first } = dedupe.recognise(once, frameOf(once), FORMER, 0);
    const { topic, body } = once;
    const other = { metadata: { CorrelationId: 'a' }, eventBody: body, version: '2', topicName: topic };
    const repeat = dedupe.recognise(once, JSON.stringify(other), NEXT, 5);
    // Where the first one came to stand may be known later only.
    first.position = 7;
    expect([repeat.isRepeat, repeat.first.at, repeat.first.position]).toEqual([true, 0, 7]);
  });

  it('are known for the whole window and forgotten after it', () => {
    const dedupe = twoSockets();
    const once = event({ correlationId: 'a' });
    expect(isRepeat(dedupe, once, FORMER, 0)).toBe(false);
    expect(isRepeat(dedupe, once, NEXT, WINDOW_MS)).toBe(true);
    expect(isRepeat(dedupe, once, NEXT, WINDOW_MS + 1)).toBe(false);
  });
});

describe('events without a correlation id', () => {
  it('are two events when one socket brings equal ones', () => {
    const dedupe = twoSockets();
    expect([0, 1, 2].map((now) => isRepeat(dedupe, event(), FORMER, now))).toEqual([false, false, false]);
    expect(dedupe.folded).toBe(0);
  });

  it('are folded one by one when the other socket brings them again', () => {
    const dedupe = twoSockets();
    isRepeat(dedupe, event(), FORMER, 0);
    isRepeat(dedupe, event(), FORMER, 1);
    expect([2, 3, 4].map((now) => isRepeat(dedupe, event(), NEXT, now))).toEqual([true, true, false]);
  });

  it('are not taken for a repeat of what the other socket brought long ago', () => {
    const dedupe = twoSockets();
    expect(isRepeat(dedupe, event(), FORMER, 0)).toBe(false);
    expect(isRepeat(dedupe, event(), NEXT, ECHO_WITHIN_MS + 1)).toBe(false);
  });

  it('are not taken for a repeat of what happened before the socket was there', () => {
    const dedupe = new Dedupe();
    dedupe.heard(FORMER, 0);
    expect(isRepeat(dedupe, event(), FORMER, 0)).toBe(false);
    dedupe.heard(NEXT, 1_000);
    expect(isRepeat(dedupe, event(), NEXT, 2_000)).toBe(false);
    expect(isRepeat(dedupe, event(), FORMER, 2_001)).toBe(true);
  });

  it('are folded when they are the very first that a new socket brings', () => {
    const dedupe = new Dedupe();
    dedupe.heard(FORMER, 0);
    expect(isRepeat(dedupe, event(), FORMER, 5_000)).toBe(false);
    dedupe.heard(NEXT, 5_010);
    expect(isRepeat(dedupe, event(), NEXT, 5_010)).toBe(true);
  });

  it('are all news again when the former socket is gone', () => {
    const dedupe = new Dedupe();
    dedupe.heard(FORMER, 0);
    for (let now = 0; now < 5_000; now += 1_000) isRepeat(dedupe, event(), FORMER, now);
    dedupe.heard(NEXT, 6_000);
    for (let now = 7_000; now < 60_000; now += 1_000) {
      expect(isRepeat(dedupe, event(), NEXT, now)).toBe(false);
      expect(isRepeat(dedupe, event(), FORMER, now + 20)).toBe(true);
    }
    for (let now = 60_000; now < 70_000; now += 1_000) {
      expect(isRepeat(dedupe, event(), NEXT, now)).toBe(false);
    }
  });
});

describe('a renewal beside other channels', () => {
  it('R6: pairs the events of its two sockets however many others are heard meanwhile', () => {
    const dedupe = twoSockets();
    const others = Array.from({ length: 8 }, (_, socket) => socket + 10);
    const told = Array.from({ length: 100 }, (_, second) => {
      const now = second * 1_000;
      const deliver = (socket: number, at: number): boolean => {
        for (const heard of [...others, socket]) dedupe.heard(heard, at);
        return isRepeat(dedupe, event(), socket, at);
      };
      return [deliver(FORMER, now), deliver(NEXT, now + 600)];
    });
    expect(told.every(([first, second]) => first === false && second === true)).toBe(true);
  });
});

describe('an overlap of two sockets', () => {
  interface Sent {
    readonly atMs: number;
    readonly event: WireEvent;
  }

  /** Few bodies, so that equal events are frequent; ids, where there are any, are each used once. */
  const occurrences = (withIds: boolean) =>
    fc
      .array(
        fc.record({ pauseMs: fc.nat(8_000), n: fc.nat(2), lagsMs: fc.tuple(fc.nat(900), fc.nat(900)) }),
        {
          maxLength: 60,
        },
      )
      .map((drawn) => {
        let atMs = 0;
        return drawn.map(({ pauseMs, n, lagsMs }, index) => {
          atMs += pauseMs;
          const correlationId = withIds ? `id-${String(index)}` : null;
          return { atMs, lagsMs, event: event({ body: { n }, correlationId }) };
        });
      });

  /** What a socket delivers: in the order it was sent, each a while after it was sent. */
  function deliveries(sent: readonly (Sent & { readonly lagMs: number })[], lease: number) {
    let freeAtMs = 0;
    return sent.map(({ atMs, lagMs, event: delivered }) => {
      freeAtMs = Math.max(freeAtMs, atMs + lagMs);
      return { lease, arrivesAtMs: freeAtMs, event: delivered };
    });
  }

  function publishedOf(
    dedupe: Dedupe,
    streams: readonly ReturnType<typeof deliveries>[],
  ): readonly WireEvent[] {
    const merged = streams.flat().sort((a, b) => a.arrivesAtMs - b.arrivesAtMs);
    return merged
      .filter(({ event: delivered, lease, arrivesAtMs }) => !isRepeat(dedupe, delivered, lease, arrivesAtMs))
      .map(({ event: delivered }) => delivered);
  }

  const text = (events: readonly WireEvent[]): string[] =>
    events.map(({ correlationId, body }) => JSON.stringify([correlationId, body]));

  it.each([
    ['with', true],
    ['without', false],
  ])('publishes every event %s a correlation id exactly once', (_with, withIds) => {
    fc.assert(
      fc.property(occurrences(withIds), (sent) => {
        const dedupe = twoSockets();
        const streams = [FORMER, NEXT].map((lease, index) =>
          deliveries(
            sent.map((one) => ({ ...one, lagMs: one.lagsMs[index] ?? 0 })),
            lease,
          ),
        );
        const published = publishedOf(dedupe, streams);
        expect(text(published).sort()).toEqual(text(sent.map((one) => one.event)).sort());
        expect(dedupe.folded).toBe(sent.length);
      }),
    );
  });

  it.each([
    ['with', true],
    ['without', false],
  ])('loses and doubles nothing %s a correlation id from before to after it', (_with, withIds) => {
    const overlap = fc.record({ beginsAtMs: fc.nat(100_000), lastsMs: fc.integer({ min: 1, max: 60_000 }) });
    fc.assert(
      fc.property(occurrences(withIds), overlap, (sent, { beginsAtMs, lastsMs }) => {
        // The new socket is heard when it opens, a moment before its topics are confirmed.
        const dedupe = new Dedupe();
        dedupe.heard(FORMER, -1_000);
        dedupe.heard(NEXT, beginsAtMs + 1_200);
        // Nothing is on its way at either end: what a service sends in that moment is its own affair.
        const isSettled = ({ atMs }: Sent): boolean =>
          [beginsAtMs, beginsAtMs + lastsMs].every((turn) => atMs <= turn - 1_000 || atMs >= turn + 1_200);
        const settled = sent.filter(isSettled);
        const former = settled.filter(({ atMs }) => atMs < beginsAtMs + lastsMs);
        const next = settled.filter(({ atMs }) => atMs > beginsAtMs);
        const published = publishedOf(dedupe, [
          deliveries(
            former.map((one) => ({ ...one, lagMs: one.lagsMs[0] })),
            FORMER,
          ),
          deliveries(
            next.map((one) => ({ ...one, lagMs: one.lagsMs[1] })),
            NEXT,
          ),
        ]);
        expect(text(published).sort()).toEqual(text(settled.map((one) => one.event)).sort());
      }),
    );
  });

  it('keeps the order in which each socket delivers', () => {
    fc.assert(
      fc.property(occurrences(true), (sent) => {
        const streams = [FORMER, NEXT].map((lease, index) =>
          deliveries(
            sent.map((one) => ({ ...one, lagMs: one.lagsMs[index] ?? 0 })),
            lease,
          ),
        );
        // Both sockets deliver everything in the order it was sent, so that is the only order there is.
        expect(text(publishedOf(twoSockets(), streams))).toEqual(text(sent.map((one) => one.event)));
      }),
    );
  });
});

describe('the memory of what was seen', () => {
  it('is bounded in a flood, where the newest events count', () => {
    const dedupe = twoSockets();
    const inFlood = (index: number): WireEvent => event({ correlationId: String(index), body: null });
    for (let index = 0; index < 201_000; index += 1) isRepeat(dedupe, inFlood(index), FORMER, 0);
    expect(isRepeat(dedupe, inFlood(200_999), NEXT, 0)).toBe(true);
    expect(isRepeat(dedupe, inFlood(0), NEXT, 0)).toBe(false);
  });

  it('is bounded in a flood of equal events without an id', () => {
    const dedupe = twoSockets();
    for (let index = 0; index < 3_000; index += 1) isRepeat(dedupe, event(), FORMER, 0);
    const echoes = Array.from({ length: 3_000 }, () => isRepeat(dedupe, event(), NEXT, 1)).filter(Boolean);
    expect(echoes).toHaveLength(1_000);
  });
});
