import * as v from 'valibot';
import type { GapCategory } from '../../shared/model/gap-category.ts';

const IsoTime = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** What goes with a cause: the code says it to programs, the detail to people. */
const withCause = {
  detail: v.optional(v.pipe(v.string(), v.nonEmpty())),
  closeCode: v.optional(Whole),
  httpStatus: v.optional(Whole),
};
const Cause = v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z-]+$/));
const Category = v.picklist([
  'network',
  'service',
  'maintenance',
  'credential',
  'taken-over',
  'channel-budget',
  'asleep',
  'not-running',
  'disconnected',
  'unknown',
] satisfies GapCategory[]);
const Milliseconds = v.pipe(v.number(), v.minValue(0));
const at = IsoTime;

const Tally = v.strictObject({ total: Whole, refreshed: Whole, changed: Whole, firstSeen: Whole });
const Value = v.union([v.string(), v.number()]);

/** One line of the command's output, as it is documented; the tests hold every line against it. */
export const RecordSchema = v.union([
  v.strictObject({
    type: v.literal('connection'),
    at,
    state: v.picklist(['signed-out', 'authorizing', 'opening-channel', 'connecting', 'live', 'stopped']),
  }),
  v.strictObject({
    type: v.literal('connection'),
    at,
    state: v.literal('waiting'),
    cause: Cause,
    attempt: Whole,
    retryAt: IsoTime,
    ...withCause,
  }),
  v.strictObject({
    type: v.literal('connection'),
    at,
    state: v.literal('offline'),
    cause: Cause,
    retryAt: IsoTime,
  }),
  v.strictObject({
    type: v.literal('connection'),
    at,
    state: v.literal('failed'),
    cause: Cause,
    ...withCause,
  }),
  v.strictObject({
    type: v.literal('renewal'),
    at,
    kind: v.picklist(['token', 'channel', 'socket']),
    phase: v.picklist(['started', 'done', 'failed']),
    cause: v.optional(Cause),
    ...withCause,
  }),
  v.strictObject({
    type: v.literal('subscription'),
    at,
    topic: v.string(),
    status: v.picklist(['confirmed', 'refused']),
    reason: v.optional(v.string()),
    missingPermissions: v.optional(v.array(v.string())),
  }),
  v.strictObject({
    type: v.literal('event'),
    at,
    seq: v.pipe(Whole, v.minValue(1)),
    topic: v.string(),
    version: v.optional(v.string()),
    correlationId: v.optional(v.string()),
    body: v.unknown(),
  }),
  v.strictObject({
    type: v.literal('gap'),
    at,
    id: v.pipe(v.string(), v.nonEmpty()),
    from: IsoTime,
    to: IsoTime,
    cause: Cause,
    category: Category,
    attempts: Whole,
    topics: v.exactOptional(v.array(v.string())),
    ...withCause,
  }),
  v.strictObject({
    type: v.literal('coverage'),
    at,
    since: v.nullable(IsoTime),
    until: IsoTime,
    coveredMs: Milliseconds,
    gapMs: Milliseconds,
    gaps: Whole,
    share: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  }),
  v.strictObject({
    type: v.literal('refreshed'),
    at,
    topic: v.string(),
    subject: v.strictObject({ kind: v.picklist(['user', 'queue']), id: v.string() }),
    changes: v.pipe(
      v.array(v.strictObject({ field: v.string(), from: v.nullable(Value), to: Value })),
      v.minLength(1),
    ),
    since: v.optional(IsoTime),
  }),
  v.strictObject({
    type: v.literal('refresh'),
    at,
    gapIds: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1)),
    tookMs: Whole,
    people: Tally,
    queues: Tally,
    failures: v.array(
      v.strictObject({ kind: v.picklist(['user', 'queue']), id: v.string(), message: v.string() }),
    ),
    notRecovered: v.array(v.strictObject({ family: v.string(), topics: Whole })),
  }),
  v.strictObject({
    type: v.literal('path'),
    at,
    hop: v.picklist(['dns', 'proxy', 'connect', 'sign-in', 'api', 'channel', 'socket']),
    host: v.pipe(v.string(), v.nonEmpty()),
    outcome: v.picklist(['passed', 'failed', 'skipped']),
    cause: v.optional(Cause),
    detail: v.pipe(v.string(), v.nonEmpty()),
    ms: v.nullable(Whole),
  }),
]);

export type CheckedRecord = v.InferOutput<typeof RecordSchema>;
