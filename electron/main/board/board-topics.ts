import type { GroupSource } from '../../../shared/model/board.ts';
import { expandTopic } from '../../../shared/model/topic.ts';

/** What a group of the board is made of, with its members as far as they are known. */
export interface Membership {
  readonly source: GroupSource;
  readonly members: readonly string[] | null;
}

const ASPECTS = ['presence', 'routingStatus', 'outofoffice', 'conversations'] as const;

/**
 * The topics that the board needs beside those that the user chose. What the user listens to already is not asked for a
 * second time: its events would be delivered twice.
 */
export function boardTopics(groups: readonly Membership[], own: readonly string[]): readonly string[] {
  const chosen = new Set(own.flatMap(expandTopic).map((topic) => topic.toLowerCase()));
  const isOpen = (topic: string): boolean => !chosen.has(topic.toLowerCase());
  const people = new Set(groups.flatMap(({ members }) => members ?? []));
  const queues = groups.flatMap(({ source }) => (source.kind === 'queue' ? [source.id] : []));
  return [
    ...[...people].flatMap((id) => personTopic(id, (aspect) => isOpen(`v2.users.${id}.${aspect}`))),
    ...queues.map((id) => `v2.routing.queues.${id}.users`).filter(isOpen),
  ];
}

/** Combined, as one subscription. */
function personTopic(id: string, isOpen: (aspect: string) => boolean): readonly string[] {
  const [first, ...others] = ASPECTS.filter(isOpen);
  if (first === undefined) return [];
  return [others.length === 0 ? `v2.users.${id}.${first}` : `v2.users.${id}?${[first, ...others].join('&')}`];
}

/** The queue that a topic tells the members of; null for any other. */
export function queueOfMembers(topic: string): string | null {
  return /^v2\.routing\.queues\.([^.]+)\.users$/i.exec(topic)?.[1] ?? null;
}
