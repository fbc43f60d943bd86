import { assertNever } from '../assert-never.ts';
import type { Directory } from '../model/directory.ts';
import { gapCategory } from '../model/gap-category.ts';
import type { TimelineEntry } from '../model/timeline.ts';
import { expandTopic } from '../model/topic.ts';
import { boundsNow } from './bounds-now.ts';
import { changesOf, errorOf, subjectOf, type FilterContext, type Predicate } from './candidate.ts';
import { compileChange } from './change-test.ts';
import {
  isLeaf,
  type AnywhereLeaf,
  type Filter,
  type FlagField,
  type Leaf,
  type Match,
  type MeasureLeaf,
  type TextLeaf,
  type WordsLeaf,
} from './filter.ts';
import { someAt } from './json-walk.ts';
import { idsMatching, idsNamed } from './names.ts';
import { compilePath } from './path-test.ts';
import { matcherOf } from './pattern.ts';
import { isWithin } from './quantities.ts';
import { remembered } from './remembered.ts';
import { topicTest } from './topic-test.ts';
import { someText, wordsOf, wordsTest } from './words.ts';

/** Makes a test of a filter. Everything that does not depend on the entry is done here, once. */
export function compilePredicate(filter: Filter, context: FilterContext): Predicate {
  if (isLeaf(filter)) return compileLeaf(filter, context);
  switch (filter.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const parts = filter.parts.map((part) => compilePredicate(part, context));
      return (candidate) => parts.every((part) => part(candidate));
    }
    case 'or': {
      const parts = filter.parts.map((part) => compilePredicate(part, context));
      return (candidate) => parts.some((part) => part(candidate));
    }
    case 'not': {
      const part = compilePredicate(filter.part, context);
      return (candidate) => !part(candidate);
    }
    default:
      return assertNever(filter, 'filter');
  }
}

function compileLeaf(leaf: Leaf, context: FilterContext): Predicate {
  switch (leaf.kind) {
    case 'words':
      return compileWords(leaf, context.names);
    case 'anywhere':
      return compileAnywhere(leaf);
    case 'text':
      return compileText(leaf, context.names);
    case 'measure':
      return compileMeasure(leaf, context);
    case 'flag':
      return ({ entry }) => hasFlag(leaf.field, entry) === leaf.isSet;
    case 'change':
      return compileChange(leaf, context);
    case 'path':
      return compilePath(leaf, context);
    default:
      return assertNever(leaf, 'leaf');
  }
}

function compileWords(leaf: WordsLeaf, names: Directory): Predicate {
  const test = wordsTest(leaf.words, leaf.isPrefix);
  if (leaf.where === 'note') return ({ entry }) => entry.mark !== undefined && test(entry.mark.note);
  const ids = idsNamed(leaf, names);
  if (ids.size === 0) return (candidate) => someText(candidate, test);
  const shortest = Math.min(...[...ids].map((id) => id.length));
  const hasId = (text: string): boolean =>
    text.length >= shortest && wordsOf(text).some((word) => ids.has(word));
  return (candidate) => someText(candidate, (text) => test(text) || hasId(text));
}

function compileAnywhere({ match }: AnywhereLeaf): Predicate {
  const test = matcherOf(match);
  return (candidate) => someText(candidate, test);
}

function compileText({ field, match }: TextLeaf, names: Directory): Predicate {
  switch (field) {
    case 'agent':
      return subjectTest('user', match, names.users);
    case 'queue':
      return subjectTest('queue', match, names.queues);
    case 'topic':
      return compileTopic(match);
    case 'conversation':
      return compileConversation(match);
    case 'type': {
      const test = matcherOf(match);
      return ({ entry }) => test(entry.type);
    }
    case 'gap': {
      const test = matcherOf(match);
      return ({ entry }) => entry.type === 'gap' && test(gapCategory(entry.gap.cause));
    }
    case 'connection': {
      const test = matcherOf(match);
      return ({ entry }) => entry.type === 'connection' && test(entry.state.status);
    }
    case 'error':
      return compileError(match);
    case 'version': {
      const test = matcherOf(match);
      return ({ entry }) =>
        entry.type === 'event' && entry.event.version !== null && test(entry.event.version);
    }
    case 'correlation': {
      const test = matcherOf(match);
      return ({ entry }) =>
        entry.type === 'event' && entry.event.correlationId !== null && test(entry.event.correlationId);
    }
    default:
      return assertNever(field, 'field');
  }
}

function subjectTest(
  kind: 'user' | 'queue',
  match: Match,
  names: Readonly<Record<string, string>>,
): Predicate {
  const { ids, fits } = idsMatching(match, names);
  return ({ entry }) => {
    const subject = subjectOf(entry);
    return subject?.kind === kind && (ids.has(subject.id) || (fits !== null && fits(subject.id)));
  };
}

function compileTopic(match: Match): Predicate {
  const test = topicTest(match);
  return ({ entry }) => {
    if (entry.type === 'event') return test(entry.event.topic);
    if (entry.type === 'refreshed') return test(entry.refreshed.topic);
    return entry.type === 'subscription' && expandTopic(entry.subscription.topic).some(test);
  };
}

/** What is about the conversation, and what users and queues are told of it: there its id is that of the body. */
function compileConversation(match: Match): Predicate {
  const test = matcherOf(match);
  return ({ entry, body }) => {
    const subject = subjectOf(entry);
    if (subject === null) return false;
    if (subject.kind === 'conversation') return test(subject.id);
    if (entry.type !== 'event' || body === undefined || !CONVERSATIONS.test(entry.event.topic)) return false;
    return someAt(body, CONVERSATION_ID, (id) => typeof id === 'string' && test(id));
  };
}

const CONVERSATIONS = /\.conversations(\.|$)/i;
const CONVERSATION_ID = [{ kind: 'key', key: 'id' }] as const;

/** The whole code, or the room that it comes from: `net/timeout` and `net`. */
function compileError(match: Match): Predicate {
  const test = remembered(matcherOf(match));
  return ({ entry }) => {
    const error = errorOf(entry);
    return error !== null && (test(error.code) || test(error.code.slice(0, error.code.indexOf('/'))));
  };
}

function compileMeasure({ field, compare }: MeasureLeaf, context: FilterContext): Predicate {
  const bounds = boundsNow(compare, context);
  switch (field) {
    case 'at':
      return ({ entry }) => isWithin(bounds(), entry.at);
    case 'position':
      return ({ entry }) => isWithin(bounds(), entry.position);
    case 'seq':
      return ({ entry }) => entry.type === 'event' && isWithin(bounds(), entry.event.seq);
    case 'deliveries':
      return ({ entry }) => entry.type === 'event' && isWithin(bounds(), entry.event.deliveries ?? 1);
    case 'gap':
      return ({ entry }) => entry.type === 'gap' && isWithin(bounds(), entry.gap.to - entry.gap.from);
    case 'happened':
      return ({ entry }) => {
        const happenedAt = entry.type === 'event' ? entry.event.happenedAt : null;
        return happenedAt !== null && isWithin(bounds(), happenedAt);
      };
    case 'lag':
      return ({ entry }) => {
        const happenedAt = entry.type === 'event' ? entry.event.happenedAt : null;
        return happenedAt !== null && isWithin(bounds(), entry.at - happenedAt);
      };
    case 'for':
      return ({ entry }) =>
        changesOf(entry).some(({ heldMs }) => heldMs !== null && isWithin(bounds(), heldMs));
    default:
      return assertNever(field, 'field');
  }
}

function hasFlag(field: FlagField, entry: TimelineEntry): boolean {
  switch (field) {
    case 'pinned':
      return entry.mark?.isPinned === true;
    case 'note':
      return entry.mark !== undefined && entry.mark.note !== '';
    case 'refused':
      return entry.type === 'subscription' && entry.subscription.status === 'refused';
    case 'gap':
      return entry.type === 'gap';
    case 'error':
      return errorOf(entry) !== null;
    default:
      return assertNever(field, 'field');
  }
}
