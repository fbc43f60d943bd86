import type { Directory } from '../../../shared/model/directory.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { ExportRequest } from '../../../shared/model/recording.ts';
import type { TimelineRecord } from '../../../shared/model/timeline.ts';
import { ChangeTracker } from '../events/changes.ts';
import { decodeFrame } from '../events/decode.ts';
import { rowOf } from '../history/entry-codec.ts';
import { createNumbering } from '../history/numbering.ts';
import type { UnstoredRecord } from '../history/timeline-store.ts';
import type { EntrySource } from '../recording/entry-source.ts';
import { openEntrySource } from '../recording/entry-source.ts';
import { ORIGINAL, type Recorded } from '../recording/recorded.ts';
import type { ExportTask } from '../recording/run-export.ts';

export const STARTED_AT = Date.UTC(2026, 10, 23, 14, 5);

export const ANA = { id: '5b2e8c04-6a1f-4d53-9c27-0e8f4b6a1d90', name: 'Ana Ruiz' };
export const BEN = { id: '0f6d1c7a-92b4-4e15-8a3d-7c5e2f9b4a61', name: 'Ben Osei' };
export const BILLING = { id: 'c3a9f1d2-4b7e-4c08-b5d6-1e2f3a4b5c6d', name: 'Billing' };
export const COFFEE = { id: '11111111-2222-4333-8444-555555555555', label: 'Coffee' };

export const DIRECTORY: Directory = {
  users: { [ANA.id]: ANA.name, [BEN.id]: BEN.name },
  queues: { [BILLING.id]: BILLING.name },
  presences: { [COFFEE.id]: COFFEE.label },
  wrapUpCodes: {},
};

/** A frame as a socket brings it. */
export function frameOf(topic: string, body: JsonValue, correlationId: string | null = null): string {
  const metadata = correlationId === null ? {} : { metadata: { CorrelationId: correlationId } };
  return JSON.stringify({ topicName: topic, version: '2', eventBody: body, ...metadata });
}

export function presenceFrame(userId: string, systemPresence: string, at: number): string {
  return frameOf(`v2.users.${userId}.presence`, {
    presenceDefinition: { id: COFFEE.id, systemPresence },
    modifiedDate: new Date(at).toISOString(),
    source: 'PURECLOUD',
  });
}

/** Takes frames and records the way of a session, and makes entries of them. */
export function createRecorder() {
  const numbering = createNumbering();
  const tracker = new ChangeTracker();
  const recorded: Recorded[] = [];
  const keep = (record: UnstoredRecord): void => {
    const { entry, arrival } = numbering.number(record);
    recorded.push({ entry, frame: arrival?.frame ?? null });
  };
  return {
    recorded,
    frame: (frame: string, at: number): void => {
      const decoded = decodeFrame(frame);
      if (decoded.kind !== 'event') throw new Error('The frame brings no event.');
      keep({
        at,
        type: 'event',
        event: tracker.describe(decoded, at),
        arrival: { frame, body: decoded.body },
      });
    },
    record: (record: Exclude<TimelineRecord, { type: 'event' }>, at: number): void => {
      keep({ at, ...record });
    },
  };
}

/** A short shift with one of everything. */
export function recordedShift(): readonly Recorded[] {
  const recorder = createRecorder();
  const at = (second: number): number => STARTED_AT + second * 1000;
  const cause = {
    code: 'socket/closed',
    message: `The socket of ${ANA.name} closed.`,
    closeCode: 1006,
  } as const;
  recorder.record({ type: 'connection', state: { status: 'authorizing', since: at(0) } }, at(0));
  recorder.record(
    { type: 'connection', state: { status: 'live', since: at(1), renewal: null, concern: null } },
    at(1),
  );
  recorder.record(
    {
      type: 'subscription',
      subscription: {
        topic: `v2.users.${ANA.id}.presence`,
        status: 'refused',
        reason: `No right to see ${ANA.name}`,
      },
    },
    at(1),
  );
  recorder.frame(presenceFrame(ANA.id, 'Available', at(2)), at(2));
  recorder.frame(presenceFrame(BEN.id, 'Away', at(3)), at(3));
  recorder.frame(presenceFrame(ANA.id, 'Away', at(62)), at(62));
  recorder.frame(
    frameOf(
      `v2.routing.queues.${BILLING.id}.conversations`,
      {
        id: 'a7d0c3f2-1111-4222-8333-944444444444',
        participants: [
          {
            purpose: 'customer',
            name: 'Maria Gomez',
            address: 'tel:+34600123456',
            attributes: { note: 'Calle Mayor 5' },
          },
          { purpose: 'agent', name: ANA.name, userId: ANA.id, user: ANA, state: 'connected' },
        ],
      },
      'corr-1',
    ),
    at(70),
  );
  recorder.record({ type: 'renewal', kind: 'token', phase: 'done' }, at(80));
  recorder.record(
    { type: 'gap', gap: { id: 'gap-1', from: at(90), to: at(129), cause, attempts: 2, topics: null } },
    at(130),
  );
  recorder.record(
    {
      type: 'refreshed',
      refreshed: {
        topic: `v2.users.${BEN.id}.presence`,
        subject: { kind: 'user', id: BEN.id },
        changes: [
          {
            field: 'presence',
            from: null,
            to: { kind: 'presence', systemPresence: 'Busy', definitionId: COFFEE.id },
            heldMs: null,
          },
        ],
        since: at(100),
      },
    },
    at(131),
  );
  recorder.record(
    {
      type: 'refresh',
      refresh: {
        gapIds: ['gap-1'],
        tookMs: 900,
        people: { total: 2, refreshed: 1, changed: 1, firstSeen: 0 },
        queues: { total: 0, refreshed: 0, changed: 0, firstSeen: 0 },
        failures: [{ kind: 'user', id: ANA.id, message: `${ANA.name} could not be read` }],
        notRecovered: [],
      },
    },
    at(132),
  );
  recorder.record(
    {
      type: 'diagnostic',
      error: { code: 'wire/malformed', message: 'A frame could not be read: no JSON.' },
      sample: `{ ${ANA.name}`,
    },
    at(133),
  );
  const [marked] = recorder.recorded.filter(({ entry }) => entry.type === 'event');
  return recorder.recorded.map((one) =>
    one === marked
      ? {
          ...one,
          entry: {
            ...one.entry,
            mark: { isPinned: true, note: `Ask ana ruiz, Ben or +34 600 123 456 (ana@acme.example)` },
          },
        }
      : one,
  );
}

export const REQUEST: ExportRequest = {
  format: 'session',
  filter: '',
  isRedacted: false,
  from: null,
  to: null,
};

export function taskOf(parts: Partial<ExportRequest> = {}, task: Partial<ExportTask> = {}): ExportTask {
  return {
    request: { ...REQUEST, ...parts },
    facts: {
      appVersion: '0.1.0',
      exportedAt: STARTED_AT + 3_600_000,
      topics: [`v2.users.${ANA.id}.presence`],
      organisation: 'Acme',
      clockOffsetMs: 300,
    },
    directory: DIRECTORY,
    key: new Uint8Array(32).fill(7),
    secrets: [],
    origin: ORIGINAL,
    now: STARTED_AT + 3_600_000,
    ...task,
  };
}

/** Entries that are in no history, as a source of them. */
export function sourceOf(recorded: readonly Recorded[]): EntrySource {
  return {
    total: recorded.length,
    from: recorded[0]?.entry.at ?? null,
    to: recorded.at(-1)?.entry.at ?? null,
    parts: function* () {
      for (let index = 0; index < recorded.length; index += 5) {
        const some = recorded.slice(index, index + 5);
        yield { positions: some.length, recorded: some };
      }
    },
    close: () => undefined,
  };
}

/** The same through the rows of a history that is in memory. */
export function heldSourceOf(recorded: readonly Recorded[]): EntrySource {
  const held = recorded.map(({ entry, frame }) =>
    rowOf({ entry, arrival: frame === null ? null : { frame, body: null } }),
  );
  return openEntrySource({ file: null, held });
}
