import {
  bareReport,
  type ConnectionReport,
  type ConnectionState,
} from '../../../shared/model/connection-state.ts';
import type { ClockOffset } from '../../../shared/model/agent.ts';
import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { Profile } from '../../../shared/model/profile.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import type { Subject } from '../../../shared/model/timeline.ts';
import { toMonitorError } from '../base/failure.ts';
import type { AgentFeed } from '../board/agent-book.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Written } from '../history/timeline-store.ts';
import type { Coverage } from './coverage.ts';
import { NameLookUp } from './name-look-up.ts';
import { readKeptSession, writeKeptSession, type KeptSession } from './kept-session.ts';
import { createSession, type Session, type SessionOptions, type World } from './session.ts';
import { SubscriptionList } from './subscription-list.ts';
import type { Org, SignIn } from './sign-in.ts';

export interface HostListener {
  readonly connection: (report: ConnectionReport) => void;
  readonly subscriptions: (subscriptions: readonly Subscription[]) => void;
  readonly directory: (directory: Directory) => void;
  /** The refresh found out how something stands. */
  readonly fetched: (topic: string, body: JsonValue) => void;
  readonly agents: AgentFeed;
  readonly clockMeasured: (offset: ClockOffset | null) => void;
  readonly notices: (notices: readonly Notice[]) => void;
  readonly record: (written: Written) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}

/** Holds the one session of an organisation, or none, and what has to be known of it. */
export class SessionHost {
  readonly #world: World;
  readonly #signIn: SignIn;
  readonly #secrets: SecretStore;
  readonly #coverage: Coverage;
  readonly #channelsPerDay: number;
  readonly #listener: HostListener;
  readonly #subscriptions = new SubscriptionList();
  #session: Session | null = null;
  #names: NameLookUp | null = null;
  #report: ConnectionReport = bareReport({ status: 'signed-out' });
  #directory: Directory = EMPTY_DIRECTORY;
  #recorded = '';
  /** Counts openings and closings, so that one that was overtaken while it waited lets the newer one be. */
  #turn = 0;

  constructor(deps: {
    readonly world: World;
    readonly signIn: SignIn;
    readonly secrets: SecretStore;
    readonly coverage: Coverage;
    readonly channelsPerDay: number;
    readonly listener: HostListener;
  }) {
    this.#world = deps.world;
    this.#signIn = deps.signIn;
    this.#secrets = deps.secrets;
    this.#coverage = deps.coverage;
    this.#channelsPerDay = deps.channelsPerDay;
    this.#listener = deps.listener;
  }

  /** As of now: what is counted goes on between two reports. */
  report(): ConnectionReport {
    return this.#session?.report() ?? this.#report;
  }

  subscriptions(): readonly Subscription[] {
    return this.#subscriptions.current();
  }

  directory(): Directory {
    return this.#directory;
  }

  session(): Session | null {
    return this.#session;
  }

  /** Closes the open session and opens one for the profile as it is now. What stands in the way is shown as a state. */
  async open(profile: Profile): Promise<void> {
    const closing = this.close();
    // Taken before anything is waited for, so that only the newest call goes on from there.
    const turn = this.#turn;
    await closing;
    if (turn !== this.#turn) return;
    this.#setDirectory(EMPTY_DIRECTORY);
    this.#subscriptions.reset(profile.topics);
    this.#listener.subscriptions(this.#subscriptions.current());
    try {
      const org = await this.#signIn.credentialsOf(profile);
      const options = await this.#optionsOf(profile, org);
      if (turn !== this.#turn) return;
      const session = createSession(
        this.#world,
        org,
        {
          changed: (report) => {
            if (this.#session === session) this.#show(report);
          },
          record: this.#listener.record,
          fetched: this.#listener.fetched,
          subscriptions: (results) => {
            if (this.#session === session) this.#settle(results);
          },
          agents: this.#listener.agents,
          clockMeasured: this.#listener.clockMeasured,
          onUnexpected: this.#listener.onUnexpected,
        },
        options,
      );
      this.#session = session;
      this.#names = new NameLookUp(session, this.#world.clock);
      this.#coverage.begin(profile.topics.length > 0);
      session.start(profile.topics);
    } catch (thrown) {
      if (turn === this.#turn) this.#fail(toMonitorError(thrown));
      throw thrown;
    }
  }

  /** The practice org begins anew with each run: there is nothing in it to come back to. */
  async #optionsOf(profile: Profile, org: Org): Promise<Partial<SessionOptions>> {
    const options = {
      channelsPerDay: this.#channelsPerDay,
      extendsChannels: profile.extendsChannels ?? false,
    };
    if (profile.target.kind === 'practice') return options;
    const keep = (kept: KeptSession): void => {
      writeKeptSession(this.#secrets, profile.id, kept).catch(this.#listener.onUnexpected);
    };
    try {
      const { clock, install } = this.#world;
      const former = await readKeptSession(this.#secrets, profile.id, { ...org, install }, clock.now());
      return { ...options, keep, former };
    } catch (thrown) {
      // It would only have spared a token and a channel.
      this.#listener.onUnexpected(thrown);
      return { ...options, keep };
    }
  }

  wantTopics(topics: readonly string[]): void {
    this.#subscriptions.want(topics);
    this.#listener.subscriptions(this.#subscriptions.current());
    this.#session?.wantTopics(topics);
  }

  async close(): Promise<void> {
    this.#turn += 1;
    const session = this.#session;
    if (session === null) return;
    session.stop();
    this.#show(session.report());
    this.#session = null;
    await this.#coverage.end();
  }

  #show(report: ConnectionReport): void {
    this.#report = report;
    this.#coverage.observe(report, this.#subscriptions.current().length > 0);
    this.#recordState(report.state);
    this.#listener.connection(report);
    if (report.state.status === 'live' && this.#names?.isDue === true) {
      this.#lookUp(this.#names).catch(this.#listener.onUnexpected);
    }
  }

  /** Events were about these: names that are not known are looked up by and by. */
  meet(subjects: readonly Subject[]): void {
    const names = this.#names;
    if (names === null || this.#session === null) return;
    for (const subject of subjects) names.meet(subject);
    if (this.#report.state.status === 'live' && names.isDue) {
      this.#lookUp(names).catch(this.#listener.onUnexpected);
    }
  }

  /** Names are looked up beside the connection, once it is there. */
  async #lookUp(names: NameLookUp): Promise<void> {
    const { directory, notices } = await names.run();
    if (this.#names !== names || this.#session === null) return;
    this.#setDirectory(directory);
    this.#listener.notices(notices);
  }

  /** The timeline tells of each status once, and of each new wait; a renewal has records of its own. */
  #recordState(state: ConnectionState): void {
    const key = state.status === 'waiting' ? `waiting ${String(state.retryAt)}` : state.status;
    if (key === this.#recorded) return;
    this.#recorded = key;
    this.#listener.record({ at: this.#world.clock.now(), type: 'connection', state });
  }

  #settle(results: readonly Subscription[]): void {
    const at = this.#world.clock.now();
    for (const subscription of this.#subscriptions.settle(results)) {
      this.#listener.record({ at, type: 'subscription', subscription });
    }
    this.#listener.subscriptions(this.#subscriptions.current());
  }

  #setDirectory(directory: Directory): void {
    this.#directory = directory;
    this.#listener.directory(directory);
  }

  #fail(cause: MonitorError): void {
    // Each attempt that could not even begin is told, also when the one before it ended the same way.
    this.#recorded = '';
    this.#show(bareReport({ status: 'failed', since: this.#world.clock.now(), cause }));
  }
}
