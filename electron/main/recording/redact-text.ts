import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { UUID, type Pseudonyms } from './pseudonyms.ts';

/** It begins where a word does: tried at each character of a long one, it would take the square of its length. */
const EMAIL = /(?<![^\s@<>"'(),;:])[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g;
/** Seven digits or more, as people write them; no day and no time. */
const PHONE = /(?<![\w-])\+?(?!\d{4}-\d{2}-\d{2})\d(?:[ ()./-]?\d){6,}(?![\w-])/g;

/** Free text, of people and of the service: ids, addresses, numbers and the names that are known are replaced. */
export function redactText(original: string, pseudonyms: Pseudonyms): string {
  const clean = original
    .replaceAll(UUID, (id) => pseudonyms.id(id))
    .replaceAll(EMAIL, (email) => pseudonyms.text('email', email))
    .replaceAll(PHONE, (phone) => pseudonyms.text('phone', phone));
  return pseudonyms.names.replacedIn(clean);
}

/** A part of letters only is a word of the service, any other an id. Several topics of one subject may stand together. */
export function redactTopic(original: string, pseudonyms: Pseudonyms): string {
  return original.replace(/[^.?&]+/g, (part) =>
    /^([A-Za-z_]+|v\d+)$/.test(part) ? part : pseudonyms.id(part),
  );
}

export function redactError(original: MonitorError, pseudonyms: Pseudonyms): MonitorError {
  return { ...original, message: redactText(original.message, pseudonyms) };
}
