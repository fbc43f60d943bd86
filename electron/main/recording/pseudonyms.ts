import { hash } from 'node:crypto';
import type { Directory } from '../../../shared/model/directory.ts';
import { KnownNames } from './known-names.ts';
import type { Naming } from './recorded.ts';

export const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
export const WHOLE_UUID = new RegExp(`^${UUID.source}$`, 'i');

/** Of ids that come again and again, so many are remembered instead of being computed anew. */
const REMEMBERED = 50_000;

type Kind = 'user' | 'queue' | 'somebody';
const TITLES: Readonly<Record<Kind, string>> = { user: 'Agent', queue: 'Queue', somebody: 'Person' };

/**
 * The pseudonyms of one export: the same for the same thing from its first line to its last, different for different
 * things, and different in every export. They are made with a random key that is never written anywhere, so
 * nobody can get from a pseudonym back to what it stands for, nor check a guess.
 */
export class Pseudonyms {
  readonly #secret: string;
  readonly #remembered = new Map<string, string>();
  readonly #counts: Record<Kind, number> = { user: 0, queue: 0, somebody: 0 };
  /** By the original id. */
  readonly #titles: Readonly<Record<'user' | 'queue', Map<string, string>>> = {
    user: new Map(),
    queue: new Map(),
  };
  readonly #people = new Map<string, string>();
  /** By the pseudonymous id. */
  readonly #shown = {
    user: new Map<string, string>(),
    queue: new Map<string, string>(),
    presence: new Map<string, string>(),
    wrapUpCode: new Map<string, string>(),
  };
  readonly names = new KnownNames();

  constructor(key: Uint8Array, directory: Directory) {
    this.#secret = Buffer.from(key).toString('hex');
    // In an order that tells nothing: that of the directory is by name or by age.
    for (const kind of ['user', 'queue'] as const) {
      const known = kind === 'user' ? directory.users : directory.queues;
      const shuffled = Object.keys(known).sort((one, other) => (this.id(one) < this.id(other) ? -1 : 1));
      for (const id of shuffled) {
        this.names.learn(known[id] ?? '', this.titleOf(kind, id), { isPerson: kind === 'user' });
      }
    }
    for (const kind of ['presence', 'wrapUpCode'] as const) {
      const labels = kind === 'presence' ? directory.presences : directory.wrapUpCodes;
      for (const [id, label] of Object.entries(labels)) this.#shown[kind].set(this.id(id), label);
    }
  }

  /** What ids are called in the export, by their pseudonymous ids. Presences and wrap-up codes keep their labels. */
  readonly naming: Naming = {
    user: (id) => this.#shown.user.get(id) ?? null,
    queue: (id) => this.#shown.queue.get(id) ?? null,
    presence: (id) => this.#shown.presence.get(id) ?? null,
    wrapUpCode: (id) => this.#shown.wrapUpCode.get(id) ?? null,
  };

  /** Stands for an id: a UUID for a UUID. Case does not matter. */
  id(original: string): string {
    const isUuid = WHOLE_UUID.test(original);
    return this.#keep(`id ${original.toLowerCase()}`, (digits) => {
      if (!isUuid) return `id-${digits.slice(0, 16)}`;
      const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`];
      return [...parts, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
    });
  }

  /** Stands for a text that may tell of a person: `phone-1f2e3d4c5b6a7980`. */
  text(label: string, original: string): string {
    return this.#keep(`${label} ${original}`, (digits) => `${label}-${digits.slice(0, 16)}`);
  }

  /** `Agent 7`, for an id. */
  titleOf(kind: 'user' | 'queue', originalId: string): string {
    const titles = this.#titles[kind];
    const key = originalId.toLowerCase();
    const known = titles.get(key);
    if (known !== undefined) return known;
    const title = this.#next(kind);
    titles.set(key, title);
    this.#shown[kind].set(this.id(originalId), title);
    return title;
  }

  /** For somebody of whom only a name is known: that of a user by that name, or one of their own. */
  personCalled(name: string): string {
    const known = this.names.of(name) ?? this.#people.get(name);
    if (known !== undefined) return known;
    const title = this.#next('somebody');
    this.#people.set(name, title);
    this.names.learn(name, title, { isPerson: true });
    return title;
  }

  /** Whether an id is that of a user or a queue that was seen before. */
  kindOf(originalId: string): 'user' | 'queue' | null {
    const key = originalId.toLowerCase();
    if (this.#titles.user.has(key)) return 'user';
    return this.#titles.queue.has(key) ? 'queue' : null;
  }

  #next(kind: Kind): string {
    this.#counts[kind] += 1;
    return `${TITLES[kind]} ${String(this.#counts[kind])}`;
  }

  #keep(what: string, make: (digits: string) => string): string {
    const known = this.#remembered.get(what);
    if (known !== undefined) return known;
    // The secret stands before the text, and of the result a part at most is used: there is nothing to extend.
    const made = make(hash('sha256', this.#secret + what));
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(what, made);
    return made;
  }
}
