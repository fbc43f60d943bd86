import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { Brake } from './brake.ts';
import { direct } from './told-wire.ts';
import { createOpenWire } from './wire.ts';

const FRAMES = 400;
const FRAME = 'x'.repeat(64 * 1024);

/** A service that sends more than any buffer on the way holds, as soon as a socket opens. */
async function flood(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    for (let frame = 0; frame < FRAMES; frame += 1) socket.send(FRAME);
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  const address = server.address();
  return `ws://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/`;
}

/** Counts the frames that come through a wire with a brake. */
function count(uri: string, brake: Brake) {
  let frames = 0;
  const told: boolean[] = [];
  let finish: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (finish = resolve));
  const wire = createOpenWire(direct, brake)(uri, {
    opened: () => undefined,
    frame: () => {
      frames += 1;
      if (frames === FRAMES) finish();
    },
    held: (isHeld) => told.push(isHeld),
    closed: () => undefined,
    broke: () => undefined,
    refused: () => undefined,
  });
  onTestFinished(wire.drop);
  return { frames: () => frames, told, all, wire };
}

it('leaves unread what comes while it is on, on sockets that were open and on new ones, and loses none of it', async () => {
  const uri = await flood();
  const brake = new Brake();
  brake.put('acme', true);
  const held = count(uri, brake);
  // Meanwhile another one gets everything.
  await count(uri, new Brake()).all;
  expect(held.frames()).toBeLessThan(FRAMES / 2);
  brake.put('acme', true);
  brake.put('other', true);
  brake.put('acme', false);
  expect(held.told).toEqual([true]);
  brake.put('other', false);
  await held.all;
  expect(held.told).toEqual([true, false]);
});

it('has nothing to do with a wire that was dropped', async () => {
  const brake = new Brake();
  const { all, told, wire } = count(await flood(), brake);
  await all;
  wire.drop();
  brake.put('acme', true);
  expect(told).toEqual([]);
});
