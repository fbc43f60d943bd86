import type { Directory } from '../../../shared/model/directory.ts';
import type { Subject } from '../../../shared/model/timeline.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import { t } from '../../../shared/text/t.ts';
import { clipped, visibleText } from './safe-text.ts';

/** A name to show, and the full id for the tooltip when there is one behind it. */
export interface Naming {
  readonly text: string;
  readonly id: string | null;
}

const MAX_NAME_LENGTH = 120;
const LONG_ID = 12;

/** `1b2c…9f0e`: enough of an id to tell two apart. */
export function shortId(id: string): string {
  const safe = visibleText(id);
  return safe.length <= LONG_ID ? safe : `${safe.slice(0, 4)}…${safe.slice(-4)}`;
}

/** A record may come from anywhere, so only its own entries count as names. */
function ownName(names: Readonly<Record<string, string>>, id: string): string | undefined {
  const name = Object.hasOwn(names, id) ? names[id] : undefined;
  return name === undefined || name.trim() === '' ? undefined : clipped(visibleText(name), MAX_NAME_LENGTH);
}

export const userName = (directory: Directory, id: string): string =>
  ownName(directory.users, id) ?? t('User {id}', { id: shortId(id) });

export const queueName = (directory: Directory, id: string): string =>
  ownName(directory.queues, id) ?? t('Queue {id}', { id: shortId(id) });

export function presenceLabel(directory: Directory, definitionId: string | null): string | undefined {
  return definitionId === null ? undefined : ownName(directory.presences, definitionId);
}

/** The name of a wrap-up code; undefined for what is no id of one. */
export const wrapUpName = (directory: Directory, id: string): string | undefined =>
  ownName(directory.wrapUpCodes, id);

/** Whom or what an event is about, by name where the directory knows one. */
export function subjectName(subject: Subject, directory: Directory): Naming {
  switch (subject.kind) {
    case 'user':
      return { text: userName(directory, subject.id), id: subject.id };
    case 'queue':
      return { text: queueName(directory, subject.id), id: subject.id };
    case 'conversation':
      return { text: t('Conversation {id}', { id: shortId(subject.id) }), id: subject.id };
    case 'other':
      return { text: subject.id === null ? t('Organisation') : shortId(subject.id), id: subject.id };
    default:
      return assertNever(subject, 'subject');
  }
}

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** `NOT_RESPONDING` → `Not responding`; text that is no such code stays as it is. */
export function codeWords(text: string): string {
  const safe = visibleText(text);
  if (safe.length < 3 || !CODE.test(safe)) return safe;
  return safe.charAt(0) + safe.slice(1).toLowerCase().replaceAll('_', ' ');
}

/** `routingStatus` → `routing status`: the name of a field or of a part of a topic, in words. */
export function fieldWords(name: string): string {
  return visibleText(name).replaceAll(
    /([a-z0-9])([A-Z])/g,
    (_, left: string, right: string) => `${left} ${right.toLowerCase()}`,
  );
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
