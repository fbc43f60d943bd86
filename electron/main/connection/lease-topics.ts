import { toMonitorError } from '../base/failure.ts';
import type { ChannelAudit } from './channel-audit.ts';
import type { ChannelPool } from './channel-pool.ts';
import { Requests } from './requests.ts';
import { isAnswer } from './retry.ts';
import type { CoreEvent, CoreState, Effect } from './state.ts';
import type { SupervisorDeps } from './supervisor-deps.ts';
import type { TopicSync } from './topic-sync.ts';

type Doing<Name extends Effect['do']> = Extract<Effect, { readonly do: Name }>;

export interface LeaseTopicsDeps extends Pick<SupervisorDeps, 'clock' | 'random' | 'service'> {
  readonly channels: ChannelPool;
  readonly topics: TopicSync;
  readonly audit: ChannelAudit;
  readonly state: () => CoreState;
  readonly dispatch: (event: CoreEvent) => void;
  /** The channel in use lives longer now. */
  readonly extended: () => void;
}

/** What is asked about the topics of a lease, and what becomes of it: an event of that lease. */
export class LeaseTopics {
  readonly #deps: LeaseTopicsDeps;
  readonly #syncs = new Requests();
  /** Asked beside whatever else is asked for the same lease. */
  readonly #extensions = new Requests();

  constructor(deps: LeaseTopicsDeps) {
    this.#deps = deps;
  }

  sync(effect: Doing<'sync-topics'>): void {
    this.#onceSound(effect.lease, () => {
      this.#sync(effect);
    });
  }

  extend(effect: Doing<'extend-channel'>): void {
    this.#onceSound(effect.lease, () => {
      this.#extend(effect);
    });
  }

  /** The socket of a lease is over: nothing that was meant for it goes on. */
  giveUp(lease: number): void {
    this.#syncs.giveUp(lease);
    this.#extensions.giveUp(lease);
  }

  /** What has topics asked for anew comes after a look whether any were missing: it would cover that up. */
  #onceSound(lease: number, then: () => void): void {
    const state = this.#deps.state();
    if (state.serving?.ref === lease) this.#deps.audit.whenSound(state, { asksChannel: true, then });
    else then();
  }

  #sync(effect: Doing<'sync-topics'>): void {
    const { clock, topics, audit, state, dispatch } = this.#deps;
    const { lease } = effect;
    const { version } = topics;
    const askedAt = clock.now();
    this.#syncs.run(
      lease,
      (signal) => topics.sync(effect, signal),
      () => {
        audit.proven(lease, askedAt);
        dispatch({ type: 'topics-synced', lease, version });
      },
      (thrown) => {
        const error = toMonitorError(thrown);
        if (state().serving?.ref === lease && isAnswer(error)) topics.refused(version, error.message);
        dispatch({ type: 'topics-failed', lease, version, error, provenAt: audit.provenAt(lease) });
      },
    );
  }

  #extend(effect: Doing<'extend-channel'>): void {
    const { clock, random, service, channels, topics, audit, dispatch, extended } = this.#deps;
    const { lease, channelRef, tokenRef } = effect;
    const { version } = topics;
    this.#extensions.run(
      lease,
      (signal) => topics.extend(effect, signal),
      (lifeMs) => {
        channels.extend(channelRef, lifeMs, random());
        const endsAt = clock.now() + Math.min(lifeMs, service.tokenEndsInMs(tokenRef));
        dispatch({ type: 'channel-extended', lease, version, endsAt });
        extended();
      },
      (thrown) => {
        const error = toMonitorError(thrown);
        dispatch({ type: 'extension-failed', lease, version, error, provenAt: audit.provenAt(lease) });
      },
    );
  }
}
