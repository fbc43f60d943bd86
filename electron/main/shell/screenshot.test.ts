import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pushes } from '../../../shared/ipc/contract.ts';
import { bareReport, type ConnectionState } from '../../../shared/model/connection-state.ts';
import { anEvent } from '../../../shared/model/testing/an-event.ts';
import { Emitter } from '../base/emitter.ts';
import { createLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.ts';
import type { Stored } from '../history/timeline-store.ts';
import { saveScreenshotWhenLive } from './screenshot.ts';

const live: ConnectionState = { status: 'live', since: 0, renewal: null, concern: null };
const lost: ConnectionState = { status: 'connecting', since: 0 };

const events = (count: number): readonly Stored[] =>
  Array.from({ length: count }, (_, index) => ({
    entry: { position: index, at: 0, type: 'event', event: anEvent({ seq: index }) },
    arrival: { frame: '{}', body: {} },
  }));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-picture-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function prepare(path = join(folder, 'picture.png')) {
  const monitor = new Emitter<Pushes & { readonly stored: readonly Stored[] }>();
  const clock = new ManualClock();
  const printed: string[] = [];
  let pictures = 0;
  const stop = saveScreenshotWhenLive({
    monitor: {
      on: (name, listener) => monitor.on(name, listener),
      onStored: (listener) =>
        monitor.on('stored', (stored) => {
          listener(stored, 'practice');
        }),
    },
    clock,
    capture: () => Promise.resolve(Buffer.from(`picture ${String(++pictures)}`)),
    path,
    print: (line) => printed.push(line),
    log: createLogger({ write: () => undefined, now: () => 0, lowestLevel: 'error' }),
  });
  const toBePrinted = () =>
    vi.waitFor(() => {
      expect(printed).toHaveLength(1);
    });
  return { monitor, clock, printed, stop, path, toBePrinted, pictures: () => pictures };
}

describe('the picture of the window', () => {
  it('is taken once it is live with enough events, and only once', async () => {
    const { monitor, clock, printed, path, pictures, toBePrinted } = prepare();
    monitor.emit('connection', bareReport(live));
    monitor.emit('stored', events(9));
    await clock.advance(1_000);
    expect(pictures()).toBe(0);
    monitor.emit('stored', events(1));
    await clock.advance(1_000);
    await toBePrinted();
    expect(printed).toEqual([`Saved a picture of the window: ${path}`]);
    expect(await readFile(path, 'utf8')).toBe('picture 1');
    monitor.emit('stored', events(10));
    monitor.emit('connection', bareReport(live));
    await clock.advance(60_000);
    expect(pictures()).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is taken of a quiet organisation after a while of being live', async () => {
    const { monitor, clock, pictures, toBePrinted } = prepare();
    monitor.emit('connection', bareReport(live));
    await clock.advance(14_999);
    expect(pictures()).toBe(0);
    await clock.advance(1);
    await toBePrinted();
    expect(pictures()).toBe(1);
  });

  it('waits for the connection to be live again when it is lost', async () => {
    const { monitor, clock, pictures, toBePrinted } = prepare();
    monitor.emit('connection', bareReport(live));
    await clock.advance(10_000);
    monitor.emit('connection', bareReport(lost));
    monitor.emit('stored', events(10));
    await clock.advance(60_000);
    expect(pictures()).toBe(0);
    monitor.emit('connection', bareReport(live));
    await clock.advance(1_000);
    await toBePrinted();
    expect(pictures()).toBe(1);
  });

  it('is not taken after the end', async () => {
    const { monitor, clock, pictures, stop } = prepare();
    monitor.emit('connection', bareReport(live));
    stop();
    await clock.advance(60_000);
    expect(pictures()).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('says so when it cannot be saved', async () => {
    const { monitor, clock, printed, path, toBePrinted } = prepare(join(folder, 'missing', 'picture.png'));
    monitor.emit('connection', bareReport(live));
    await clock.advance(15_000);
    await toBePrinted();
    expect(printed).toEqual([`Could not save a picture of the window as ${path}.`]);
  });
});
