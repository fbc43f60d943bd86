import type { Directory } from '../../../shared/model/directory.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import { t } from '../../../shared/text/t.ts';
import { capitalized, fieldWords, queueName, shortId, userName } from './names.ts';
import { visibleText } from './safe-text.ts';

/** A topic in words: whom it is about, and what it tells. */
export interface TopicName {
  readonly who: string;
  readonly what: string;
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$|^\{[^}]*\}$/i;

const isId = (segment: string, { users, queues }: Directory): boolean =>
  ID.test(segment) || Object.hasOwn(users, segment) || Object.hasOwn(queues, segment);

/** What the words after the id say: `presence`, `conversations: calls`. */
function tailWords(segments: readonly string[]): string {
  return segments.map((segment) => (ID.test(segment) ? shortId(segment) : fieldWords(segment))).join(': ');
}

function subjectWords(before: string | undefined, id: string, directory: Directory): string {
  if (id.startsWith('{')) return capitalized(before ?? 'any');
  if (before === 'users') return userName(directory, id);
  if (before === 'queues') return queueName(directory, id);
  return `${capitalized(fieldWords(before ?? 'id'))} ${shortId(id)}`;
}

/** Puts a topic into words: `Ana Ruiz` and `presence, routing status`. */
export function topicName(topic: string, directory: Directory): TopicName {
  const singles = expandTopic(topic).map((single) => single.split('.').slice(1));
  const first = singles[0] ?? [];
  const idIndex = first.findIndex((segment) => isId(segment, directory));
  const id = first[idIndex];
  if (id === undefined) return { who: t('Organisation'), what: singles.map(tailWords).join(', ') };
  // `analytics.queues.{id}.observations` would lose its family with everything before the id.
  const family = idIndex > 1 ? `${tailWords(first.slice(0, idIndex - 1))}: ` : '';
  const tails = singles.map((segments) => tailWords(segments.slice(idIndex + 1)) || t('all events'));
  return {
    who: subjectWords(first[idIndex - 1], id, directory),
    what: visibleText(family + tails.join(', ')),
  };
}
