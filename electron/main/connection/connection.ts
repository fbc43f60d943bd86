import { isDeepStrictEqual } from 'node:util';
import type { EpochMs, Gap, RenewalKind } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Patience } from '../base/patience.ts';
import { entityOf, type Unit } from '../../../shared/model/subscription-unit.ts';
import { MOST_SHARDS, type Subscription } from '../../../shared/model/subscription.ts';
import { mergedReport, type LinkReport } from './link-report.ts';
import { patientService } from './patient-service.ts';
import { planShards } from './shard-plan.ts';
import { watchCredential } from './watched-credential.ts';
import { Supervisor } from './supervisor.ts';
import type { ServingChannel, Signal, SupervisorDeps } from './supervisor-deps.ts';

export interface ConnectionListener {
  readonly changed: (report: LinkReport) => void;
  /** A frame of one socket, each with a number of its own: null for a binary one. */
  readonly frame: (socket: number, text: string | null, at: EpochMs) => Signal | null;
  /** What became of wanted topics, by the names they were wanted under. */
  readonly subscriptions: (results: readonly Subscription[]) => void;
  readonly renewal: (kind: RenewalKind, phase: 'started' | 'done' | 'failed', cause?: MonitorError) => void;
  readonly gap: (gap: Omit<Gap, 'id'>) => void;
  /** The channels that serve, whenever one of them changes. */
  readonly serves: (channels: readonly ServingChannel[]) => void;
}

export interface ConnectionDeps extends Omit<SupervisorDeps, 'former' | 'listener' | 'crowd'> {
  /** Channels of an earlier run that may still live. */
  readonly former: readonly ServingChannel[];
  /** What the service asked of this client, also in answer to other questions than the connection's. */
  readonly patience: Patience;
  readonly listener: ConnectionListener;
}

interface Shard {
  readonly supervisor: Supervisor;
  units: readonly Unit[];
  /** Wanted of it no more, but unheard by then: a gap that is open is about these, too. */
  unheard: readonly Unit[];
  serving: ServingChannel | null;
  isLive: boolean;
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
  /** Whether those that were cut off together were told that one of them came through. */
  #isWayClear = false;
  /** Created by shards that are gone. */
  #channelsOfFormer = 0;

  constructor(deps: ConnectionDeps) {
    const watched = watchCredential(deps.service, (cause) => {
      this.#giveUp(cause);
    });
    const service = patientService(watched, deps.patience);
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
    const all = [...this.#shards.values()];
    const needed = all.filter(({ units }) => units.length > 0);
    const [first = this.#first, ...others] = needed;
    const merged = mergedReport(
      this.#reportOf(first),
      others.map((shard) => this.#reportOf(shard)),
    );
    const idle = all.filter((shard) => shard !== first && !others.includes(shard));
    const created = idle.reduce((sum, { supervisor }) => sum + supervisor.report().channelsCreated, 0);
    const channelsCreated = merged.channelsCreated + created + this.#channelsOfFormer;
    return { ...merged, channelsCreated };
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
  #unheard(shard: Shard): readonly string[] | null {
    const { units, unheard } = shard;
    const isAlone = [...this.#shards.values()].every((other) => other === shard || other.units.length === 0);
    if (isAlone) return null;
    return [...new Set([...units, ...unheard].flatMap(({ topics }) => topics))];
  }

  #plan(asksAll: boolean): void {
    const carried = new Map([...this.#shards].map(([number, shard]) => [number, shard.units]));
    const plan = planShards(this.#wanted, this.#apart, carried, MOST_SHARDS);
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
    if (shard.supervisor.report().openGap !== null) shard.unheard = [...shard.unheard, ...shard.units];
    shard.units = units;
    shard.supervisor.wantTopics(units.map(({ sent }) => sent));
    if (known === undefined && this.#isRunning) shard.supervisor.start();
  }

  #remove(number: number, shard: Shard): void {
    this.#shards.delete(number);
    this.#channelsOfFormer += shard.supervisor.report().channelsCreated;
    shard.supervisor.stop();
    this.#tell(() => {
      this.#tellServing();
    });
    this.#tell(() => {
      this.#deps.listener.changed(this.report());
    });
  }

  /** Whoever listens may fail; what is being done goes on. */
  #tell(tell: () => void): void {
    try {
      tell();
    } catch (thrown) {
      this.#deps.onUnexpected(thrown);
    }
  }

  #add(number: number): Shard {
    const { listener, ...shared } = this.#deps;
    const former = this.#former.get(number) ?? null;
    this.#former.delete(number);
    const supervisor = new Supervisor({
      ...shared,
      former,
      crowd: () => this.#crowd(shard),
      listener: {
        changed: (report) => {
          const cause = deadCredential(report.state);
          if (cause !== null) this.#giveUp(cause);
          this.#noteLive(shard, report.state.status === 'live');
          listener.changed(this.report());
        },
        frame: (lease, text, at) => listener.frame(lease * MOST_SHARDS + number, text, at),
        subscriptions: (results) => {
          this.#settle(shard, results);
        },
        renewal: listener.renewal,
        gap: (gap) => {
          const topics = this.#unheard(shard);
          shard.unheard = [];
          listener.gap({ ...gap, topics });
        },
        serves: (channel) => {
          shard.serving = channel;
          this.#tellServing();
        },
      },
    });
    const shard: Shard = { supervisor, units: [], unheard: [], serving: null, isLive: false };
    this.#shards.set(number, shard);
    return shard;
  }

  /**
   * What cuts one off mostly cuts all off. The first of them asks again and again, the others seldom: together they ask
   * the service for little more than one would.
   */
  #crowd(shard: Shard): number {
    const cutOff = [...this.#shards.values()].filter((other) => other === shard || !other.isLive);
    return cutOff[0] === shard ? 1 : cutOff.length;
  }

  /** The first that comes through tells the others, once: one that comes and goes must not keep them busy. */
  #noteLive(shard: Shard, isLive: boolean): void {
    if (shard.isLive === isLive) return;
    shard.isLive = isLive;
    const waiting = [...this.#shards.values()].filter((other) => !other.isLive);
    // Where all are live, or the first is lost, whatever comes is another outage.
    if (waiting.length === (isLive ? 0 : 1)) this.#isWayClear = false;
    else if (isLive && !this.#isWayClear) {
      this.#isWayClear = true;
      for (const { supervisor } of waiting) supervisor.wayIsClear();
    }
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
