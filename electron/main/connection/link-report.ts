import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';
import type { Clock } from '../base/clock.ts';
import type { ChannelPool } from './channel-pool.ts';
import type { Service } from './service.ts';
import type { CoreState } from './state.ts';

/** What the connection tells about itself; the pipeline adds what it counts. */
export type LinkReport = Omit<ConnectionReport, 'duplicatesFolded' | 'malformedFrames'>;

/** What is known beside the state. */
interface Facts {
  readonly isProbing: boolean;
  readonly renewals: number;
  readonly lastFrameAt: EpochMs | null;
  readonly roundTripMs: number | null;
}

/** Puts state and facts together as the window shows them. */
export function linkReport(
  { shown, attempts, gap, serving }: CoreState,
  { clock, service }: { readonly clock: Clock; readonly service: Service },
  channels: ChannelPool,
  { isProbing, renewals, lastFrameAt, roundTripMs }: Facts,
): LinkReport {
  const now = clock.now();
  const report = { state: shown, attempts, openGap: gap, isProbing, lastFrameAt, roundTripMs };
  const channelsCreated = channels.created;
  if (serving === null) return { ...report, channelsCreated, token: null, channel: null };
  const { tokenRef, channelRef } = serving;
  return {
    ...report,
    channelsCreated,
    token: {
      expiresAt: now + service.tokenEndsInMs(tokenRef),
      renewsAt: now + service.tokenDueInMs(tokenRef),
      renewals,
    },
    channel: {
      expiresAt: now + channels.endsInMs(channelRef),
      renewsAt: now + channels.dueInMs(channelRef),
    },
  };
}
