import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import type { HistoryFile } from '../history/history-protocol.ts';
import { rowOf } from '../history/entry-codec.ts';
import type { Row } from '../history/history-protocol.ts';
import type { Stored, UnstoredRecord } from '../history/timeline-store.ts';

export const KEY = '0123456789abcdef'.repeat(4);

/** The module that runs in the thread, as Node runs it. */
export const WORKER_PATH = join(import.meta.dirname, '../history/history-worker.ts');
export const SEARCH_WORKER_PATH = join(import.meta.dirname, '../history/search/search-worker.ts');

/** An empty folder that is removed after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-history-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The file of a history that was not begun yet. */
export async function historyFile(): Promise<HistoryFile> {
  return { folder: join(await emptyFolder(), 'history'), name: 'one', key: KEY };
}

/** Young enough for retention to leave it. */
const NOW = Date.now();

export const stateRecord: UnstoredRecord = { at: NOW, type: 'connection', state: { status: 'signed-out' } };

export const eventRecord = (topic: string, at = NOW): UnstoredRecord & { readonly type: 'event' } => ({
  at,
  type: 'event',
  event: {
    topic,
    version: '2',
    correlationId: null,
    subject: { kind: 'other', id: null },
    changes: [],
    preview: `text: what ${topic} carried`,
    happenedAt: null,
  },
  arrival: { frame: `{"topicName":"${topic}","eventBody":{}}`, body: {} },
});

/** A stored event for each position from one to another. */
export function eventEntries(from: number, to: number): readonly TimelineEntry[] {
  return Array.from({ length: to - from + 1 }, (_, index): TimelineEntry => {
    const position = from + index;
    return {
      position,
      at: position * 10,
      type: 'event',
      event: {
        seq: position,
        topic: `v2.users.${String(position)}.presence`,
        version: null,
        correlationId: null,
        subject: { kind: 'user', id: String(position) },
        changes: [],
        preview: `note: legible-${String(position)}`,
        happenedAt: null,
      },
    };
  });
}

export const frameOf = (position: number): string =>
  JSON.stringify({
    topicName: `v2.users.${String(position)}.presence`,
    eventBody: { note: `legible-${String(position)}` },
  });

/** Those entries, with what brought them. */
export const storedEvents = (from: number, to: number): readonly Stored[] =>
  eventEntries(from, to).map((entry) => ({ entry, arrival: { frame: frameOf(entry.position), body: {} } }));

/** What is stored for them. */
export const eventRows = (from: number, to: number): readonly Row[] => storedEvents(from, to).map(rowOf);

export const positionsOf = (entries: readonly TimelineEntry[]): readonly number[] =>
  entries.map(({ position }) => position);

export const storedPositions = (stored: readonly Stored[]): readonly number[] =>
  stored.map(({ entry }) => entry.position);

export const positionRange = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
