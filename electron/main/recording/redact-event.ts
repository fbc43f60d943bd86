import * as v from 'valibot';
import { assertNever } from '../../../shared/assert-never.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { Change, ChangeValue, MonitorEvent, Subject } from '../../../shared/model/timeline.ts';
import { previewOf } from '../events/preview.ts';
import { WHOLE_UUID, type Pseudonyms } from './pseudonyms.ts';
import { redactBody } from './redact-body.ts';
import { redactText, redactTopic } from './redact-text.ts';

/** Facts whose values are words of the service for states, and tell of nobody. Conversations are told by their medium. */
const STATE_FACTS =
  /^(routing status|state|step|out of office|queue membership|conversation|call|callback|chat|email|message)$/;

const OTHER_FACTS = /^(presence|station|wrap-up)$/;
/** A figure of a queue as it is called: its words, what it is counted by, and the medium. */
const FIGURE = /^([A-Z][a-z]*(?: [a-z]+(?= |$))*)(.*?)( \([a-z]+\))?$/s;

/** What `decodeFrame` reads of a frame; the rest of it is not carried on. */
const EnvelopeSchema = v.object({
  topicName: v.string(),
  version: v.nullish(v.union([v.string(), v.number()])),
  eventBody: v.optional(v.custom<JsonValue>(() => true)),
  metadata: v.nullish(v.object({ CorrelationId: v.nullish(v.string()) })),
});
type Envelope = v.InferOutput<typeof EnvelopeSchema>;

export interface RedactedEvent {
  readonly event: MonitorEvent;
  readonly frame: string | null;
}

/** An event and the frame that brought it, alike: who reads the one finds the same in the other. */
export function redactEvent(
  original: MonitorEvent,
  frame: string | null,
  pseudonyms: Pseudonyms,
): RedactedEvent {
  // First the subject, so that a name in the body that belongs to it becomes that of the subject.
  const subject = redactSubject(original.subject, pseudonyms);
  const envelope = frame === null ? null : redactEnvelope(frame, pseudonyms);
  const { seq, topic, version, correlationId, entity, changes, preview, happenedAt, deliveries } = original;
  return {
    frame: envelope === null ? null : JSON.stringify(envelope),
    // Named one by one: what is not known here does not get out.
    event: {
      seq,
      topic: redactTopic(topic, pseudonyms),
      version,
      correlationId: correlationId === null ? null : pseudonyms.id(correlationId),
      subject,
      ...(entity === undefined ? {} : { entity: redactTopic(entity, pseudonyms) }),
      changes: redactChanges(changes, pseudonyms),
      preview: preview === '' ? '' : previewOf(envelope?.eventBody ?? null),
      happenedAt,
      ...(deliveries === undefined ? {} : { deliveries }),
    },
  };
}

export function redactSubject(original: Subject, pseudonyms: Pseudonyms): Subject {
  const { kind, id } = original;
  if (kind === 'other') return { kind, id: id === null ? null : pseudonyms.id(id) };
  if (kind !== 'conversation') pseudonyms.titleOf(kind, id);
  return { kind, id: pseudonyms.id(id) };
}

export function redactChanges(original: readonly Change[], pseudonyms: Pseudonyms): readonly Change[] {
  return original.map(({ field, from, to, heldMs }) => ({
    field: redactField(field, pseudonyms),
    from: from === null ? null : redactValue(from, field, pseudonyms),
    to: redactValue(to, field, pseudonyms),
    heldMs,
  }));
}

/** What Vigil calls things is no name, whatever a queue is called; what a figure is counted by may be the id of somebody. */
function redactField(field: string, pseudonyms: Pseudonyms): string {
  if (STATE_FACTS.test(field) || OTHER_FACTS.test(field)) return field;
  const [, words = '', countedBy = field, medium = ''] = FIGURE.exec(field) ?? [];
  return `${words}${redactText(countedBy, pseudonyms)}${medium}`;
}

function redactValue(original: ChangeValue, field: string, pseudonyms: Pseudonyms): ChangeValue {
  switch (original.kind) {
    case 'presence': {
      const { definitionId } = original;
      return { ...original, definitionId: definitionId === null ? null : pseudonyms.id(definitionId) };
    }
    case 'text': {
      if (STATE_FACTS.test(field)) return original;
      const { text } = original;
      if (WHOLE_UUID.test(text)) return { kind: 'text', text: pseudonyms.id(text) };
      return { kind: 'text', text: pseudonyms.names.of(text) ?? pseudonyms.text('text', text) };
    }
    case 'number':
      return original;
    default:
      return assertNever(original, 'value');
  }
}

/** Null where the frame is no envelope: then nobody knows what is in it. */
function redactEnvelope(frame: string, pseudonyms: Pseudonyms): Envelope | null {
  const envelope = v.safeParse(EnvelopeSchema, parseJson(frame));
  if (!envelope.success) return null;
  const { topicName, version, eventBody, metadata } = envelope.output;
  const correlationId = metadata?.CorrelationId;
  return {
    topicName: redactTopic(topicName, pseudonyms),
    ...(version == null ? {} : { version }),
    ...(eventBody === undefined ? {} : { eventBody: redactBody(eventBody, pseudonyms) }),
    ...(correlationId == null ? {} : { metadata: { CorrelationId: pseudonyms.id(correlationId) } }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
