import type { Directory } from '../../../../shared/model/directory.ts';
import { fillTemplate, type CatalogueTopic } from '../../../../shared/model/topic.ts';
import { t } from '../../../../shared/text/t.ts';
import { folded } from '../../wording/folded.ts';
import { capitalized, fieldWords } from '../../wording/names.ts';
import { singlesOf } from './selection.ts';

/** One part of the picker: a person, a queue, or a family of topics. */
export interface Part {
  /** `user:<id>`, `queue:<id>`, `family:<name>`. */
  readonly key: string;
  readonly label: string;
  /** How many of its topics are wanted. */
  readonly wanted: number;
}

export interface PartList {
  readonly people: readonly Part[];
  readonly queues: readonly Part[];
  readonly families: readonly Part[];
  /** Parts that match and are not listed. */
  readonly hidden: number;
}

/** A longer list would not be read; typing narrows it. */
export const MAX_LISTED = 100;

interface PartsInput {
  readonly query: string;
  readonly directory: Directory;
  readonly catalogue: readonly CatalogueTopic[];
  readonly wanted: readonly string[];
}

const matches = (text: string, words: readonly string[]): boolean => {
  const searched = folded(text);
  return words.every((word) => searched.includes(word));
};

const wordsOf = (query: string): readonly string[] =>
  folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');

const topicMatches = ({ template, description }: CatalogueTopic, words: readonly string[]): boolean =>
  matches(`${template} ${fieldWords(template)} ${description}`, words);

/** What the query finds: people and queues by name or id, families by their name or by one of their topics. */
export function findParts({ query, directory, catalogue, wanted }: PartsInput): PartList {
  const words = wordsOf(query);
  const singles = [...singlesOf(wanted)];
  const counts = segmentCounts(singles);
  const named = (names: Readonly<Record<string, string>>, kind: string): readonly Part[] =>
    Object.entries(names)
      .filter(([id, name]) => matches(`${name} ${id}`, words))
      .map(([id, name]) => ({
        key: `${kind}:${id}`,
        label: name,
        wanted: counts.get(id) ?? 0,
      }))
      .sort((one, other) => one.label.localeCompare(other.label));
  const found = catalogue.filter((topic) => topicMatches(topic, words));
  const families = [...new Set(found.map(({ family }) => family))].sort().map((family) => ({
    key: `family:${family}`,
    label: capitalized(fieldWords(family)),
    wanted: singles.filter((single) => single.startsWith(`v2.${family}.`)).length,
  }));
  const people = named(directory.users, 'user');
  const queues = named(directory.queues, 'queue');
  const hidden = Math.max(0, people.length - MAX_LISTED) + Math.max(0, queues.length - MAX_LISTED);
  return { people: people.slice(0, MAX_LISTED), queues: queues.slice(0, MAX_LISTED), families, hidden };
}

/** In how many topics each segment stands; ids are segments. */
function segmentCounts(singles: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const segment of singles.flatMap((single) => single.split('.'))) {
    counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }
  return counts;
}

/** A topic of an open part, ready to be chosen or with the reason why it cannot be. */
export interface Pickable {
  readonly template: string;
  /** The topic to subscribe to; null when it cannot be chosen here. */
  readonly topic: string | null;
  readonly label: string;
  readonly description: string;
  readonly isPreview: boolean;
  readonly requiredPermissions: readonly string[];
  /** Why it cannot be chosen. */
  readonly obstacle: Obstacle | null;
}

export type Obstacle = 'event-bridge-only' | 'needs-user' | 'needs-person' | 'needs-queue' | 'needs-ids';

/** What most people come for stands first. */
const FIRST = ['presence', 'routing status', 'activity', 'conversations', 'observations'];

const rank = ({ label, obstacle }: Pickable): number => {
  const place = FIRST.indexOf(label.toLowerCase());
  return (obstacle === null ? 0 : 100) + (place === -1 ? FIRST.length : place);
};

/** What stands behind the last placeholder, in words; the whole template without its version when it has none. */
function labelOf(template: string, isWithinPart: boolean): string {
  const segments = template.split('.').slice(1);
  const lastId = segments.findLastIndex((segment) => segment.startsWith('{'));
  const firstId = segments.findIndex((segment) => segment.startsWith('{'));
  const from = isWithinPart ? firstId + 1 : 1;
  const tail = segments.slice(from).filter((segment) => !segment.startsWith('{'));
  const family = isWithinPart && firstId > 1 ? segments.slice(0, firstId - 1) : [];
  const words = [...family, ...tail].map(fieldWords).join(': ');
  return capitalized(
    words === '' ? (lastId === -1 ? fieldWords(segments[0] ?? template) : t('All events')) : words,
  );
}

function pickable(entry: CatalogueTopic, ids: readonly string[], isWithinPart: boolean): Pickable {
  const { template, description, isPreview, requiredPermissions, parameters } = entry;
  const obstacle = obstacleOf(entry, parameters.length - ids.length);
  return {
    template,
    topic: obstacle === null ? fillTemplate(template, ids) : null,
    label: labelOf(template, isWithinPart),
    description,
    isPreview,
    requiredPermissions,
    obstacle,
  };
}

function obstacleOf(
  { overWebSocket, needsUser, parameters }: CatalogueTopic,
  missingIds: number,
): Obstacle | null {
  if (!overWebSocket) return 'event-bridge-only';
  if (needsUser) return 'needs-user';
  if (missingIds === 0) return null;
  if (parameters.length > 1) return 'needs-ids';
  if (parameters[0] === 'user') return 'needs-person';
  return parameters[0] === 'queue' ? 'needs-queue' : 'needs-ids';
}

/** The topics of a part. For a family, the query narrows them when it is about topics. */
export function topicsOfPart(
  key: string,
  catalogue: readonly CatalogueTopic[],
  query: string,
): readonly Pickable[] {
  const [kind, id = ''] = splitKey(key);
  const listed =
    kind === 'family'
      ? familyTopics(id, catalogue, wordsOf(query)).map((entry) => pickable(entry, [], false))
      : catalogue
          .filter(({ parameters }) => parameters[0] === kind)
          .map((entry) => pickable(entry, [id], true));
  return listed.toSorted((one, other) => rank(one) - rank(other) || one.label.localeCompare(other.label));
}

function familyTopics(
  family: string,
  catalogue: readonly CatalogueTopic[],
  words: readonly string[],
): readonly CatalogueTopic[] {
  const all = catalogue.filter((entry) => entry.family === family);
  const found = all.filter((entry) => topicMatches(entry, words));
  return found.length > 0 ? found : all;
}

export function splitKey(key: string): readonly [kind: string, id: string | undefined] {
  const colon = key.indexOf(':');
  return colon === -1 ? [key, undefined] : [key.slice(0, colon), key.slice(colon + 1)];
}
