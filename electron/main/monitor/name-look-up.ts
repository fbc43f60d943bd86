import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Subject } from '../../../shared/model/timeline.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { toMonitorError } from '../base/failure.ts';
import {
  loadPresenceLabels,
  loadQueues,
  loadQueuesById,
  loadUsers,
  loadUsersById,
  loadWrapUpCodes,
  MOST_IDS,
} from '../genesys/lookup-api.ts';
import type { Session } from './session.ts';

/** What could not be looked up is asked for again after this time, and not before. */
const ASK_AGAIN_AFTER_MS = 60_000;
/** Ids that no list had are gathered for so long, so that one request asks for many. */
const GATHERED_MS = 10_000;
/** So many ids are asked for one by one; an organisation that goes through more shows the others as ids. */
const MOST_ASKED = 5_000;

type Part = keyof Directory;

interface PartRule {
  readonly id: string;
  readonly load: typeof loadUsers;
  readonly refused: (values: { readonly why: string }) => string;
}

const PARTS: Readonly<Record<Part, PartRule>> = {
  users: {
    id: 'people',
    load: loadUsers,
    refused: (values) => t('Names of people are not shown: {why}', values),
  },
  queues: {
    id: 'queues',
    load: loadQueues,
    refused: (values) => t('Names of queues are not shown: {why}', values),
  },
  presences: {
    id: 'presences',
    load: loadPresenceLabels,
    refused: (values) => t('Names of presences are not shown: {why}', values),
  },
  wrapUpCodes: {
    id: 'wrap-up codes',
    load: loadWrapUpCodes,
    refused: (values) => t('Names of wrap-up codes are not shown: {why}', values),
  },
};

/** Of these, some are missing in their lists: of an organisation that is too large, or that changes. */
const BY_ID = { users: loadUsersById, queues: loadQueuesById } as const;
type PartById = keyof typeof BY_ID;

/**
 * Looks up the names that the events of one session are shown with. What is refused is said once and left out: an
 * id is still an id, and the events do not wait for names.
 */
export class NameLookUp {
  readonly #session: Pick<Session, 'call'>;
  readonly #clock: Clock;
  readonly #missing = new Set<Part>(['users', 'queues', 'presences', 'wrapUpCodes']);
  readonly #refused = new Set<Part>();
  /** Ids that were met without a name and wait to be asked for; each is asked for once. */
  readonly #waiting: Record<PartById, Set<string>> = { users: new Set(), queues: new Set() };
  readonly #asked = new Set<string>();
  #directory = EMPTY_DIRECTORY;
  #isAsking = false;
  #askedForListsAt = -Infinity;
  #askedForIdsAt = -Infinity;

  constructor(session: Pick<Session, 'call'>, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
  }

  /** True while names are missing and nobody has asked for them lately. */
  get isDue(): boolean {
    return !this.#isAsking && (this.#areListsDue || this.#areIdsDue);
  }

  get #areListsDue(): boolean {
    return this.#missing.size > 0 && this.#clock.monotonic() - this.#askedForListsAt >= ASK_AGAIN_AFTER_MS;
  }

  get #areIdsDue(): boolean {
    const { users, queues } = this.#waiting;
    return users.size + queues.size > 0 && this.#clock.monotonic() - this.#askedForIdsAt >= GATHERED_MS;
  }

  /** An event was about this: its name is asked for when no list had it. */
  meet(subject: Subject): void {
    if (subject.kind !== 'user' && subject.kind !== 'queue') return;
    const part: PartById = subject.kind === 'user' ? 'users' : 'queues';
    const { id } = subject;
    // What was asked for comes again and again, and this is the quickest to see.
    if (this.#asked.has(id) || this.#asked.size >= MOST_ASKED) return;
    if (this.#missing.has(part) || this.#refused.has(part) || Object.hasOwn(this.#directory[part], id))
      return;
    this.#asked.add(id);
    this.#waiting[part].add(id);
  }

  /** Asks for what is missing; answers with all that is known by then, and with what there is to say. */
  async run(): Promise<{ readonly directory: Directory; readonly notices: readonly Notice[] }> {
    this.#isAsking = true;
    const notices = this.#areListsDue ? await this.#askForLists() : [];
    if (this.#areIdsDue) await this.#askForIds();
    this.#isAsking = false;
    return { directory: this.#directory, notices };
  }

  async #askForLists(): Promise<readonly Notice[]> {
    this.#askedForListsAt = this.#clock.monotonic();
    const notices = await Promise.all([...this.#missing].map((part) => this.#ask(part)));
    return notices.flat();
  }

  async #askForIds(): Promise<void> {
    this.#askedForIdsAt = this.#clock.monotonic();
    await Promise.all([this.#askById('users'), this.#askById('queues')]);
  }

  async #ask(part: Part): Promise<readonly Notice[]> {
    const { id, load, refused } = PARTS[part];
    try {
      const names = await this.#session.call(load);
      this.#directory = { ...this.#directory, [part]: names };
    } catch (thrown) {
      const { code, message } = toMonitorError(thrown);
      // Anything else passes by itself, and is asked for again.
      if (code !== 'auth/forbidden' && code !== 'server/refused') return [];
      this.#missing.delete(part);
      this.#refused.add(part);
      return [{ id: `names-${id}`, severity: 'info', message: refused({ why: message }) }];
    }
    this.#missing.delete(part);
    return [];
  }

  /** What is not answered stays an id: whoever asks again and again for the same learns nothing. */
  async #askById(part: PartById): Promise<void> {
    const waiting = this.#waiting[part];
    const ids = [...waiting].slice(0, MOST_IDS);
    if (ids.length === 0) return;
    for (const id of ids) waiting.delete(id);
    try {
      const names = await this.#session.call((context, call) => BY_ID[part](context, call, ids));
      this.#directory = { ...this.#directory, [part]: { ...this.#directory[part], ...names } };
    } catch {
      // Its id is shown: nothing waits for the name.
    }
  }
}
