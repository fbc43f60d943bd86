import { assertNever } from '../../../shared/assert-never.ts';
import {
  isSameGroup,
  type BoardGroup,
  type GroupRef,
  type GroupSource,
} from '../../../shared/model/board.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Clock } from '../base/clock.ts';
import { toMonitorError } from '../base/failure.ts';
import { loadQueueMembers, loadTeamMembers, loadTeams } from '../genesys/lookup-api.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';

export interface BoardGroupsDeps {
  readonly clock: Clock;
  /** Makes a REST call with a usable token, when its turn has come. */
  readonly call: <T>(work: (context: RestContext, call: RestCall) => Promise<T>) => Promise<T>;
  /** Names of queues by id, as far as they are known. */
  readonly queueNames: () => Readonly<Record<string, string>>;
  /** The groups are not what they were. */
  readonly changed: () => void;
}

/** Nothing tells when somebody joins or leaves a team: its members are read again this often. */
export const READ_AGAIN_AFTER_MS = 5 * 60_000;
/** Events of a queue come one for each who joins or leaves: its members are read once for those of so long. */
export const GATHERED_MS = 2_000;

interface Group {
  readonly source: GroupSource;
  readonly members: readonly string[] | null;
  readonly problem: MonitorError | null;
  /** Its members were read since coverage was last lost. */
  readonly isRead: boolean;
  /** Counts the readings, so that the answer to an earlier one is dropped. */
  readonly readings: number;
}

/**
 * Who is in the groups of a board. Members are read when a group is chosen, after each loss of coverage, when events tell
 * that those of a queue changed, and every few minutes besides. Where they cannot be read, the last that were known stay.
 */
export class BoardGroups {
  readonly #deps: BoardGroupsDeps;
  #groups: readonly Group[] = [];
  #teamNames: Readonly<Record<string, string>> = {};
  #isCovered = false;
  #cancelRound: (() => void) | null = null;
  readonly #gathering = new Map<string, () => void>();

  constructor(deps: BoardGroupsDeps) {
    this.#deps = deps;
  }

  current(): readonly BoardGroup[] {
    return this.#groups.map(({ source, members, problem }) => ({
      source,
      name: this.nameOf(source),
      members,
      problem,
    }));
  }

  /** Its id where no name is known. */
  nameOf(source: GroupSource): string {
    if (source.kind === 'list') return source.name;
    const names = source.kind === 'queue' ? this.#deps.queueNames() : this.#teamNames;
    return names[source.id] ?? source.id;
  }

  /** Groups that stay keep what is known of them; new ones are read at once while there is a connection. */
  choose(sources: readonly GroupSource[]): void {
    this.#groups = sources.map((source) => {
      const known = this.#groups.find((group) => isSameGroup(group.source, source));
      return known?.source === source || (known !== undefined && source.kind !== 'list')
        ? known
        : groupOf(source);
    });
    this.#deps.changed();
    this.#readUnread();
  }

  /** Everything is heard now. */
  covered(): void {
    this.#isCovered = true;
    this.#readUnread();
  }

  /** Who joined or left meanwhile is not known. */
  coverageLost(): void {
    this.#isCovered = false;
    this.#rest();
    this.#groups = this.#groups.map((group) => ({ ...group, isRead: group.source.kind === 'list' }));
  }

  /** An event told that somebody joined or left a queue. */
  membersChanged(queueId: string): void {
    const isWatched = this.#groups.some(({ source }) => isSameGroup(source, { kind: 'queue', id: queueId }));
    if (!isWatched || !this.#isCovered || this.#gathering.has(queueId)) return;
    const cancel = this.#deps.clock.schedule(GATHERED_MS, () => {
      this.#gathering.delete(queueId);
      this.#read({ kind: 'queue', id: queueId });
    });
    this.#gathering.set(queueId, cancel);
  }

  /** Names of teams by id. Throws a `Failure`. */
  async readTeamNames(): Promise<Readonly<Record<string, string>>> {
    this.#teamNames = await this.#deps.call(loadTeams);
    return this.#teamNames;
  }

  /** Throws a `Failure`. */
  async membersOf(source: GroupSource): Promise<readonly string[]> {
    switch (source.kind) {
      case 'list':
        return source.userIds;
      case 'queue':
        return this.#idsBy(loadQueueMembers, source.id);
      case 'team':
        return this.#idsBy(loadTeamMembers, source.id);
      default:
        return assertNever(source, 'group');
    }
  }

  /** Final: no timer is left. */
  stop(): void {
    this.coverageLost();
  }

  async #idsBy(load: typeof loadQueueMembers, id: string): Promise<readonly string[]> {
    return Object.keys(await this.#deps.call((context, call) => load(context, call, id)));
  }

  #rest(): void {
    this.#cancelRound?.();
    this.#cancelRound = null;
    for (const cancel of this.#gathering.values()) cancel();
    this.#gathering.clear();
  }

  #readUnread(): void {
    if (!this.#isCovered) return;
    for (const { source, isRead } of this.#groups) if (!isRead) this.#read(source);
    this.#cancelRound ??= this.#deps.clock.schedule(READ_AGAIN_AFTER_MS, () => {
      this.#cancelRound = null;
      this.#groups = this.#groups.map((group) => ({ ...group, isRead: group.source.kind === 'list' }));
      this.#readUnread();
    });
  }

  #read(ref: GroupRef): void {
    const group = this.#groups.find(({ source }) => isSameGroup(source, ref));
    if (group === undefined) return;
    const readings = group.readings + 1;
    // Until it is answered, nobody asks again.
    this.#put(ref, { isRead: true, readings });
    const settle = (known: Partial<Pick<Group, 'members' | 'problem'>>): void => {
      const isNewest = this.#groups.some((now) => isSameGroup(now.source, ref) && now.readings === readings);
      if (!isNewest) return;
      this.#put(ref, known);
      this.#deps.changed();
    };
    this.#readGroup(group.source).then(
      (members) => {
        settle({ members, problem: null });
      },
      (thrown: unknown) => {
        settle({ problem: toMonitorError(thrown) });
      },
    );
  }

  async #readGroup(source: GroupSource): Promise<readonly string[]> {
    if (source.kind === 'team' && !Object.hasOwn(this.#teamNames, source.id)) await this.readTeamNames();
    return this.membersOf(source);
  }

  #put(ref: GroupRef, known: Partial<Omit<Group, 'source'>>): void {
    this.#groups = this.#groups.map((group) =>
      isSameGroup(group.source, ref) ? { ...group, ...known } : group,
    );
  }
}

function groupOf(source: GroupSource): Group {
  const isList = source.kind === 'list';
  return { source, members: isList ? source.userIds : null, problem: null, isRead: isList, readings: 0 };
}
