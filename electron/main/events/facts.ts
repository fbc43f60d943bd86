import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { ChangeValue, Subject } from '../../../shared/model/timeline.ts';
import { presenceValue, textValue } from './change-values.ts';
import { at, listAt, numberAt, textAt, timeAt } from './json-access.ts';

/** One thing that an event says: `presence` is "Away". */
export interface Fact {
  readonly field: string;
  readonly value: ChangeValue;
  /** Since when, by the server's own clock; null where the body does not say. */
  readonly since: number | null;
}

/** What an event is about, and what it says of it. `entity` tells things apart that share one topic. */
export interface Reading {
  readonly subject: Subject;
  readonly entity: string;
  readonly facts: readonly Fact[];
}

/** Reads the bodies of one topic's events. */
export type BodyReader = (body: JsonValue) => Reading;

/**
 * How to read the events that Vigil has words for; of others it knows the subject at most. Case counts in ids only:
 * nothing says that the service keeps the case of a topic.
 */
export function readerOf(topic: string): BodyReader {
  const segments = topic.split('.');
  const [, family = '', first = '', second = '', third = ''] = segments;
  switch (family.toLowerCase()) {
    case 'users':
      return withAspect(readUser, first, aspectOf(segments, 3));
    case 'routing':
      if (first.toLowerCase() !== 'queues') break;
      return withAspect(readQueue, second, aspectOf(segments, 4));
    case 'analytics':
      if (first.toLowerCase() === 'queues') return (body) => readQueueFigures(second, body);
      if (first.toLowerCase() === 'users') return () => about({ kind: 'user', id: second }, []);
      break;
    case 'detail':
      if (first.toLowerCase() !== 'events') break;
      if (second.toLowerCase() === 'conversation') {
        const step = segments.slice(5).join(' ');
        return (body) => readConversationStep(third, step, body);
      }
      if (second.toLowerCase() === 'agent') return (body) => readAgentState(third, body);
      break;
    case 'conversations':
      return () => about({ kind: 'conversation', id: first }, []);
    default:
  }
  return (body) => about({ kind: 'other', id: textAt(body, 'id') }, []);
}

function withAspect(
  read: (id: string, aspect: string, body: JsonValue) => Reading,
  id: string,
  aspect: string,
): BodyReader {
  return (body) => read(id, aspect, body);
}

/** What a topic tells of its subject: the segments behind the id. */
function aspectOf(segments: readonly string[], from: number): string {
  const only = segments[from] ?? '';
  return (segments.length === from + 1 ? only : segments.slice(from).join('.')).toLowerCase();
}

function readConversationStep(id: string, step: string, body: JsonValue): Reading {
  const at = numberAt(body, 'eventTime');
  const code = textAt(body, 'wrapupCode');
  const wrapUp = code === null ? [] : [text(WRAP_UP, code, at)];
  return about({ kind: 'conversation', id }, [text('step', step, at), ...wrapUp]);
}

function readAgentState(id: string, body: JsonValue): Reading {
  const state = words(textAt(body, 'currentState'));
  const since = numberAt(body, 'currentStateStart');
  return about({ kind: 'user', id }, state === null ? [] : [text('state', state, since)]);
}

function about(subject: Subject, facts: readonly Fact[], entity = ''): Reading {
  return { subject, entity, facts };
}

function readUser(id: string, aspect: string, body: JsonValue): Reading {
  const subject: Subject = { kind: 'user', id };
  if (aspect === 'presence') return about(subject, presence(body, timeAt(body, 'modifiedDate')));
  if (aspect === 'routingstatus') return about(subject, routingStatus(body));
  if (aspect === 'activity') {
    const since = timeAt(body, 'presence', 'modifiedDate');
    return about(subject, [...presence(at(body, 'presence'), since), ...routingStatus(body)]);
  }
  if (aspect === 'outofoffice') {
    return about(subject, [text('out of office', at(body, 'active') === true ? 'yes' : 'no', null)]);
  }
  if (aspect === 'station') {
    return about(subject, [text('station', textAt(body, 'associatedStation', 'name') ?? 'none', null)]);
  }
  if (aspect.startsWith('conversations')) return conversation(subject, id, body);
  return about(subject, []);
}

function readQueue(id: string, aspect: string, body: JsonValue): Reading {
  const subject: Subject = { kind: 'queue', id };
  if (aspect.startsWith('conversations')) return conversation(subject, null, body);
  if (aspect !== 'users') return about(subject, []);
  const member = textAt(body, 'user', 'id') ?? textAt(body, 'id') ?? '';
  const joined = at(body, 'joined') === true ? 'joined' : 'left';
  return about({ kind: 'user', id: member }, [text('queue membership', joined, null)], member);
}

/** Gauges of a queue (`oWaiting`, `oInteracting`…) by medium and qualifier; totals come without these. */
function readQueueFigures(id: string, body: JsonValue): Reading {
  const medium = textAt(body, 'group', 'mediaType');
  const facts: Fact[] = [];
  for (const slice of listAt(body, 'data')) {
    for (const metric of listAt(slice, 'metrics')) {
      const name = textAt(metric, 'metric');
      const count = numberAt(metric, 'stats', 'count');
      if (name === null || count === null || !/^o[A-Z]/.test(name)) continue;
      const parts = [
        words(name.slice(1)),
        textAt(metric, 'qualifier'),
        medium === null ? null : `(${medium})`,
      ];
      const field = parts.filter(Boolean).join(' ');
      facts.push({ field, value: { kind: 'number', number: count }, since: null });
    }
  }
  return about({ kind: 'queue', id }, facts, medium ?? '');
}

function presence(body: JsonValue | undefined, since: number | null): readonly Fact[] {
  const systemPresence = textAt(body, 'presenceDefinition', 'systemPresence');
  if (systemPresence === null) return [];
  const definitionId = textAt(body, 'presenceDefinition', 'id');
  return [{ field: 'presence', value: presenceValue(systemPresence, definitionId), since }];
}

function routingStatus(body: JsonValue): readonly Fact[] {
  const status = words(textAt(body, 'routingStatus', 'status'));
  if (status === null) return [];
  return [text('routing status', status, timeAt(body, 'routingStatus', 'startTime'))];
}

/** Its value is the id of a code, whose name the directory knows. */
const WRAP_UP = 'wrap-up';

const MEDIA = ['calls', 'callbacks', 'chats', 'emails', 'messages'] as const;

/**
 * Where a conversation stands. A re-routed one keeps the agents it left as earlier participants, so the last
 * participant that fits is the one that counts.
 */
function conversation(subject: Subject, userId: string | null, body: JsonValue): Reading {
  const entity = textAt(body, 'id') ?? '';
  const fitting = listAt(body, 'participants').filter((participant) => {
    if (userId === null) return textAt(participant, 'purpose') !== 'customer';
    return (textAt(participant, 'userId') ?? textAt(participant, 'user', 'id')) === userId;
  });
  const last = fitting.at(-1);
  const state = participantState(last);
  const code = textAt(last, 'wrapup', 'code');
  const wrapUp = code === null ? [] : [text(WRAP_UP, code, timeAt(last, 'wrapup', 'endTime'))];
  return about(subject, state === null ? wrapUp : [state, ...wrapUp], entity);
}

function participantState(participant: JsonValue | undefined): Fact | null {
  // The topics of one medium write the one session flat into the participant.
  const flat = sessionState('conversation', participant);
  if (flat !== null) return flat;
  for (const medium of MEDIA) {
    const state = sessionState(medium.slice(0, -1), listAt(participant, medium).at(-1));
    if (state !== null) return state;
  }
  return null;
}

function sessionState(field: string, session: JsonValue | undefined): Fact | null {
  const state = words(textAt(session, 'state'));
  if (state === null) return null;
  if (state === 'Connected') {
    return at(session, 'held') === true
      ? text(field, 'Connected, on hold', timeAt(session, 'startHoldTime'))
      : text(field, state, timeAt(session, 'connectedTime'));
  }
  const isOver = state === 'Disconnected' || state === 'Terminated';
  const endedAt = timeAt(session, 'disconnectedTime') ?? timeAt(session, 'endTime');
  return text(field, state, isOver ? endedAt : null);
}

function text(field: string, value: string, since: number | null): Fact {
  return { field, value: textValue(value), since };
}

/** `OFF_QUEUE` and `oLongestWaiting` as people read them. */
function words(code: string | null): string | null {
  if (code === null || code === '') return null;
  const spaced = code
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
