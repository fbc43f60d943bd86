import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { ChangeValue, Subject } from '../../../shared/model/timeline.ts';
import { at, isRecord, listAt, numberAt, textAt, timeAt } from './json-access.ts';

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

/** Reads the events that Vigil has words for; of others it knows the subject at most. */
export function readEvent(topic: string, body: JsonValue): Reading {
  const [, family = '', ...rest] = topic.split('.');
  if (family === 'users') return readUser(rest[0] ?? '', rest.slice(1).join('.'), body);
  if (family === 'routing' && rest[0] === 'queues')
    return readQueue(rest[1] ?? '', rest.slice(2).join('.'), body);
  if (family === 'analytics' && rest[0] === 'queues') return readQueueFigures(rest[1] ?? '', body);
  if (family === 'analytics' && rest[0] === 'users') return about({ kind: 'user', id: rest[1] ?? '' }, []);
  if (family === 'detail' && rest[1] === 'conversation') {
    const step = rest.slice(3).join(' ');
    return about({ kind: 'conversation', id: rest[2] ?? '' }, [
      text('step', step, numberAt(body, 'eventTime')),
    ]);
  }
  if (family === 'detail' && rest[1] === 'agent') {
    const since = numberAt(body, 'currentStateStart');
    const state = words(textAt(body, 'currentState'));
    return about({ kind: 'user', id: rest[2] ?? '' }, state === null ? [] : [text('state', state, since)]);
  }
  if (family === 'conversations') return about({ kind: 'conversation', id: rest[0] ?? '' }, []);
  return about({ kind: 'other', id: textAt(body, 'id') }, []);
}

function about(subject: Subject, facts: readonly Fact[], entity = ''): Reading {
  return { subject, entity, facts };
}

function readUser(id: string, rest: string, body: JsonValue): Reading {
  const subject: Subject = { kind: 'user', id };
  if (rest === 'presence') return about(subject, presence(body, timeAt(body, 'modifiedDate')));
  if (rest === 'routingStatus') return about(subject, routingStatus(body));
  if (rest === 'activity') {
    const since = timeAt(body, 'presence', 'modifiedDate');
    return about(subject, [...presence(at(body, 'presence'), since), ...routingStatus(body)]);
  }
  if (rest === 'outofoffice') {
    return about(subject, [text('out of office', at(body, 'active') === true ? 'yes' : 'no', null)]);
  }
  if (rest === 'station') {
    return about(subject, [text('station', textAt(body, 'associatedStation', 'name') ?? 'none', null)]);
  }
  if (rest.startsWith('conversations')) return conversation(subject, id, body);
  return about(subject, []);
}

function readQueue(id: string, rest: string, body: JsonValue): Reading {
  const subject: Subject = { kind: 'queue', id };
  if (rest.startsWith('conversations')) return conversation(subject, null, body);
  if (rest !== 'users') return about(subject, []);
  const member = textAt(body, 'user', 'id') ?? textAt(body, 'id') ?? '';
  const joined = at(body, 'joined') === true ? 'joined' : 'left';
  return about({ kind: 'user', id: member }, [text('queue membership', joined, null)], member);
}

/** Gauges of a queue (`oWaiting`, `oInteracting`…) by medium; totals come in a group without one. */
function readQueueFigures(id: string, body: JsonValue): Reading {
  const medium = textAt(body, 'group', 'mediaType');
  const facts: Fact[] = [];
  for (const slice of listAt(body, 'data')) {
    for (const metric of listAt(slice, 'metrics')) {
      const name = textAt(metric, 'metric');
      const count = numberAt(metric, 'stats', 'count');
      if (name === null || count === null || !/^o[A-Z]/.test(name)) continue;
      const field = [words(name.slice(1)), medium === null ? null : `(${medium})`].filter(Boolean).join(' ');
      facts.push({ field, value: { kind: 'number', number: count }, since: null });
    }
  }
  return about({ kind: 'queue', id }, facts, medium ?? '');
}

function presence(body: JsonValue | undefined, since: number | null): readonly Fact[] {
  const systemPresence = textAt(body, 'presenceDefinition', 'systemPresence');
  if (systemPresence === null) return [];
  const definitionId = textAt(body, 'presenceDefinition', 'id');
  return [{ field: 'presence', value: { kind: 'presence', systemPresence, definitionId }, since }];
}

function routingStatus(body: JsonValue): readonly Fact[] {
  const status = words(textAt(body, 'routingStatus', 'status'));
  if (status === null) return [];
  return [text('routing status', status, timeAt(body, 'routingStatus', 'startTime'))];
}

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
  const state = participantState(fitting.at(-1));
  return about(subject, state === null ? [] : [state], entity);
}

function participantState(participant: JsonValue | undefined): Fact | null {
  const flat = words(textAt(participant, 'state'));
  if (flat !== null) return text('conversation', flat, timeAt(participant, 'connectedTime'));
  for (const medium of MEDIA) {
    const session = listAt(participant, medium).at(-1);
    const state = words(textAt(session, 'state'));
    if (state === null || !isRecord(session)) continue;
    const held = session['held'] === true ? ', on hold' : '';
    return text(medium.slice(0, -1), `${state}${held}`, timeAt(session, 'connectedTime'));
  }
  return null;
}

function text(field: string, value: string, since: number | null): Fact {
  return { field, value: { kind: 'text', text: value }, since };
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
