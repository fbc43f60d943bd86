import * as v from 'valibot';

const IsoTime = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** What goes with a cause: the code says it to programs, the detail to people. */
const withCause = {
  detail: v.optional(v.pipe(v.string(), v.nonEmpty())),
  closeCode: v.optional(Whole),
  httpStatus: v.optional(Whole),
};
const Cause = v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z-]+$/));
const at = IsoTime;

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
    attempts: Whole,
    ...withCause,
  }),
]);

export type CheckedRecord = v.InferOutput<typeof RecordSchema>;
