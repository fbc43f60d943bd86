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
const STATE_WORD = /^(?!.*\d{5})[A-Za-z][A-Za-z0-9_ -]{0,47}$/;
/** As the service writes words, `voice` and `ON_QUEUE`, and its presences: no queue that is called so takes their place. */
const SERVICE_WORD =
  /^([a-z][A-Za-z0-9]*|[A-Z][A-Z0-9_]*|Available|Away|Break|Busy|Idle|Meal|Meeting|Offline|On Queue|Training)$/;
/** Maps that flows, scripts and customers fill as they like: whatever a field of them is called, it may hold anything. */
const FREE_MAP = /^((custom|participant)?attributes|customFields?|participantData|traits|metadata|context)$/i;
/** Beside one of these, `state` is a place. */
const ADDRESS_PARTS = ['city', 'address1', 'postalCode'] as const;
/** Of a queue or a user the field `name`, and the fields that name people wherever they stand. */
const NAME_FIELD =
  /^(name|.*(display|first|last|full|given|family|middle|nick|user|agent|participant|customer|contact|from|to|caller|queue)_?name)$/i;
const NUMBER_OF_A_PERSON =
  /phone|mobile|fax|extension|ani$|dnis|address|latitude|longitude|account|ssn|social|card|birth|zip|postal|^(number|dob)$/i;
const MOMENT =
  /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?(\/\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
const LENGTH_OF_TIME = /^P(\d+D)?(T[\dHMS.]+)?$/;
/** As the service names its fields: those are no names, whatever a queue is called. */
const FIELD_NAME = /^(?!.*\d{5})[a-z][A-Za-z0-9]{0,63}$/;
const PLAIN_KEY = /^(?!.*\d{5})[A-Za-z_$][\w$.-]{0,63}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE = /^(tel:|sip:)?\+?[\d ()./-]{5,}$/;

/** Where a value stands. */
interface Place {
  /** The nearest key above it. */
  readonly key: string;
  /** The id of the object that it stands in. */
  readonly owner: string | null;
  readonly isInAddress: boolean;
  readonly isInFreeMap: boolean;
}

const TOP: Place = { key: '', owner: null, isInAddress: false, isInFreeMap: false };

/** A body with everything replaced that could tell of a person: the same thing by the same pseudonym everywhere. */
export function redactBody(body: JsonValue, pseudonyms: Pseudonyms): JsonValue {
  return redactValue(body, TOP, pseudonyms);
}

function redactValue(value: JsonValue, place: Place, pseudonyms: Pseudonyms): JsonValue {
  if (typeof value === 'string') return redactString(value, place, pseudonyms);
  if (typeof value === 'number') {
    return isPersonal(place) ? pseudonyms.text('number', String(value)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => redactValue(item, place, pseudonyms));
  return redactObject(value, place, pseudonyms);
}

function redactObject(
  object: { readonly [key: string]: JsonValue },
  { key: above, isInFreeMap }: Place,
  pseudonyms: Pseudonyms,
): { readonly [key: string]: JsonValue } {
  const own = Object.hasOwn(object, 'id') ? object['id'] : null;
  const inside = {
    owner: typeof own === 'string' ? own : null,
    isInAddress: /address/i.test(above) || ADDRESS_PARTS.some((part) => Object.hasOwn(object, part)),
  };
  // Made of entries, because a key may be `__proto__`.
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      redactKey(key, isInFreeMap, pseudonyms),
      redactValue(value, { ...inside, key, isInFreeMap: isInFreeMap || FREE_MAP.test(key) }, pseudonyms),
    ]),
  );
}

function redactKey(key: string, isInFreeMap: boolean, pseudonyms: Pseudonyms): string {
  if (!isInFreeMap && FIELD_NAME.test(key)) return key;
  const known = pseudonyms.names.of(key);
  if (known !== null) return known;
  const besideIds = key.replaceAll(UUID, '');
  if (besideIds !== '' && !PLAIN_KEY.test(besideIds)) return pseudonyms.text('key', key);
  return key.replaceAll(UUID, (id) => pseudonyms.id(id));
}

function redactString(text: string, place: Place, pseudonyms: Pseudonyms): string {
  const { key, owner } = place;
  if (text === '') return text;
  if (WHOLE_UUID.test(text)) return pseudonyms.id(text);
  if (!isPersonal(place)) {
    if (MOMENT.test(text) || LENGTH_OF_TIME.test(text)) return text;
    if (isState(text, place, pseudonyms)) return text.replaceAll(UUID, (id) => pseudonyms.id(id));
  }
  if (NAME_FIELD.test(key)) return redactName(text, owner, pseudonyms);
  if (/(^id|Ids?|^selfUri)$/.test(key)) return pseudonyms.id(text);
  return pseudonyms.names.of(text) ?? pseudonyms.text(labelOf(text), text);
}

/** Whatever a value here looks like, it may be something of a person. */
const isPersonal = ({ key, isInFreeMap }: Place): boolean => isInFreeMap || NUMBER_OF_A_PERSON.test(key);

function isState(text: string, { key, isInAddress }: Place, { names }: Pseudonyms): boolean {
  const field = key.toLowerCase();
  if (!STATE_FIELDS.has(field) || (isInAddress && field === 'state') || !STATE_WORD.test(text)) return false;
  return SERVICE_WORD.test(text) || names.of(text) === null;
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
