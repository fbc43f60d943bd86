import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { AgentState, ClockOffset } from '../../../shared/model/agent.ts';
import { isSameGroup, type Board, type GroupPreview, type GroupSource } from '../../../shared/model/board.ts';
import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { Profile } from '../../../shared/model/profile.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { tooManyTopics, topicCost } from '../../../shared/model/subscription-unit.ts';
import type { Clock } from '../base/clock.ts';
import { AgentBook, type AgentFeed } from '../board/agent-book.ts';
import { BoardGroups } from '../board/board-groups.ts';
import { boardTopics, queueOfMembers } from '../board/board-topics.ts';
import { BATCH_MS } from '../events/batcher.ts';
import type { Session } from './session.ts';

/** What is watched of an organisation. */
export type Watched = Pick<Profile, 'topics' | 'groups' | 'limits'>;

export interface AgentBoardDeps {
  readonly profileId: string;
  readonly clock: Clock;
  readonly call: Session['call'];
  readonly directory: () => Directory;
  /** Resolves when everything that was heard so far is stored and published: nobody is shown as what no history has. */
  readonly drained: () => Promise<void>;
  /** The topics to listen to are others than before. */
  readonly want: (topics: readonly string[]) => void;
  readonly tellBoard: (board: Board) => void;
  readonly tellAgents: (agents: readonly AgentState[]) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}

/** A clock that is measured a little better is no news. */
const CLOCK_NEWS_MS = 100;

/** The board of one organisation: its groups, the topics that they take, and what is known of their people. */
export class AgentBoard {
  readonly #deps: AgentBoardDeps;
  readonly #book = new AgentBook();
  readonly #groups: BoardGroups;
  #watched: Watched = { topics: [] };
  #wanted: readonly string[] = [];
  #clockOffset: ClockOffset | null = null;
  #cancelTelling: (() => void) | null = null;

  constructor(deps: AgentBoardDeps) {
    this.#deps = deps;
    this.#groups = new BoardGroups({
      clock: deps.clock,
      call: deps.call,
      queueNames: () => deps.directory().queues,
      changed: () => {
        this.#plan();
        this.tell();
      },
    });
  }

  /** Takes what a session tells of people. */
  readonly feed: AgentFeed = {
    hears: (topics, asOf) => {
      this.#book.hears(topics, asOf);
      this.#tellAgentsSoon();
    },
    coverageLost: (topics, asOf) => {
      this.#book.coverageLost(topics, asOf);
      this.#tellAgentsSoon();
    },
    heard: (topic, body, at) => {
      const queueId = queueOfMembers(topic);
      if (queueId !== null) this.#groups.membersChanged(queueId);
      this.#book.heard(topic, body, at);
      this.#tellAgentsSoon();
    },
    fetchedInteractions: (userId, interactions, at) => {
      const outcome = this.#book.fetchedInteractions(userId, interactions, at);
      this.#tellAgentsSoon();
      return outcome;
    },
  };

  /** A value was fetched, written as the body of the event that would have told of it. */
  fetched({
    topic,
    body,
    at,
  }: {
    readonly topic: string;
    readonly body: JsonValue;
    readonly at: EpochMs;
  }): void {
    this.#book.fetched(topic, body, at);
    this.#tellAgentsSoon();
  }

  clockMeasured(offset: ClockOffset | null): void {
    const isNews = !isAbout(this.#clockOffset, offset);
    if (!isNews) return;
    this.#clockOffset = offset;
    this.tell();
  }

  /** Members are read while everything is heard, and again after each loss. */
  connection({ state, openGap }: ConnectionReport): void {
    if (state.status === 'live' && openGap === null) this.#groups.covered();
    else if (state.status !== 'live') this.#groups.coverageLost();
  }

  /** Watches what a profile says now. */
  follow(watched: Watched): void {
    this.#watched = watched;
    this.#groups.choose(watched.groups ?? []);
  }

  /** The topics that the user chose, and those that the board needs beside them. */
  wanted(): readonly string[] {
    return this.#wanted;
  }

  /** The topics that the board needs beside these. */
  topicsBeside(own: readonly string[]): readonly string[] {
    return boardTopics(this.#groups.current(), own);
  }

  /** Says of each topic whether the board needs it, and not the user. */
  marked(subscriptions: readonly Subscription[]): readonly Subscription[] {
    const own = new Set(this.#watched.topics);
    return subscriptions.map((each) => (own.has(each.topic) ? each : { ...each, isOfBoard: true }));
  }

  clockOffset(): ClockOffset | null {
    return this.#clockOffset;
  }

  current(): Board {
    const { profileId, directory } = this.#deps;
    return {
      profileId,
      groups: this.#groups.current(),
      limits: this.#watched.limits ?? [],
      clock: this.#clockOffset,
      directory: directory(),
    };
  }

  agents(): readonly AgentState[] {
    return this.#book.all();
  }

  /** What watching a group would take. Throws a `Failure` when its members cannot be read. */
  async preview(source: GroupSource): Promise<GroupPreview> {
    if (source.kind === 'team') await this.#groups.readTeamNames();
    const members = await this.#groups.membersOf(source);
    const others = this.#groups.current().filter((group) => !isSameGroup(group.source, source));
    const { topics: own } = this.#watched;
    const topics = [...own, ...boardTopics([...others, { source, members }], own)];
    const known = new Set(this.#wanted);
    return {
      name: this.#groups.nameOf(source),
      members: members.length,
      added: topics.filter((topic) => !known.has(topic)).length,
      cost: topicCost(topics),
      excess: tooManyTopics(topics),
    };
  }

  /** Names of teams by id. Throws a `Failure`. */
  teamNames(): Promise<Readonly<Record<string, string>>> {
    return this.#groups.readTeamNames();
  }

  /** The names, the groups or the clock are not what they were. */
  tell(): void {
    this.#deps.tellBoard(this.current());
  }

  /** Final: no timer is left. */
  stop(): void {
    this.#groups.stop();
    this.#cancelTelling?.();
    this.#cancelTelling = null;
  }

  #plan(): void {
    const { topics: own } = this.#watched;
    const wanted = [...new Set([...own, ...this.topicsBeside(own)])];
    if (isDeepStrictEqual(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    this.#deps.want(wanted);
  }

  /** Those who changed within a frame of the screen are told of together. */
  #tellAgentsSoon(): void {
    this.#cancelTelling ??= this.#deps.clock.schedule(BATCH_MS, () => {
      this.#cancelTelling = null;
      const changed = this.#book.takeChanges();
      if (changed.length === 0) return;
      this.#deps
        .drained()
        .then(() => {
          this.#deps.tellAgents(changed);
        })
        .catch(this.#deps.onUnexpected);
    });
  }
}

function isAbout(one: ClockOffset | null, other: ClockOffset | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    Math.abs(one.offsetMs - other.offsetMs) < CLOCK_NEWS_MS &&
    Math.abs(one.withinMs - other.withinMs) < CLOCK_NEWS_MS
  );
}
