import type { UserFact } from '../genesys/state-api.ts';

/**
 * What can be fetched of a person, their conversations among it, and of a queue: how it stands and who has joined it.
 */
export type StateFact = UserFact | 'interactions' | 'figures' | 'members';

/** What a topic is about and which facts it tells. */
export interface Fetchable {
  readonly kind: 'user' | 'queue';
  readonly id: string;
  readonly facts: readonly StateFact[];
}

const USER_FACTS: Readonly<Record<string, readonly StateFact[]>> = {
  presence: ['presence'],
  routingstatus: ['routingStatus'],
  activity: ['presence', 'routingStatus', 'outOfOffice'],
  outofoffice: ['outOfOffice'],
  station: ['station'],
  conversations: ['interactions'],
};

/** What could be fetched in the place of a single topic's events; null where there is no state to fetch. */
export function fetchableOf(topic: string): Fetchable | null {
  const [, user, aspect = ''] = /^v2\.users\.([^.]+)\.(conversations|[^.]+$)(?:\.[^.]+)?$/i.exec(topic) ?? [];
  const facts = USER_FACTS[aspect.toLowerCase()];
  if (user !== undefined) return facts === undefined ? null : { kind: 'user', id: user, facts };
  const [, observed] = /^v2\.analytics\.queues\.([^.]+)\.observations$/i.exec(topic) ?? [];
  if (observed !== undefined) return { kind: 'queue', id: observed, facts: ['figures'] };
  const [, joined] = /^v2\.routing\.queues\.([^.]+)\.users$/i.exec(topic) ?? [];
  return joined === undefined ? null : { kind: 'queue', id: joined, facts: ['members'] };
}
