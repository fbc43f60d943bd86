import * as v from 'valibot';

/** The first line of every session file names this format; a file of a newer version is refused. */
export const SESSION_FORMAT = 'vigil-session';
export const SESSION_VERSION = 1;

/** Longer lines are no lines of a session: a frame of 10 MB, escaped, with room to spare. */
export const LONGEST_LINE_BYTES = 64 * 1024 ** 2;

/** What a `Date` can hold. */
const Moment = v.pipe(v.number(), v.finite(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const Whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** First line. Times are milliseconds since 1970 UTC, but for `exportedAt`, which is for people. */
export const HeaderSchema = v.object({
  format: v.literal(SESSION_FORMAT),
  version: v.literal(SESSION_VERSION),
  app: v.string(),
  exportedAt: v.string(),
  from: v.nullable(Moment),
  to: v.nullable(Moment),
  filter: v.nullable(v.string()),
  topics: v.array(v.string()),
  organisation: v.nullable(v.string()),
  redaction: v.picklist(['pseudonyms', 'none']),
  clockOffsetMs: v.nullable(v.pipe(v.number(), v.finite())),
});
export type SessionHeader = v.InferOutput<typeof HeaderSchema>;

/** Stands somewhere before the first entry that mentions the id. */
export const NameSchema = v.object({
  type: v.literal('name'),
  of: v.picklist(['user', 'queue', 'presence', 'wrapUpCode']),
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
});
export type NameLine = v.InferOutput<typeof NameSchema>;

/** What the lines of all entries have in common; the rest is the entry as Vigil keeps it. */
export const EntryFrameSchema = v.looseObject({
  type: v.string(),
  position: v.pipe(Whole, v.minValue(1)),
  at: Moment,
  /** The frame that brought an event, as it came or redacted. */
  frame: v.exactOptional(v.string()),
  mark: v.exactOptional(v.object({ isPinned: v.boolean(), note: v.string() })),
});

/** Last line: how many entries there are, and the SHA-256 of all bytes before this line, in hexadecimal digits. */
export const FooterSchema = v.object({
  type: v.literal('end'),
  entries: Whole,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
