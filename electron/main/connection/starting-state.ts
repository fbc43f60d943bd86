import type { Clock } from '../base/clock.ts';
import type { ChannelPool } from './channel-pool.ts';
import { INITIAL_STATE, type CoreState } from './state.ts';
import type { ServingChannel } from './supervisor-deps.ts';

interface Beginning {
  readonly clock: Clock;
  readonly random: () => number;
  readonly former: ServingChannel | null;
}

/** Nothing, or the channel of an earlier run: whether it still lives is asked before it is used. */
export function startingState({ clock, random, former }: Beginning, channels: ChannelPool): CoreState {
  if (former === null) return INITIAL_STATE;
  const { handle, connectUri, tokenRef, endsAt } = former;
  const channelRef = 1;
  channels.adopt(channelRef, { handle, connectUri, lifetimeMs: endsAt - clock.now() }, random());
  const spare = { channelRef, tokenRef, endsAt, isDoubtful: true, refusals: 0 };
  return { ...INITIAL_STATE, lastRef: channelRef, spare };
}
