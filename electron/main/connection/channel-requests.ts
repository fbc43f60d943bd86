import type { Clock } from '../base/clock.ts';
import { toMonitorError } from '../base/failure.ts';
import type { ChannelBudget } from './channel-budget.ts';
import type { ChannelPool } from './channel-pool.ts';
import type { Service } from './service.ts';
import type { CoreEvent, Effect } from './state.ts';

/** An effect that asks something of the service for the lease that is being built. */
export type BuildRequest = Extract<
  Effect,
  { readonly do: 'obtain-token' | 'create-channel' | 'check-channel' }
>;

export interface RequestDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly service: Service;
  readonly channels: ChannelPool;
  readonly budget: ChannelBudget;
}

/** Asks, and answers with what it means for the build. What fails is thrown. */
export async function askForBuild(
  deps: RequestDeps,
  effect: BuildRequest,
  signal: AbortSignal,
): Promise<CoreEvent> {
  switch (effect.do) {
    case 'obtain-token': {
      const tokenRef = await deps.service.obtainToken(effect.newerThan);
      return { type: 'token-ready', build: effect.build, tokenRef };
    }
    case 'create-channel':
      return createChannel(deps, effect, signal);
    case 'check-channel':
      return checkChannel(deps, effect, signal);
  }
}

async function createChannel(
  { clock, random, service, channels, budget }: RequestDeps,
  { build, channelRef, tokenRef }: Extract<BuildRequest, { readonly do: 'create-channel' }>,
  signal: AbortSignal,
): Promise<CoreEvent> {
  budget.spend();
  const channel = await service.createChannel(tokenRef, signal);
  channels.add(channelRef, channel, random());
  const endsInMs = Math.min(channel.lifetimeMs, service.tokenEndsInMs(tokenRef));
  return { type: 'channel-ready', build, endsAt: clock.now() + endsInMs };
}

async function checkChannel(
  { service, channels }: RequestDeps,
  { build, channelRef, tokenRef }: Extract<BuildRequest, { readonly do: 'check-channel' }>,
  signal: AbortSignal,
): Promise<CoreEvent> {
  const handle = channels.get(channelRef)?.handle;
  const isAlive = handle !== undefined && (await service.channelExists(tokenRef, handle, signal));
  const channelsInUse = isAlive ? null : await countChannels(service, tokenRef, signal);
  return { type: 'channel-checked', build, isAlive, channelsInUse };
}

/** How many there are explains why one is gone; not knowing it is no reason to fail. */
async function countChannels(
  service: Service,
  tokenRef: number,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    return await service.countChannels(tokenRef, signal);
  } catch (thrown) {
    if (toMonitorError(thrown).code === 'auth/token-rejected') throw thrown;
    return null;
  }
}
