import * as v from 'valibot';
import type { ConnectionState } from '../../../shared/model/connection-state.ts';
import type { Mark, TimelineEntry, TimelineRecord } from '../../../shared/model/timeline.ts';
import { SubjectSchema } from '../events/subject-schema.ts';
import { t } from '../../../shared/text/t.ts';
import { CauseSchema } from './coverage-lines.ts';
import type { Row } from './history-protocol.ts';
import type { Stored } from './timeline-store.ts';

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const Moment = v.pipe(v.number(), v.finite());
const NullableText = v.nullable(v.string());

const ChangeValueSchema = v.variant('kind', [
  v.object({ kind: v.literal('presence'), systemPresence: v.string(), definitionId: NullableText }),
  v.object({ kind: v.literal('text'), text: v.string() }),
  v.object({ kind: v.literal('number'), number: v.number() }),
]);

const ChangesSchema = v.array(
  v.object({
    field: v.string(),
    from: v.nullable(ChangeValueSchema),
    to: ChangeValueSchema,
    heldMs: v.nullable(Moment),
  }),
);

const RenewalKindSchema = v.picklist(['token', 'channel', 'socket']);

const since = { since: Moment };
const StateSchema: v.GenericSchema<unknown, ConnectionState> = v.variant('status', [
  v.object({ status: v.literal('signed-out') }),
  v.object({ status: v.picklist(['authorizing', 'opening-channel', 'connecting', 'stopped']), ...since }),
  v.object({
    status: v.literal('live'),
    ...since,
    renewal: v.nullable(RenewalKindSchema),
    concern: v.nullable(v.object({ cause: CauseSchema, retryAt: v.nullable(Moment) })),
  }),
  v.object({ status: v.literal('waiting'), ...since, attempt: Whole, retryAt: Moment, cause: CauseSchema }),
  v.object({ status: v.literal('offline'), ...since, retryAt: Moment }),
  v.object({ status: v.literal('failed'), ...since, cause: CauseSchema }),
]);

const TallySchema = v.object({ total: Whole, refreshed: Whole, changed: Whole, firstSeen: Whole });

const RefreshSchema = v.object({
  gapIds: v.array(v.string()),
  tookMs: Moment,
  people: TallySchema,
  queues: TallySchema,
  failures: v.array(v.object({ kind: v.picklist(['user', 'queue']), id: v.string(), message: v.string() })),
  notRecovered: v.array(v.object({ family: v.string(), topics: Whole })),
});

const RecordSchema: v.GenericSchema<unknown, TimelineRecord> = v.variant('type', [
  v.object({
    type: v.literal('event'),
    event: v.object({
      seq: Whole,
      topic: v.string(),
      version: NullableText,
      correlationId: NullableText,
      subject: SubjectSchema,
      entity: v.exactOptional(v.string()),
      changes: ChangesSchema,
      preview: v.string(),
      happenedAt: v.nullable(Moment),
      deliveries: v.exactOptional(Whole),
    }),
  }),
  v.object({ type: v.literal('connection'), state: StateSchema }),
  v.object({
    type: v.literal('renewal'),
    kind: RenewalKindSchema,
    phase: v.picklist(['started', 'done', 'failed']),
    cause: v.exactOptional(CauseSchema),
  }),
  v.object({
    type: v.literal('subscription'),
    subscription: v.object({
      topic: v.string(),
      status: v.picklist(['pending', 'confirmed', 'refused']),
      reason: v.exactOptional(v.string()),
      missingPermissions: v.exactOptional(v.array(v.string())),
    }),
  }),
  v.object({
    type: v.literal('gap'),
    gap: v.object({
      id: v.string(),
      from: Moment,
      to: Moment,
      cause: CauseSchema,
      attempts: Whole,
      topics: v.nullable(v.array(v.string())),
    }),
  }),
  v.object({
    type: v.literal('refreshed'),
    refreshed: v.object({
      topic: v.string(),
      subject: SubjectSchema,
      changes: ChangesSchema,
      since: v.nullable(Moment),
    }),
  }),
  v.object({ type: v.literal('refresh'), refresh: RefreshSchema }),
  v.object({
    type: v.literal('diagnostic'),
    error: CauseSchema,
    sample: v.string(),
    missing: v.exactOptional(Whole),
  }),
]);

const RowSchema = v.object({
  position: Whole,
  at: Moment,
  record: v.string(),
  // Only where the marks were asked for, too; null for an entry that has none.
  is_pinned: v.nullish(v.picklist([0, 1])),
  note: v.nullish(v.string()),
});

export function rowOf({ entry, arrival }: Stored): Row {
  if (entry.type !== 'event') {
    const { position, at, mark, ...record } = entry;
    const row = { position, at, type: record.type, seq: null, record: JSON.stringify(record), frame: null };
    return withMark(row, mark);
  }
  // Nearly all are events: a copy without what has a column of its own would cost more than writing it.
  const { position, at, type, mark, event } = entry;
  const record = `{"type":"event","event":${JSON.stringify(event)}}`;
  return withMark({ position, at, type, seq: event.seq, record, frame: arrival?.frame ?? null }, mark);
}

function withMark(row: Row, mark: Mark | undefined): Row {
  return mark === undefined ? row : { ...row, is_pinned: mark.isPinned ? 1 : 0, note: mark.note };
}

/** A row as it was found on disk; null when it is no entry that this Vigil knows. */
export function entryOf(found: unknown): TimelineEntry | null {
  const row = v.safeParse(RowSchema, found);
  if (!row.success) return null;
  const { position, at, record, is_pinned, note } = row.output;
  const parsed = v.safeParse(RecordSchema, parseJson(record));
  if (!parsed.success) return null;
  const isMarked = is_pinned != null && note != null;
  return {
    position,
    at,
    ...(isMarked ? { mark: { isPinned: is_pinned === 1, note } } : {}),
    ...parsed.output,
  };
}

/**
 * Stands where rows are missing or cannot be read, from this position on, so that a reader knows of every position. `at` is
 * that of the entry before.
 */
export function missingEntry(position: number, at: number, missing = 1): TimelineEntry {
  return {
    position,
    at,
    type: 'diagnostic',
    error: {
      code: 'internal/unexpected',
      message: t(
        '{missing, plural, one {This entry} other {# entries from here on}} could not be kept or cannot be read: the disk was full, or another version wrote what is missing.',
        { missing },
      ),
    },
    sample: '',
    missing,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
