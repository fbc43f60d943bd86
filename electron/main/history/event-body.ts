import * as v from 'valibot';
import type { JsonValue } from '../../../shared/genesys/wire.ts';

const EnvelopeSchema = v.object({
  // What a JSON text was parsed into is JSON.
  eventBody: v.optional(v.custom<JsonValue>(() => true)),
});

/** The body of an event, read from the frame that brought it; undefined for what is none. */
export function bodyOf(frame: string | null): JsonValue | undefined {
  if (frame === null) return undefined;
  try {
    const envelope = v.safeParse(EnvelopeSchema, JSON.parse(frame));
    return envelope.success ? (envelope.output.eventBody ?? null) : undefined;
  } catch {
    return undefined;
  }
}
