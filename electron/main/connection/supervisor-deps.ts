import type { EpochMs, Gap, RenewalKind } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import type { Clock } from '../base/clock.ts';
import type { ChannelBudget } from './channel-budget.ts';
import type { LinkReport } from './link-report.ts';
import type { Service } from './service.ts';
import type { OpenWire } from './wire.ts';

/** What a frame means for the connection that it came over. */
export type Signal = 'pong' | 'heartbeat' | 'closing' | 'channel-lost' | 'token-revoked';

/** A channel with a socket on it, to come back to in another run. `handle` and `connectUri` are bearer secrets. */
export interface ServingChannel {
  readonly handle: string;
  readonly connectUri: string;
  readonly tokenRef: number;
  /** When channel or token ends, whichever is first. */
  readonly endsAt: EpochMs;
}

export interface SupervisorListener {
  readonly changed: (report: LinkReport) => void;
  /**
   * A frame of one socket, null for a binary one, and when it came. Answers with what it means for the connection, if
   * anything.
   */
  readonly frame: (lease: number, text: string | null, at: EpochMs) => Signal | null;
  readonly subscriptions: (results: readonly Subscription[]) => void;
  readonly renewal: (kind: RenewalKind, phase: 'started' | 'done' | 'failed', cause?: MonitorError) => void;
  readonly gap: (gap: Omit<Gap, 'id'>) => void;
  /** Another channel serves now. */
  readonly serves: (channel: ServingChannel) => void;
}

export interface SupervisorDeps {
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly openWire: OpenWire;
  readonly isOnline: () => boolean;
  readonly service: Service;
  readonly budget: ChannelBudget;
  /** Whether a channel near its end is asked to live longer before it is replaced. */
  readonly extendsChannels: boolean;
  /** Connections that are cut off as this one is, while another goes ahead; 1 for the one that goes ahead. */
  readonly crowd: () => number;
  /** A channel of an earlier run that may still live. */
  readonly former: ServingChannel | null;
  readonly listener: SupervisorListener;
  /** A listener threw. The connection goes on without it. */
  readonly onUnexpected: (thrown: unknown) => void;
}
