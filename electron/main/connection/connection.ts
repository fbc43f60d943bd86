import { isDeepStrictEqual } from 'node:util';
import type { Gap, RenewalKind } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { entityOf, unitsOf, type Unit } from '../../../shared/model/subscription-unit.ts';
import { MOST_SHARDS, type Subscription } from '../../../shared/model/subscription.ts';
import { mergedReport, type LinkReport } from './link-report.ts';
import { assignShards } from './shard-plan.ts';
import { watchCredential } from './watched-credential.ts';
import { Supervisor } from './supervisor.ts';
import type { ServingChannel, Signal, SupervisorDeps } from './supervisor-deps.ts';

export interface ConnectionListener {
  readonly changed: (report: LinkReport) => void;
  /** A frame of one socket, each with a number of its own: null for a binary one. */
  readonly frame: (socket: number, text: string | null) => Signal | null;
  /** What became of wanted topics, by the names they were wanted under. */
  readonly subscriptions: (results: readonly Subscription[]) => void;
  readonly renewal: (kind: RenewalKind, phase: 'started' | 'done' | 'failed', cause?: MonitorError) => void;
  readonly gap: (gap: Omit<Gap, 'id'>) => void;
  /** The channels that serve, whenever one of them changes. */
  readonly serves: (channels: readonly ServingChannel[]) => void;
}

export interface ConnectionDeps extends Omit<SupervisorDeps, 'former' | 'listener'> {
  /** Channels of an earlier run that may still live. */
  readonly former: readonly ServingChannel[];
  readonly listener: ConnectionListener;
}

interface Shard {
  readonly supervisor: Supervisor;
  units: readonly Unit[];
  serving: ServingChannel | null;
}

/**
 * All topics of a session, over as few channels as they need. Each channel has a supervisor of its own, so that a
 * fault of one leaves the others alone; token, budget and credential they share.
 */
export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #former: Map<number, ServingChannel>;
  readonly #shards = new Map<number, Shard>();
  /** It stays also when nothing is wanted. */
  readonly #first: Shard;
  /** Entities whose combined topic was refused in part. */
  readonly #apart = new Set<string>();
  #wanted: readonly string[] = [];
  #isRunning = false;
  #isCredentialDead = false;

  constructor(deps: ConnectionDeps) {
    const service = watchCredential(deps.service, (cause) => {
      this.#giveUp(cause);
    });
    this.#deps = { ...deps, service };
    this.#former = new Map(deps.former.entries());
    this.#first = this.#add(0);
  }

  /** Connects, or connects anew after a failure. */
  start(): void {
    this.#isRunning = true;
    this.#isCredentialDead = false;
    for (const { supervisor } of this.#shards.values()) supervisor.start();
  }

  /** Final until the next `start`: no request, no timer, no socket is left. */
  stop(): void {
    this.#isRunning = false;
    for (const { supervisor } of this.#shards.values()) supervisor.stop();
  }

  /** Skips a wait, and probes what is open: "Try now", waking up, a change of the network. */
  nudge(): void {
    for (const { supervisor } of this.#shards.values()) supervisor.nudge();
  }

  /** The last wish wins. The same wish again asks the service again: it may permit now what it refused. */
  wantTopics(topics: readonly string[]): void {
    const isAgain = isDeepStrictEqual(topics, this.#wanted);
    this.#wanted = topics;
    this.#plan(isAgain);
  }

  /** A token was refused by REST. */
  tokenRefused(tokenRef: number): void {
    for (const { supervisor } of this.#shards.values()) supervisor.tokenRefused(tokenRef);
  }

  report(): LinkReport {
    const others = [...this.#shards.values()].filter((shard) => shard !== this.#first);
    return mergedReport(
      this.#reportOf(this.#first),
      others.map((shard) => this.#reportOf(shard)),
    );
  }

  #reportOf(shard: Shard): LinkReport {
    const report = shard.supervisor.report();
    const { openGap } = report;
    // Told of as they were wanted: a supervisor knows those of one person or queue as one.
    const topics = shard.units.reduce((sum, unit) => sum + unit.topics.length, 0);
    return {
      ...report,
      openGap: openGap === null ? null : { ...openGap, topics: this.#unheard(shard) },
      shards: report.shards.map((each) => ({ ...each, topics })),
    };
  }

  /** The topics of a gap: a list only where others are heard. */
  #unheard({ units }: Shard): readonly string[] | null {
    return this.#shards.size > 1 ? units.flatMap(({ topics }) => topics) : null;
  }

  #plan(asksAll: boolean): void {
    const units = unitsOf(this.#wanted, this.#apart);
    const carried = new Map([...this.#shards].map(([number, shard]) => [number, shard.units]));
    const plan = assignShards(units, carried, MOST_SHARDS);
    // What is added is asked for before what is left is given up.
    for (const [number, list] of plan) this.#want(number, list, asksAll);
    for (const [number, shard] of this.#shards) {
      if (plan.has(number)) continue;
      if (shard === this.#first) this.#want(0, [], asksAll);
      else this.#remove(number, shard);
    }
  }

  #want(number: number, units: readonly Unit[], asksAgain: boolean): void {
    const known = this.#shards.get(number);
    const isSame =
      known?.units.length === units.length && units.every(({ sent }, at) => known.units[at]?.sent === sent);
    if (isSame && !asksAgain) return;
    const shard = known ?? this.#add(number);
    shard.units = units;
    shard.supervisor.wantTopics(units.map(({ sent }) => sent));
    if (known === undefined && this.#isRunning) shard.supervisor.start();
  }

  #remove(number: number, shard: Shard): void {
    this.#shards.delete(number);
    shard.supervisor.stop();
    this.#tellServing();
    this.#deps.listener.changed(this.report());
  }

  #add(number: number): Shard {
    const { listener, ...shared } = this.#deps;
    const former = this.#former.get(number) ?? null;
    this.#former.delete(number);
    const supervisor = new Supervisor({
      ...shared,
      former,
      listener: {
        changed: (report) => {
          const cause = deadCredential(report.state);
          if (cause !== null) this.#giveUp(cause);
          listener.changed(this.report());
        },
        frame: (lease, text) => listener.frame(lease * MOST_SHARDS + number, text),
        subscriptions: (results) => {
          this.#settle(shard, results);
        },
        renewal: listener.renewal,
        gap: (gap) => {
          listener.gap({ ...gap, topics: this.#unheard(shard) });
        },
        serves: (channel) => {
          shard.serving = channel;
          this.#tellServing();
        },
      },
    });
    const shard: Shard = { supervisor, units: [], serving: null };
    this.#shards.set(number, shard);
    return shard;
  }

  /** What is found dead once is dead for all: nobody asks again. */
  #giveUp(cause: MonitorError): void {
    if (this.#isCredentialDead) return;
    this.#isCredentialDead = true;
    for (const { supervisor } of this.#shards.values()) supervisor.giveUp(cause);
  }

  /** Of a combined topic that was refused, Vigil asks for the parts: some of them may be permitted. */
  #settle(shard: Shard, results: readonly Subscription[]): void {
    const units = new Map(shard.units.map((unit) => [unit.sent, unit]));
    const told: Subscription[] = [];
    const torn = new Set<string>();
    for (const result of results) {
      const unit = units.get(result.topic);
      const entity = entityOf(unit?.topics[0] ?? '');
      const isOurs = unit !== undefined && unit.topics.length > 1 && entity !== null;
      if (isOurs && result.status === 'refused') torn.add(entity);
      else for (const topic of unit?.topics ?? [result.topic]) told.push({ ...result, topic });
    }
    if (told.length > 0) this.#deps.listener.subscriptions(told);
    if (torn.size === 0) return;
    for (const entity of torn) this.#apart.add(entity);
    this.#plan(false);
  }

  #tellServing(): void {
    const channels = [...this.#shards.values()].flatMap(({ serving }) => serving ?? []);
    this.#deps.listener.serves(channels);
  }
}

function deadCredential(state: LinkReport['state']): MonitorError | null {
  if (state.status === 'failed') return state.cause;
  return state.status === 'live' && state.concern?.retryAt === null ? state.concern.cause : null;
}
