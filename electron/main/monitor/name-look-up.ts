import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Clock } from '../base/clock.ts';
import { toMonitorError } from '../base/failure.ts';
import { loadPresenceLabels, loadQueues, loadUsers } from '../genesys/lookup-api.ts';
import type { Session } from './session.ts';

/** What could not be looked up is asked for again after this time, and not before. */
const ASK_AGAIN_AFTER_MS = 60_000;

type Part = keyof Directory;

const PARTS: Readonly<Record<Part, { readonly what: string; readonly load: typeof loadUsers }>> = {
  users: { what: 'people', load: loadUsers },
  queues: { what: 'queues', load: loadQueues },
  presences: { what: 'presences', load: loadPresenceLabels },
};

/**
 * Looks up the names that the events of one session are shown with. What is refused is said once and left out: an
 * id is still an id, and the events do not wait for names.
 */
export class NameLookUp {
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #missing = new Set<Part>(['users', 'queues', 'presences']);
  #directory = EMPTY_DIRECTORY;
  #isAsking = false;
  #askedAt = -Infinity;

  constructor(session: Session, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
  }

  /** True while names are missing and nobody has asked for them lately. */
  get isDue(): boolean {
    const isSoon = this.#clock.monotonic() - this.#askedAt < ASK_AGAIN_AFTER_MS;
    return this.#missing.size > 0 && !this.#isAsking && !isSoon;
  }

  /** Asks for what is missing; answers with all that is known by then, and with what there is to say. */
  async run(): Promise<{ readonly directory: Directory; readonly notices: readonly Notice[] }> {
    this.#isAsking = true;
    this.#askedAt = this.#clock.monotonic();
    const notices = await Promise.all([...this.#missing].map((part) => this.#ask(part)));
    this.#isAsking = false;
    return { directory: this.#directory, notices: notices.flat() };
  }

  async #ask(part: Part): Promise<readonly Notice[]> {
    const { what, load } = PARTS[part];
    try {
      const names = await this.#session.call(load);
      this.#directory = { ...this.#directory, [part]: names };
    } catch (thrown) {
      const { code, message } = toMonitorError(thrown);
      // Anything else passes by itself, and is asked for again.
      if (code !== 'auth/forbidden' && code !== 'server/refused') return [];
      this.#missing.delete(part);
      const notice = `Names of ${what} are not shown: ${message}`;
      return [{ id: `names-${what}`, severity: 'info', message: notice }];
    }
    this.#missing.delete(part);
    return [];
  }
}
