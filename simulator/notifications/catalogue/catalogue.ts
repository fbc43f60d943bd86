import { CONVERSATION_TOPICS } from './conversation-topics.ts';
import type { CatalogueEntry } from './entry.ts';
import { ORGANISATION_TOPICS } from './organisation-topics.ts';
import { ANALYTICS_TOPICS, QUEUE_TOPICS } from './queue-topics.ts';
import { USER_TOPICS, WORKFORCE_TOPICS } from './user-topics.ts';

/** Every topic this organisation knows. Topics that nothing happens on are valid and stay silent. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...USER_TOPICS,
  ...QUEUE_TOPICS,
  ...ANALYTICS_TOPICS,
  ...CONVERSATION_TOPICS,
  ...ORGANISATION_TOPICS,
  ...WORKFORCE_TOPICS,
].sort((a, b) => (a.id < b.id ? -1 : 1));

const PLACEHOLDER = '{id}';
const ENTITY_ID = /^[A-Za-z0-9_-]+$/;

interface Candidate {
  readonly entry: CatalogueEntry;
  readonly segments: readonly string[];
}

const candidatesByLength = new Map<number, Candidate[]>();
for (const entry of CATALOGUE) {
  const segments = entry.id.split('.');
  const sameLength = candidatesByLength.get(segments.length) ?? [];
  sameLength.push({ entry, segments });
  candidatesByLength.set(segments.length, sameLength);
}

export interface CatalogueMatch {
  readonly entry: CatalogueEntry;
  /** The topic in the catalogue's spelling. */
  readonly topic: string;
}

/** Finds the template that a concrete topic, such as `v2.users.abc.presence`, belongs to. */
export function findInCatalogue(topic: string, caseSensitive: boolean): CatalogueMatch | undefined {
  const given = topic.split('.');
  for (const { entry, segments } of candidatesByLength.get(given.length) ?? []) {
    const matches = segments.every((segment, index) => fits(segment, given[index] ?? '', caseSensitive));
    if (!matches) continue;
    const spelled = segments.map((segment, index) =>
      segment === PLACEHOLDER ? (given[index] ?? '') : segment,
    );
    return { entry, topic: spelled.join('.') };
  }
  return undefined;
}

function fits(segment: string, given: string, caseSensitive: boolean): boolean {
  if (segment === PLACEHOLDER) return ENTITY_ID.test(given);
  return caseSensitive ? segment === given : segment.toLowerCase() === given.toLowerCase();
}
