import { pick, shuffled, type Random } from '../base/random.ts';

export interface PersonName {
  readonly full: string;
  /** The part of an email address before the `@`. */
  readonly mailbox: string;
}

interface Culture {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

/** Names as their bearers would combine them, family name last. */
const CULTURES: readonly Culture[] = [
  {
    given: ['Lucía', 'Mateo', 'Valentina', 'Joaquín', 'Camila', 'Íñigo'],
    family: ['Ruiz', 'Fernández', 'Ortega', 'Núñez', 'Castillo'],
  },
  {
    given: ['Olivia', 'Noah', 'Grace', 'Liam', 'Harriet', 'Owen'],
    family: ['Walker', 'Hughes', 'Bennett', "O'Neill"],
  },
  {
    given: ['Jürgen', 'Anneliese', 'Lukas', 'Greta', 'Sönke'],
    family: ['Schäfer', 'Weiß', 'Brandt', 'Köhler'],
  },
  {
    given: ['Chloé', 'Étienne', 'Manon', 'Théo', 'Zoé'],
    family: ['Lefèvre', 'Garnier', 'Rousseau', 'Besançon'],
  },
  { given: ['Priya', 'Arjun', 'Kavya', 'Rohan', 'Meera'], family: ['Sharma', 'Iyer', 'Banerjee', 'Reddy'] },
  { given: ['Yuki', 'Haruto', 'Sakura', 'Kenji'], family: ['Tanaka', 'Watanabe', 'Kobayashi'] },
  { given: ['Amara', 'Chinedu', 'Ngozi', 'Tunde'], family: ['Okafor', 'Adeyemi', 'Balogun'] },
  { given: ['Zanele', 'Thabo', 'Lerato'], family: ['Dlamini', 'Nkosi', 'van der Merwe'] },
  { given: ['Leila', 'Omar', 'Yasmin', 'Karim'], family: ['Haddad', 'Mansour', 'Khalil'] },
  { given: ['Mei', 'Wei', 'Xiuying', 'Jun'], family: ['Chen', 'Zhang', 'Liang'] },
  { given: ['Agnieszka', 'Piotr', 'Zofia', 'Łukasz'], family: ['Wiśniewska', 'Nowak', 'Wójcik'] },
  { given: ['Ingrid', 'Søren', 'Åsa', 'Bjørn'], family: ['Lindqvist', 'Sørensen', 'Håkansson'] },
  { given: ['João', 'Beatriz', 'Thiago', 'Inês'], family: ['Gonçalves', 'Pereira', 'Araújo'] },
  { given: ['Nguyệt', 'Minh', 'Hạnh'], family: ['Trần', 'Phạm', 'Lê'] },
  { given: ['Aylin', 'Emre', 'Çağla'], family: ['Yılmaz', 'Demir', 'Öztürk'] },
];

/** People who write their names in other scripts, or with no family name at all. */
const AS_WRITTEN: readonly PersonName[] = [
  { full: 'Satō Misaki', mailbox: 'misaki.sato' },
  { full: 'Олена Коваленко', mailbox: 'olena.kovalenko' },
  { full: 'نور الدين', mailbox: 'nour.eddine' },
  { full: 'Kim Min-jun', mailbox: 'minjun.kim' },
  { full: 'Suharto', mailbox: 'suharto' },
];

const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  ı: 'i',
  đ: 'd',
};

/**
 * There are not many more plain names. Beyond so many people, further ones bear two family names; each name more
 * makes room for about four times as many.
 */
const PLAIN_NAMES = 200;
const MORE_BY_EACH_NAME = 4;

/** Draws names that are all different, the ones in other scripts spread among them. */
export function drawNames(random: Random, count: number): PersonName[] {
  const names = new Map<string, PersonName>(AS_WRITTEN.map((name) => [name.full, name]));
  while (names.size < count) {
    const name = drawName(random, familyNamesAt(names.size));
    names.set(name.full, name);
  }
  return shuffled(random, [...names.values()]);
}

function familyNamesAt(count: number): number {
  let familyNames = 1;
  for (let room = PLAIN_NAMES; count >= room; room *= MORE_BY_EACH_NAME) familyNames += 1;
  return familyNames;
}

/** One name from any of the cultures. */
export function drawName(random: Random, familyNames = 1): PersonName {
  const culture = pick(random, CULTURES);
  const words = [pick(random, culture.given)];
  for (let word = 0; word < familyNames; word += 1) words.push(pick(random, culture.family));
  const full = words.join(' ');
  return { full, mailbox: mailboxOf(full) };
}

export function mailboxOf(fullName: string): string {
  const plain = fullName
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '');
  const latin = plain.replaceAll(/[ßłøıđ]/g, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? letter);
  return latin
    .replaceAll(/[^a-z ]/g, '')
    .trim()
    .replaceAll(/ +/g, '.');
}
