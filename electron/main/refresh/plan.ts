import type { NotRecovered } from '../../../shared/model/refresh.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import { PRESENCES_AT_ONCE, QUEUES_AT_ONCE, USERS_AT_ONCE, type UserFact } from '../genesys/state-api.ts';

/** What can be fetched of a person, and of a queue: how it stands and who has joined it. */
export type StateFact = UserFact | 'figures' | 'members';

/** A person or a queue that topics are about. */
export interface Wanted {
  readonly kind: 'user' | 'queue';
  readonly id: string;
  /** The single topics that tell of each fact. */
  readonly topicsOf: ReadonlyMap<StateFact, readonly string[]>;
}

/** One request. Each kind has an endpoint of its own. */
export interface Read {
  readonly kind: 'users' | 'presences' | 'user-fact' | 'figures' | 'members';
  readonly ids: readonly string[];
  readonly facts: readonly StateFact[];
  /** From 1; only members come in pages. */
  readonly page: number;
}

export interface Plan {
  readonly wanted: readonly Wanted[];
  /** Those that serve most at once come first. */
  readonly reads: readonly Read[];
  /** Topics without a state to fetch, the largest family first. */
  readonly notRecovered: readonly NotRecovered[];
}

const USER_FACTS: Readonly<Record<string, readonly UserFact[]>> = {
  presence: ['presence'],
  routingstatus: ['routingStatus'],
  activity: ['presence', 'routingStatus'],
  outofoffice: ['outOfOffice'],
  station: ['station'],
};

/** What a topic is about and which facts it tells; null where there is no state to fetch. */
function subjectOf(
  topic: string,
): { readonly kind: Wanted['kind']; readonly id: string; readonly facts: readonly StateFact[] } | null {
  const [, user] = /^v2\.users\.([^.]+)\.[^.]+$/i.exec(topic) ?? [];
  const facts = USER_FACTS[topic.slice(topic.lastIndexOf('.') + 1).toLowerCase()];
  if (user !== undefined) return facts === undefined ? null : { kind: 'user', id: user, facts };
  const [, observed] = /^v2\.analytics\.queues\.([^.]+)\.observations$/i.exec(topic) ?? [];
  if (observed !== undefined) return { kind: 'queue', id: observed, facts: ['figures'] };
  const [, joined] = /^v2\.routing\.queues\.([^.]+)\.users$/i.exec(topic) ?? [];
  return joined === undefined ? null : { kind: 'queue', id: joined, facts: ['members'] };
}

/** Says what to fetch for the topics that went unheard, in as few requests as the endpoints allow. */
export function planRefresh(topics: readonly string[]): Plan {
  const wanted = new Map<string, { kind: Wanted['kind']; id: string; topicsOf: Map<StateFact, string[]> }>();
  const lost = new Map<string, number>();
  for (const topic of new Set(topics.flatMap(expandTopic))) {
    const subject = subjectOf(topic);
    if (subject === null) {
      const family = familyOf(topic);
      lost.set(family, (lost.get(family) ?? 0) + 1);
      continue;
    }
    const { kind, id, facts } = subject;
    const key = `${kind} ${id}`;
    const one = wanted.get(key) ?? { kind, id, topicsOf: new Map<StateFact, string[]>() };
    for (const fact of facts) one.topicsOf.set(fact, [...(one.topicsOf.get(fact) ?? []), topic]);
    wanted.set(key, one);
  }
  const all = [...wanted.values()];
  return { wanted: all, reads: readsFor(all), notRecovered: byCount(lost) };
}

function readsFor(wanted: readonly Wanted[]): readonly Read[] {
  const users = wanted.filter(({ kind }) => kind === 'user');
  const idsWith = (fact: StateFact): readonly string[] =>
    wanted.filter(({ topicsOf }) => topicsOf.has(fact)).map(({ id }) => id);
  return [
    ...chunks(users, USERS_AT_ONCE).map((some) =>
      readOf(
        'users',
        some.map(({ id }) => id),
        [...new Set(some.flatMap(({ topicsOf }) => [...topicsOf.keys()]))],
      ),
    ),
    ...chunks(idsWith('figures'), QUEUES_AT_ONCE).map((ids) => readOf('figures', ids, ['figures'])),
    ...idsWith('members').map((id) => readOf('members', [id], ['members'])),
  ];
}

/** What the listing of people did not give is asked for where it must be given. */
export function readsForMissing(
  missing: readonly { readonly id: string; readonly fact: StateFact }[],
): readonly Read[] {
  const presences = missing.filter(({ fact }) => fact === 'presence').map(({ id }) => id);
  return [
    ...chunks(presences, PRESENCES_AT_ONCE).map((ids) => readOf('presences', ids, ['presence'])),
    ...missing
      .filter(({ fact }) => fact !== 'presence')
      .map(({ id, fact }) => readOf('user-fact', [id], [fact])),
  ];
}

function readOf(kind: Read['kind'], ids: readonly string[], facts: readonly StateFact[]): Read {
  return { kind, ids, facts, page: 1 };
}

/** Segments behind which an id stands. */
const BEFORE_ID =
  /^(users|queues|conversations?|agents?|flows|managementunits|businessunits|teams|campaigns)$/i;
const FAMILY_SEGMENTS = 3;

/** `users.conversations` for `v2.users.1b2c….conversations.calls`. */
function familyOf(topic: string): string {
  const segments = topic.split('.').slice(1);
  const names = segments.filter((_, index) => !BEFORE_ID.test(segments[index - 1] ?? ''));
  return names.slice(0, segments[0] === 'users' ? 2 : FAMILY_SEGMENTS).join('.');
}

function byCount(lost: ReadonlyMap<string, number>): readonly NotRecovered[] {
  const families = [...lost].map(([family, topics]) => ({ family, topics }));
  return families.sort((a, b) => b.topics - a.topics || a.family.localeCompare(b.family));
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
