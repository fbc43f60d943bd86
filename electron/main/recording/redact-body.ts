import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { UUID, WHOLE_UUID, type Pseudonyms } from './pseudonyms.ts';

/**
 * Fields of the events of the Notifications API whose values are words of a closed set: states, kinds, directions.
 * Whatever is text and not one of these, a moment or an id may tell of a person, and is replaced. In lower case.
 */
const STATE_FIELDS = new Set(
  [
    'systemPresence routingStatus status state currentState previousState purpose direction disconnectType provider',
    'mediaType mediaRole metric qualifier eventType type initialState sessionType acdOutcome errorCode code severity',
    'category participantPurpose communicationState callbackState flaggedReason flagged recordingState source version',
    'language primaryPresence conversationType originatingDirection interactionType wrapUpRequired presenceSource',
    'systemTopicType transport visibility unit operation action kind outcome reasonCode statisticType',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);
const STATE_WORD = /^[A-Za-z][A-Za-z0-9_ -]{0,47}$/;
/** Of a queue or a user the field `name`, and the fields that name people wherever they stand. */
const NAME_FIELD =
  /^(name|.*(display|first|last|full|given|family|middle|nick|user|agent|participant|customer|contact|from|to|caller|queue)_?name)$/i;
const NUMBER_OF_A_PERSON =
  /phone|mobile|fax|ani$|dnis|address|account|ssn|social|card|birth|zip|postal|^number$/i;
const MOMENT =
  /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?(\/\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
const LENGTH_OF_TIME = /^P(\d+D)?(T[\dHMS.]+)?$/;
const PLAIN_KEY = /^[A-Za-z_$][\w$.-]{0,63}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE = /^(tel:|sip:)?\+?[\d ()./-]{5,}$/;

/** A body with everything replaced that could tell of a person: the same thing by the same pseudonym everywhere. */
export function redactBody(body: JsonValue, pseudonyms: Pseudonyms): JsonValue {
  return redactValue(body, '', null, pseudonyms);
}

/** `owner` is the id of the object that the value stands in. */
function redactValue(value: JsonValue, key: string, owner: string | null, pseudonyms: Pseudonyms): JsonValue {
  if (typeof value === 'string') return redactString(value, key, owner, pseudonyms);
  if (typeof value === 'number') {
    return NUMBER_OF_A_PERSON.test(key) ? pseudonyms.text('number', String(value)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => redactValue(item, key, owner, pseudonyms));
  return redactObject(value, pseudonyms);
}

function redactObject(
  object: { readonly [key: string]: JsonValue },
  pseudonyms: Pseudonyms,
): { readonly [key: string]: JsonValue } {
  const own = Object.hasOwn(object, 'id') ? object['id'] : null;
  const owner = typeof own === 'string' ? own : null;
  // Made of entries, because a key may be `__proto__`.
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      redactKey(key, pseudonyms),
      redactValue(value, key, owner, pseudonyms),
    ]),
  );
}

function redactKey(key: string, pseudonyms: Pseudonyms): string {
  const known = pseudonyms.names.of(key);
  if (known !== null) return known;
  const clean = key.replaceAll(UUID, (id) => pseudonyms.id(id));
  return clean !== key || PLAIN_KEY.test(key) ? clean : pseudonyms.text('key', key);
}

function redactString(text: string, key: string, owner: string | null, pseudonyms: Pseudonyms): string {
  if (text === '' || MOMENT.test(text) || LENGTH_OF_TIME.test(text)) return text;
  if (WHOLE_UUID.test(text)) return pseudonyms.id(text);
  const isState = STATE_FIELDS.has(key.toLowerCase()) && STATE_WORD.test(text);
  if (isState) return text.replaceAll(UUID, (id) => pseudonyms.id(id));
  if (NAME_FIELD.test(key)) return redactName(text, owner, pseudonyms);
  if (/(^id|Ids?|^selfUri)$/.test(key)) return pseudonyms.id(text);
  return pseudonyms.names.of(text) ?? pseudonyms.text(labelOf(text), text);
}

function redactName(name: string, owner: string | null, pseudonyms: Pseudonyms): string {
  const kind = owner === null ? null : pseudonyms.kindOf(owner);
  if (kind === null || owner === null) return pseudonyms.personCalled(name);
  const title = pseudonyms.titleOf(kind, owner);
  pseudonyms.names.learn(name, title, { isPerson: kind === 'user' });
  return title;
}

function labelOf(text: string): string {
  if (EMAIL.test(text)) return 'email';
  return PHONE.test(text) ? 'phone' : 'text';
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
