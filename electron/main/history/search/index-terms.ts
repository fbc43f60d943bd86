import {
  changesOf,
  changeText,
  errorOf,
  subjectOf,
  type Candidate,
} from '../../../../shared/filter/candidate.ts';
import { factName } from '../../../../shared/filter/fields.ts';
import { someAt } from '../../../../shared/filter/json-walk.ts';
import { folded } from '../../../../shared/filter/pattern.ts';
import { MAX_SEARCHED_CHARS, someText, wordsOfEntry } from '../../../../shared/filter/words.ts';
import { gapCategory } from '../../../../shared/model/gap-category.ts';
import type { Change, ChangeValue, TimelineEntry } from '../../../../shared/model/timeline.ts';
import { expandTopic } from '../../../../shared/model/topic.ts';

/** What an entry is told apart by beside its words. */
type TermKind =
  | 'every'
  | 'type'
  | 'topic'
  | 'topic-part'
  | 'user'
  | 'queue'
  | 'conversation'
  | 'about'
  | 'has'
  | 'had'
  | 'to'
  | 'from'
  | 'to-by'
  | 'from-by'
  | 'gap'
  | 'state'
  | 'error'
  | 'failed'
  | 'version'
  | 'correlation'
  | 'refused'
  | 'cut';

const MOST_CHARS = 120;
/** Larger frames may hold more than is searched. */
const LARGE_BODY_CHARS = 16_384;

/** A word of the index that no text has. One for a long value stands for all that begin as it does. */
export const term = (kind: TermKind, value = ''): string => `=${kind}=${escaped(value)}`.slice(0, MOST_CHARS);

/** Whether the term stands for this value alone. */
export const isOwnTerm = (kind: TermKind, value: string): boolean =>
  `=${kind}=${escaped(value)}`.length < MOST_CHARS;

const escaped = (value: string): string =>
  value.replace(/[^a-z0-9_.-]/g, (character) => `~${character.charCodeAt(0).toString(16)}~`);

/** The value of a change as the terms for it have it; upper and lower case, spaces, `_` and `-` are alike. */
export const plainValue = (text: string): string => folded(text.replace(/[\s_-]+/g, ' '));

/** Of a topic that is longer than any, only so many segments count. */
const MOST_SEGMENTS = 16;

function* topicTerms(topic: string): Generator<string> {
  const segments = topic.split('.').slice(0, MOST_SEGMENTS);
  for (const segment of segments) yield term('topic', folded(segment));
  // Folding may make dots of what was none; no real topic has any such thing.
  const parts = folded(segments.join('.')).split('.');
  if (parts.length > segments.length) for (const part of parts) yield term('topic-part', part);
}

/** What the index keeps of an entry, as one text. */
export function documentOf(candidate: Candidate, frameLength: number): string {
  const terms = new Set(termsOf(candidate));
  if (frameLength > LARGE_BODY_CHARS || isCut(candidate)) terms.add(term('cut'));
  return [...terms, ...new Set(wordsOfEntry(candidate))].join(' ');
}

/** Whether there is more in it than is searched for words; paths lead there, too. */
function isCut(candidate: Candidate): boolean {
  let chars = 0;
  someText(candidate, (text) => {
    chars += text.length;
    return false;
  });
  return chars >= MAX_SEARCHED_CHARS;
}

function* termsOf(candidate: Candidate): Generator<string> {
  const { entry } = candidate;
  yield term('every');
  yield term('type', entry.type);
  for (const topic of topicsOf(entry)) yield* topicTerms(topic);
  yield* subjectTerms(candidate);
  for (const change of changesOf(entry)) yield* changeTerms(change);
  yield* errorTerms(entry);
  if (entry.type === 'gap') yield term('gap', gapCategory(entry.gap.cause));
  if (entry.type === 'connection') yield term('state', entry.state.status);
  if (entry.type === 'subscription' && entry.subscription.status === 'refused') yield term('refused');
  if (entry.type !== 'event') return;
  const { version, correlationId } = entry.event;
  if (version !== null) yield term('version', folded(version));
  if (correlationId !== null) yield term('correlation', folded(correlationId));
}

function topicsOf(entry: TimelineEntry): readonly string[] {
  if (entry.type === 'event') return [entry.event.topic];
  if (entry.type === 'refreshed') return [entry.refreshed.topic];
  return entry.type === 'subscription' ? expandTopic(entry.subscription.topic) : [];
}

function* subjectTerms({ entry, body }: Candidate): Generator<string> {
  const subject = subjectOf(entry);
  if (subject === null) return;
  yield term('about', subject.kind);
  if (subject.kind === 'user' || subject.kind === 'queue') yield term(subject.kind, subject.id);
  if (subject.kind === 'conversation') yield term('conversation', folded(subject.id));
  if (body === undefined) return;
  const ids: string[] = [];
  someAt(body, OWN_ID, (id) => typeof id === 'string' && ids.push(id) > 0);
  for (const id of ids) yield term('conversation', folded(id));
}

const OWN_ID = [{ kind: 'key', key: 'id' }] as const;

function* changeTerms({ field, from, to }: Change): Generator<string> {
  for (const fact of factsOf(factName(field))) {
    yield term('has', fact);
    yield* valueTerms(fact, to, 'to', 'to-by');
    if (from === null) continue;
    yield term('had', fact);
    yield* valueTerms(fact, from, 'from', 'from-by');
  }
}

/** The fact itself, those that it specifies, and none: each of them may be asked for. */
function factsOf(name: string): readonly string[] {
  const parts = name.split('-');
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('-'))];
}

function* valueTerms(
  fact: string,
  value: ChangeValue,
  kind: 'to' | 'from',
  by: 'to-by' | 'from-by',
): Generator<string> {
  yield term(kind, `${fact}:${plainValue(changeText(value))}`);
  if (value.kind === 'presence' && value.definitionId !== null)
    yield term(by, `${fact}:${value.definitionId}`);
}

function* errorTerms(entry: TimelineEntry): Generator<string> {
  const error = errorOf(entry);
  if (error === null) return;
  yield term('failed');
  yield term('error', folded(error.code));
  yield term('error', folded(error.code.slice(0, error.code.indexOf('/'))));
}
