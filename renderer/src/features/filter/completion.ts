import { FIELDS, knownFact, knownField } from '../../../../shared/filter/fields.ts';
import { plainValue } from '../../../../shared/filter/print.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import { expandTopic } from '../../../../shared/model/topic.ts';
import { t } from '../../../../shared/text/t.ts';
import { clipped, visibleText } from '../../wording/safe-text.ts';
import { typingAt, type Typing } from './typing.ts';

/** What completion knows beside the language: who and what there is. */
export interface Known {
  readonly directory: Directory;
  /** As subscribed, combined ones included. */
  readonly topics: readonly string[];
}

/** One proposal: what it puts into the filter, and how it is shown. */
export interface Completion {
  /** Tells it apart from the others of one list. */
  readonly id: string;
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  /** A field wants a value next. */
  readonly goesOn: boolean;
}

export interface Completions {
  readonly typing: Typing;
  readonly options: readonly Completion[];
}

const MOST_SHOWN = 12;
const MAX_LABEL = 60;

/** What may be meant at the caret, best first. */
export function completionsAt(text: string, caret: number, known: Known): Completions {
  const typing = typingAt(text, caret);
  const all = typing.field === null ? starts(typing.prefix, known) : values(typing.field, known);
  const ranked = all
    .map((option) => ({ option, rank: rankOf(typing.prefix, option) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option);
  const isDone = ranked.length === 1 && ranked[0]?.text === text.slice(typing.from, typing.to);
  return { typing, options: isDone ? [] : ranked.slice(0, MOST_SHOWN) };
}

/** The filter with a completion in the place of what was typed, and where the caret stands then. */
export function completed(
  text: string,
  { from, to, isInList }: Typing,
  { text: inserted, goesOn }: Completion,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(to);
  const space = goesOn || isInList || /^[\s)]/.test(rest) ? '' : ' ';
  const before = `${text.slice(0, from)}${inserted}${space}`;
  return { text: before + rest, caret: before.length };
}

const NO_MATCH = 3;

/** Fewer letters stand inside too many words. */
const ENOUGH_INSIDE = 3;

/** The beginning of the whole counts for more than that of a word in it, and that for more than any other part. */
function rankOf(prefix: string, { label, text }: Completion): number {
  const wanted = prefix.toLowerCase();
  const name = label.toLowerCase();
  if (name.startsWith(wanted) || text.toLowerCase().startsWith(wanted)) return 0;
  if (name.split(/[\s._-]+/).some((word) => word.startsWith(wanted))) return 1;
  return wanted.length >= ENOUGH_INSIDE && name.includes(wanted) ? 2 : NO_MATCH;
}

/** What is asked for most, before the rest. */
const COMMON = [
  'agent',
  'queue',
  'topic',
  'presence',
  'routing-status',
  'for',
  'changed',
  'gap',
  'type',
  'at',
];

function placeOf(name: string): number {
  const place = COMMON.indexOf(name);
  return place === -1 ? COMMON.length : place;
}

/** Fields, and once something is typed also people and queues. */
function starts(prefix: string, { directory }: Known): readonly Completion[] {
  const fields = [...FIELDS]
    .sort((a, b) => placeOf(a.name) - placeOf(b.name))
    .map(({ name, describe }): Completion => ({
      id: `field:${name}`,
      text: `${name}:`,
      label: `${name}:`,
      hint: describe(),
      goesOn: true,
    }));
  if (prefix === '') return fields;
  return [
    ...fields,
    ...named(directory.users, 'agent', t('Person')),
    ...named(directory.queues, 'queue', t('Queue')),
  ];
}

function named(names: Readonly<Record<string, string>>, field: string, hint: string): readonly Completion[] {
  return distinct(Object.values(names)).map((name) => ({
    ...valueOption(name, hint),
    id: `${field} ${name}`,
    text: `${field}:${plainValue(name)}`,
  }));
}

function values(name: string, known: Known): readonly Completion[] {
  const field = knownField(name) ?? knownFact(name);
  if (field === null) return [];
  const told = FIELDS.find((one) => one.name === field)?.values ?? [];
  const written = told.map((value) => writtenOption(value));
  return [...written, ...valuesOf(field, known)].filter(
    ({ text }, index, all) => all.findIndex((other) => other.text === text) === index,
  );
}

function valuesOf(field: string, { directory, topics }: Known): readonly Completion[] {
  switch (field) {
    case 'agent':
      return distinct(Object.values(directory.users)).map((name) => valueOption(name, t('Person')));
    case 'queue':
      return distinct(Object.values(directory.queues)).map((name) => valueOption(name, t('Queue')));
    case 'presence':
    case 'from':
    case 'to':
      return distinct(Object.values(directory.presences)).map((name) => valueOption(name, t('Presence')));
    case 'wrap-up':
      return distinct(Object.values(directory.wrapUpCodes)).map((name) =>
        valueOption(name, t('Wrap-up code')),
      );
    case 'topic':
      return topicParts(topics).map((part) => valueOption(part, t('Topic')));
    default:
      return [];
  }
}

/** A value that is put in as it is meant. */
function valueOption(value: string, hint: string): Completion {
  const label = clipped(visibleText(value), MAX_LABEL);
  return { id: `value:${value}`, text: plainValue(value), label, hint, goesOn: false };
}

/** A value in the words of the language, such as `>10m`; only spaces ask for quotes. */
function writtenOption(value: string): Completion {
  return {
    id: `value:${value}`,
    text: value.includes(' ') ? plainValue(value) : value,
    label: value,
    hint: '',
    goesOn: false,
  };
}

const LOOKS_LIKE_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** What topics tell, without whom of: `presence`, `conversations.calls`. */
function topicParts(topics: readonly string[]): readonly string[] {
  const parts = topics.flatMap(expandTopic).map((topic) => {
    const segments = topic.split('.').slice(1);
    const lastId = segments.findLastIndex((segment) => LOOKS_LIKE_ID.test(segment));
    return segments.slice(lastId + 1).join('.');
  });
  return distinct(parts.filter((part) => part !== ''));
}

const distinct = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].sort((a, b) => a.localeCompare(b));
