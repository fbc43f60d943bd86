import type { RenewalKind } from '../../../shared/model/connection-state.ts';
import type { ChannelPool } from './channel-pool.ts';
import type { Service } from './service.ts';
import type { CoreState } from './state.ts';
import type { ServingChannel } from './supervisor-deps.ts';

/** What ends first of what coverage rests on, and when it is to be renewed; null while nothing is to be planned. */
export function renewalDue(
  { serving, build, wait, failedCause }: CoreState,
  service: Service,
  channels: ChannelPool,
): { readonly kind: RenewalKind; readonly inMs: number } | null {
  if (serving === null || build !== null || wait !== null || failedCause !== null) return null;
  if (serving.extension === 'asked') return null;
  const tokenMs = service.tokenDueInMs(serving.tokenRef);
  const channelMs = channels.dueInMs(serving.channelRef);
  return tokenMs <= channelMs ? { kind: 'token', inMs: tokenMs } : { kind: 'channel', inMs: channelMs };
}

/** The channel that coverage rests on, with its secrets; null for none. */
export function servingChannel({ serving }: CoreState, channels: ChannelPool): ServingChannel | null {
  const channel = serving === null ? undefined : channels.get(serving.channelRef);
  if (serving === null || channel === undefined) return null;
  const { handle, connectUri } = channel;
  const { tokenRef, endsAt } = serving;
  return { handle, connectUri, tokenRef, endsAt };
}
