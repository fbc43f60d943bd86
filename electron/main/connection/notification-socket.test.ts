import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { HEARTBEAT } from './heartbeat.ts';
import { openNotificationSocket } from './notification-socket.ts';
import { openPlayedSocket as openSocket, playedSocket as socket, PONG } from './played-socket.ts';
import type { WireEvents } from './wire.ts';

describe('a socket that opens', () => {
  it('pings at once, and is proven by the first frame of any kind', () => {
    const { wire, heard, sent } = socket();
    wire.opened();
    expect(sent).toEqual(['{"message":"ping"}']);
    expect(heard).toEqual([]);
    wire.frame(null);
    wire.frame('x');
    expect(heard).toEqual(['proven', 'frame binary', 'frame x']);
  });

  it('T20: is given up when nothing at all comes after opening', async () => {
    const { clock, wire, losses, played } = socket();
    wire.opened();
    await clock.advance(20_000);
    expect(losses).toMatchObject([{ cause: { code: 'socket/silent' }, provenAt: null }]);
    expect(losses[0]?.at).toBeLessThanOrEqual(6_000);
    expect(played.drops).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is given up when it does not open within 15 s', async () => {
    const { clock, losses } = socket();
    await clock.advance(15_000);
    expect(losses).toMatchObject([{ cause: { code: 'net/timeout' }, provenAt: null, at: 15_000 }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('T22: gets a turn to open when the computer slept over the deadline', async () => {
    const { clock, wire, losses } = socket();
    clock.block(60_000);
    await clock.advance(0);
    wire.opened();
    wire.frame(PONG);
    await clock.advance(10_000);
    expect(losses).toEqual([]);
  });

  it.each([
    [401, undefined],
    [403, undefined],
    [404, undefined],
    [503, undefined],
    [503, '20'],
    [429, '20'],
  ])('T39: says with what status it was refused: %i, Retry-After %s', (status, retryAfter) => {
    const { wire, losses } = socket();
    wire.refused(status, retryAfter ?? null);
    expect(losses).toHaveLength(1);
    expect(losses[0]?.cause).toMatchObject({
      code: status === 429 ? 'rate/limited' : 'socket/refused',
      httpStatus: status,
    });
    expect(losses[0]?.cause.retryAfterMs).toBe(retryAfter === undefined ? undefined : 20_000);
  });

  it('T14: says once that it was lost, however often its wire says so', () => {
    const { wire, losses } = socket();
    wire.broke(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
    wire.closed(1006);
    wire.refused(500, null);
    expect(losses).toMatchObject([{ cause: { code: 'net/refused' } }]);
  });
});

describe('an open socket', () => {
  it('R1: is known to be dead 18 s after its last frame', async () => {
    const { clock, losses, sent } = openSocket();
    const provenAt = clock.now();
    await clock.advance(11_999);
    expect(sent).toEqual([]);
    await clock.advance(8_001);
    expect(sent).toHaveLength(1);
    expect(losses).toMatchObject([{ cause: { code: 'socket/silent' }, provenAt, at: 18_000 }]);
  });

  it('stays when its pings are answered', async () => {
    const { clock, wire, losses, sent } = openSocket();
    for (let minute = 0; minute < 60; minute += 1) {
      await clock.advance(12_500);
      wire.frame(PONG);
    }
    expect(losses).toEqual([]);
    expect(sent).toHaveLength(60);
  });

  it('T28: is never asked while data flows, and sets no timer per frame', async () => {
    const { clock, wire, losses, sent } = openSocket();
    for (let frame = 0; frame < 600; frame += 1) {
      await clock.advance(100);
      wire.frame('data');
      expect(clock.pendingTimers).toBe(1);
    }
    expect([losses, sent]).toEqual([[], []]);
  });

  it('R3: survives a sleep of any length over an unanswered ping when the answer lies unread', async () => {
    for (const sleptMs of [1_000, 7_000, 60_000, 3_600_000]) {
      const { clock, wire, losses } = openSocket();
      await clock.advance(12_000);
      clock.block(sleptMs);
      await clock.advance(0);
      wire.frame(PONG);
      await clock.advance(5_000);
      expect(losses).toEqual([]);
    }
  });

  it('T23: is given up after a sleep when nothing lies unread', async () => {
    const { clock, losses } = openSocket();
    await clock.advance(12_000);
    clock.block(60_000);
    await clock.advance(1_000);
    expect(losses).toHaveLength(1);
  });

  it('R2: answers a probe within 3 s or is dead', async () => {
    const { clock, socket: asked, losses, sent } = openSocket();
    await clock.advance(1_000);
    asked.probe(HEARTBEAT.probeWithinMs);
    expect(sent).toHaveLength(1);
    await clock.advance(3_000);
    expect(losses).toMatchObject([{ at: 4_000 }]);
  });

  it('T15: cannot be kept from its verdict by a storm of probes', async () => {
    const { clock, socket: asked, losses } = openSocket();
    for (let turn = 0; turn < 40; turn += 1) {
      asked.probe(HEARTBEAT.probeWithinMs);
      await clock.advance(500);
    }
    expect(losses[0]?.at).toBeLessThanOrEqual(3_000);
  });

  it('R8: is proven until its last ping when the answer came late, and nothing after it', async () => {
    const { clock, losses, pong } = openSocket();
    await clock.advance(HEARTBEAT.pingAfterMs);
    const pingedAt = clock.now();
    await clock.advance(5_500);
    pong();
    await clock.advance(60_000);
    expect(losses).toMatchObject([{ cause: { code: 'socket/silent' }, provenAt: pingedAt }]);
  });

  it('R8: is proven until before a stall when what came then broke off', async () => {
    const { clock, wire, losses } = openSocket();
    await clock.advance(1_000);
    wire.frame('before');
    const provenAt = clock.now();
    await clock.advance(9_000);
    wire.frame('of the second after');
    await clock.advance(100);
    wire.frame('of the next');
    await clock.advance(60_000);
    expect(losses).toMatchObject([{ cause: { code: 'socket/silent' }, provenAt }]);
  });

  it('is asked again at once when an answer came late, and left alone when it comes in time', async () => {
    const { clock, sent, pong } = openSocket();
    await clock.advance(HEARTBEAT.pingAfterMs + 5_500);
    pong();
    expect(sent).toHaveLength(2);
    await clock.advance(50);
    pong();
    expect(sent).toHaveLength(2);
  });

  it('is asked anew while a ping is out, whose deadline stands', async () => {
    const { clock, socket: asked, losses, sent, pong } = openSocket();
    asked.probe(HEARTBEAT.probeWithinMs);
    await clock.advance(1_000);
    asked.probe(HEARTBEAT.answerWithinMs);
    expect(sent).toHaveLength(2);
    await clock.advance(100);
    expect(pong()).toEqual({ askedAt: 0, roundTripMs: 1_100 });
    expect(pong()).toEqual({ askedAt: 1_000, roundTripMs: 100 });
    expect(losses).toEqual([]);
  });

  it('tells how long an answer took', async () => {
    const { clock, socket: asked, pong } = openSocket();
    asked.probe(HEARTBEAT.probeWithinMs);
    await clock.advance(70);
    expect(pong()).toEqual({ askedAt: 0, roundTripMs: 70 });
    expect(pong()).toBeNull();
  });

  it('waits for the heartbeat of a service that answers no pings', async () => {
    const { clock, wire, losses } = socket(false);
    wire.opened();
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.advance(30_000);
      wire.frame('heartbeat');
    }
    expect(losses).toEqual([]);
    await clock.advance(40_000);
    expect(losses).toHaveLength(1);
  });

  it.each([1000, 1001, 1006, 1011, 4000])('is lost by a close with code %i, which is only shown', (code) => {
    const { wire, losses } = openSocket();
    wire.closed(code);
    expect(losses).toMatchObject([{ cause: { code: 'socket/closed', closeCode: code } }]);
  });
});

describe('a socket that was left', () => {
  it('T17: says nothing more and leaves no timer, whatever its wire says', async () => {
    const { clock, socket: left, wire, heard, losses, played, sent } = openSocket();
    left.abandon();
    left.abandon();
    wire.frame('late');
    wire.closed(1006);
    wire.broke(new Error('late'));
    left.probe(1);
    await clock.advance(60_000);
    expect([heard, losses, sent]).toEqual([[], [], []]);
    expect(played.drops).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('T37: sends no ping before it is open', () => {
    const { socket: opening, sent } = socket();
    opening.probe(1);
    expect(sent).toEqual([]);
  });

  it('passes no frame on when it was left because it was proven', () => {
    const clock = new ManualClock();
    const heard: string[] = [];
    let events: WireEvents | null = null;
    const opened = openNotificationSocket(
      {
        clock,
        openWire: (_uri, wireEvents) => {
          events = wireEvents;
          return { send: () => undefined, drop: () => undefined };
        },
      },
      'wss://example.org/c',
      true,
      {
        proven: () => {
          opened.abandon();
        },
        frame: () => heard.push('frame'),
        lost: () => undefined,
      },
    );
    (events as WireEvents | null)?.opened();
    (events as WireEvents | null)?.frame('first');
    expect(heard).toEqual([]);
  });
});
