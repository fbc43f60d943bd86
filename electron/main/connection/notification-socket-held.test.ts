import { describe, expect, it } from 'vitest';
import { HEARTBEAT } from './heartbeat.ts';
import { openPlayedSocket } from './played-socket.ts';

type Played = ReturnType<typeof openPlayedSocket>;

/** Leaves frames unread for so long. */
async function hold({ clock, wire }: Played, heldMs: number): Promise<void> {
  wire.held?.(true);
  await clock.advance(heldMs);
  wire.held?.(false);
}

/** Frames are read one after the other, as a backlog is. */
async function read({ clock, wire }: Played, frames: number, everyMs = 100): Promise<void> {
  for (let frame = 0; frame < frames; frame += 1) {
    wire.frame('data');
    await clock.advance(everyMs);
  }
}

/** One that heard something a second after it opened. */
async function heardSocket(answersPings = true): Promise<Played & { readonly heardAt: number }> {
  const made = openPlayedSocket(answersPings);
  await made.clock.advance(1_000);
  made.wire.frame('before');
  const heardAt = made.clock.now();
  await made.clock.advance(1_000);
  return { ...made, heardAt };
}

describe('R8: what is read after it lay unread', () => {
  it('proves nothing of the time since, however long the reading takes', async () => {
    const made = await heardSocket();
    await hold(made, 60_000);
    await read(made, 50);
    made.wire.closed(1006);
    expect(made.losses).toMatchObject([{ provenAt: made.heardAt }]);
  });

  it('proves no more when frames are left unread once more meanwhile', async () => {
    const made = await heardSocket();
    for (let turn = 0; turn < 3; turn += 1) {
      await hold(made, 30_000);
      await read(made, 4);
    }
    made.wire.closed(1006);
    expect(made.losses).toMatchObject([{ provenAt: made.heardAt }]);
  });

  it('is a proof again once the ping of that moment is answered, which had to wait behind it', async () => {
    const made = await heardSocket();
    await hold(made, 60_000);
    expect(made.sent).toHaveLength(1);
    await read(made, 10);
    made.pong();
    await read(made, 10);
    const provenAt = made.clock.now() - 100;
    made.wire.closed(1006);
    // A second was the way of the pong, so it may have been that of the last frame.
    expect(made.losses).toMatchObject([{ provenAt: provenAt - 1_000 }]);
  });

  it('is no such proof by the answer to an earlier ping, which lay there as well', async () => {
    const made = await heardSocket();
    await made.clock.advance(HEARTBEAT.pingAfterMs - 1_000);
    expect(made.sent).toHaveLength(1);
    const pingedAt = made.clock.now();
    await hold(made, 60_000);
    made.pong();
    await read(made, 10);
    made.wire.closed(1006);
    expect(made.losses).toMatchObject([{ provenAt: pingedAt }]);
  });

  it('is proven as far as the pings of a brake that comes and goes are answered', async () => {
    const made = await heardSocket();
    await hold(made, 1_000);
    const releasedAt = made.clock.now();
    await read(made, 4);
    await hold(made, 1_000);
    await read(made, 4);
    made.pong();
    await read(made, 4);
    made.wire.closed(1006);
    expect(made.losses).toMatchObject([{ provenAt: releasedAt }]);
  });

  it('is asked about by a few pings at most, however often the brake comes and goes', async () => {
    const made = await heardSocket();
    for (let turn = 0; turn < 100; turn += 1) {
      await hold(made, 50);
      await read(made, 1, 50);
    }
    expect(made.sent.length).toBeLessThanOrEqual(3);
  });

  it('proves something a moment later when the service answers no pings', async () => {
    const made = await heardSocket(false);
    await hold(made, 60_000);
    await read(made, 4);
    const provenAt = made.clock.now() - 100;
    made.wire.closed(1006);
    expect(made.losses).toMatchObject([{ provenAt }]);
  });

  it('proves nothing of a service that answers no pings while the brake comes and goes', async () => {
    const made = await heardSocket(false);
    await hold(made, 30_000);
    await read(made, 2);
    await hold(made, 30_000);
    await read(made, 2);
    made.wire.closed(1006);
    expect(made.losses).toMatchObject([{ provenAt: made.heardAt }]);
  });

  it('is no proof after a freeze either, until it is followed by an answer', async () => {
    const made = await heardSocket();
    made.clock.block(60_000);
    made.socket.wokeUp();
    await read(made, 10);
    made.wire.closed(1006);
    expect(made.losses).toMatchObject([{ provenAt: made.heardAt }]);
  });
});

describe('a socket whose frames are left unread for a while', () => {
  it('is not taken for dead, and asks for nothing', async () => {
    const { clock, wire, socket: held, sent, losses } = openPlayedSocket();
    wire.held?.(true);
    await clock.advance(10 * 60_000);
    held.probe(HEARTBEAT.probeWithinMs);
    await clock.advance(60_000);
    expect([sent, losses]).toEqual([[], []]);
  });

  it('has its time anew when they are read again, and is dead when nothing comes then', async () => {
    const { clock, wire, sent, losses } = openPlayedSocket();
    await clock.advance(HEARTBEAT.pingAfterMs);
    expect(sent).toHaveLength(1);
    wire.held?.(true);
    await clock.advance(60_000);
    wire.held?.(false);
    await clock.advance(HEARTBEAT.pingAfterMs - 1);
    // One ping was only asked for a proof: it has no deadline.
    expect([sent.length, losses.length]).toEqual([2, 0]);
    await clock.advance(1 + HEARTBEAT.answerWithinMs);
    expect(sent).toHaveLength(3);
    expect(losses).toMatchObject([{ cause: { code: 'socket/silent' } }]);
  });

  it('is proven up to then only when it is lost as soon as they are read', async () => {
    const { clock, wire, losses } = openPlayedSocket();
    await clock.advance(1_000);
    wire.frame('before');
    const provenAt = clock.now();
    await clock.advance(1_000);
    wire.held?.(true);
    await clock.advance(30_000);
    wire.held?.(false);
    wire.frame('that lay unread');
    wire.closed(1006);
    expect(losses.map((loss) => loss.provenAt)).toEqual([provenAt]);
  });

  it('leaves no timer when it is abandoned meanwhile', async () => {
    const { clock, wire, socket: held } = openPlayedSocket();
    wire.held?.(true);
    held.abandon();
    wire.held?.(false);
    await clock.advance(60_000);
    expect(clock.pendingTimers).toBe(0);
  });
});
