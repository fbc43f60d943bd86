import { afterEach, describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';
import type { OpenWire } from './wire.ts';

const sessions: VirtualSession[] = [];

afterEach(async () => {
  for (const made of sessions.splice(0)) expect(await made.end()).toEqual([]);
});

/** Leaves the frames of every socket unread while it is put on, and reads them in their order then. */
class VirtualBrake {
  #isOn = false;
  readonly #sockets: { readonly held: (isHeld: boolean) => void; readonly unread: (() => void)[] }[] = [];

  readonly stand =
    (openWire: OpenWire): OpenWire =>
    (uri, events) => {
      const unread: (() => void)[] = [];
      const read = (act: () => void): void => {
        if (this.#isOn) unread.push(act);
        else act();
      };
      this.#sockets.push({ held: (isHeld) => events.held?.(isHeld), unread });
      return openWire(uri, {
        ...events,
        frame: (text) => {
          read(() => {
            events.frame(text);
          });
        },
        closed: (code) => {
          read(() => {
            events.closed(code);
          });
        },
      });
    };

  put(isOn: boolean): void {
    this.#isOn = isOn;
    for (const { held } of this.#sockets) held(isOn);
    if (!isOn) for (const { unread } of this.#sockets) for (const act of unread.splice(0)) act();
  }
}

/** A renewal whose new socket is proven, and waits for its topics to be confirmed. */
async function renewingSession(): Promise<{ readonly made: VirtualSession; readonly brake: VirtualBrake }> {
  const brake = new VirtualBrake();
  const made: VirtualSession = new VirtualSession({
    openWire: brake.stand,
    fetch: (fetch) => async (url, init) => {
      if (init.method === 'PUT') await new Promise<void>((go) => made.clock.schedule(1_000, go));
      return fetch(url, init);
    },
  });
  sessions.push(made);
  await made.goLive();
  made.supervisor.tokenRefused(1);
  await made.until(() => made.network.openSockets.length === 2, 1_000, 1);
  await made.clock.advance(200);
  return { made, brake };
}

describe('a handover that meets the brake', () => {
  it('ends when sockets are read again, however busy they are', async () => {
    const { made, brake } = await renewingSession();
    brake.put(true);
    await made.clock.advance(2_000);
    brake.put(false);
    for (let second = 0; second < 10; second += 1) {
      made.network.publish('v2.a', second);
      await made.clock.advance(1_000);
    }
    expect(made.renewals.at(-1)).toEqual({ kind: 'token', phase: 'done' });
    expect(made.gaps).toEqual([]);
  });

  it('R8: is not ended by a pong that lay unread since before the question', async () => {
    const { made, brake } = await renewingSession();
    const [old] = made.network.openSockets;
    made.supervisor.nudge();
    brake.put(true);
    await made.clock.advance(100);
    // The pong is here, and nothing else will ever be.
    if (old !== undefined) old.isFrozen = true;
    expect(made.network.publish('v2.a', 'lost')).toBe(1);
    await made.clock.advance(2_000);
    brake.put(false);
    await made.clock.advance(30_000);
    expect(made.status).toBe('live');
    expect(made.events).toEqual([]);
    expect(made.gaps).toHaveLength(1);
  });
});
