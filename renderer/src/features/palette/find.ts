import { folded } from '../../wording/folded.ts';
import { PALETTE_GROUPS, type PaletteGroup, type PaletteItem } from './items.ts';

/** Items of one group, the best first. */
export interface PaletteSection {
  readonly group: PaletteGroup | 'recent';
  readonly items: readonly PaletteItem[];
}

/** More of a group than this would not be read; typing narrows it. */
const MOST_IN_GROUP = 7;

/** An item with its text as it is searched. */
export interface Searchable {
  readonly item: PaletteItem;
  readonly text: string;
  readonly words: readonly string[];
}

/** Done once for a list: folding thousands of names for each letter would be felt. */
export const searchable = (items: readonly PaletteItem[]): readonly Searchable[] =>
  items.map((item) => {
    const text = folded(`${item.title} ${item.hint}`);
    return { item, text, words: text.split(/[^\p{L}\p{N}]+/u) };
  });

/** What is offered before anything is typed: what was used last, and then what there are few of. */
export function offered(list: readonly Searchable[], recent: readonly string[]): readonly PaletteSection[] {
  const used = recent.flatMap((key) => list.find(({ item }) => item.key === key)?.item ?? []);
  const others = list.flatMap(({ item }) => (used.includes(item) ? [] : [item]));
  const few = PALETTE_GROUPS.filter((group) => !['people', 'queues', 'topics'].includes(group)).map(
    (group): PaletteSection => ({ group, items: others.filter((item) => item.group === group) }),
  );
  return [{ group: 'recent' as const, items: used.slice(0, MOST_IN_GROUP) }, ...few].filter(hasItems);
}

/** What has all words of a query, the groups with the best finds first. */
export function found(
  list: readonly Searchable[],
  query: string,
  recent: readonly string[],
): readonly PaletteSection[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return offered(list, recent);
  const lately = new Set(recent);
  const finds = list
    .flatMap((candidate) => {
      const distance = distanceOf(candidate, words);
      if (distance === null) return [];
      const isRecent = lately.has(candidate.item.key);
      return [{ item: candidate.item, distance: distance - (isRecent ? 0.5 : 0) }];
    })
    .sort((one, other) => one.distance - other.distance || one.item.title.length - other.item.title.length);
  const groups = new Map<PaletteGroup, PaletteItem[]>();
  for (const { item } of finds) {
    const items = groups.get(item.group) ?? [];
    groups.set(item.group, items);
    if (items.length < MOST_IN_GROUP) items.push(item);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

const hasItems = ({ items }: PaletteSection): boolean => items.length > 0;

/** How far an item is from what was typed: 0 when each word begins one of it; null when one is not in it at all. */
function distanceOf({ text, words }: Searchable, typed: readonly string[]): number | null {
  let distance = 0;
  for (const word of typed) {
    if (words.some((own) => own.startsWith(word))) continue;
    if (text.includes(word)) distance += 1;
    else if (word.length > 2 && words.some((own) => hasLetters(own, word))) distance += 3;
    else return null;
  }
  return distance;
}

/** Whether letters stand in a word in this order, from its first one on: "amnd" is in "amanda". */
function hasLetters(word: string, letters: string): boolean {
  if (word[0] !== letters[0]) return false;
  let place = 0;
  for (const letter of letters) {
    place = word.indexOf(letter, place) + 1;
    if (place === 0) return false;
  }
  return true;
}
