import type { NotRecovered } from '../../../shared/model/refresh.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import { fetchableOf, type Fetchable, type StateFact } from '../events/fetchable.ts';
import { INTERACTIONS_AT_ONCE } from '../genesys/interactions-api.ts';
import { PRESENCES_AT_ONCE, QUEUES_AT_ONCE, USERS_AT_ONCE, type UserFact } from '../genesys/state-api.ts';

/** A person or a queue that topics are about. */
export interface Wanted {
  readonly kind: Fetchable['kind'];
  readonly id: string;
  /** The single topics that tell of each fact. */
  readonly topicsOf: ReadonlyMap<StateFact, readonly string[]>;
}

/** One request. Each kind has an endpoint of its own. */
export interface Read {
  readonly kind: 'users' | 'presences' | 'user-fact' | 'interactions' | 'figures' | 'members';
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

/** Says what to fetch for the topics that went unheard, in as few requests as the endpoints allow. */
export function planRefresh(topics: readonly string[]): Plan {
  const wanted = new Map<string, { kind: Wanted['kind']; id: string; topicsOf: Map<StateFact, string[]> }>();
  const lost = new Map<string, number>();
  for (const topic of new Set(topics.flatMap(expandTopic))) {
    const subject = fetchableOf(topic);
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
  const users = wanted.filter(({ topicsOf }) => factsOfListing(topicsOf).length > 0);
  const idsWith = (fact: StateFact): readonly string[] =>
    wanted.filter(({ topicsOf }) => topicsOf.has(fact)).map(({ id }) => id);
  return [
    ...chunks(users, USERS_AT_ONCE).map((some) =>
      readOf(
        'users',
        some.map(({ id }) => id),
        [...new Set(some.flatMap(({ topicsOf }) => factsOfListing(topicsOf)))],
      ),
    ),
    ...chunks(idsWith('interactions'), INTERACTIONS_AT_ONCE).map((ids) =>
      readOf('interactions', ids, ['interactions']),
    ),
    ...chunks(idsWith('figures'), QUEUES_AT_ONCE).map((ids) => readOf('figures', ids, ['figures'])),
    ...idsWith('members').map((id) => readOf('members', [id], ['members'])),
  ];
}

const USER_LISTING: readonly StateFact[] = [
  'presence',
  'routingStatus',
  'outOfOffice',
  'station',
] satisfies readonly UserFact[];

/** What the listing of people gives of somebody. */
function factsOfListing(topicsOf: Wanted['topicsOf']): readonly StateFact[] {
  return [...topicsOf.keys()].filter((fact) => USER_LISTING.includes(fact));
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
export function familyOf(topic: string): string {
  const segments = topic.split('.').slice(1);
  const names = segments.filter((_, index) => !BEFORE_ID.test(segments[index - 1] ?? ''));
  return names.slice(0, segments[0] === 'users' ? 2 : FAMILY_SEGMENTS).join('.');
}

export function byCount(lost: ReadonlyMap<string, number>): readonly NotRecovered[] {
  const families = [...lost].map(([family, topics]) => ({ family, topics }));
  return families.sort((a, b) => b.topics - a.topics || a.family.localeCompare(b.family));
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
