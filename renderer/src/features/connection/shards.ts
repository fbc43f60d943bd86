import type { ConnectionReport, EpochMs, ShardReport } from '../../../../shared/model/connection-state.ts';
import type { Fact } from '../../ui/Facts.tsx';
import { errorHeadline } from '../../wording/errors.ts';
import { countText, momentText, plural } from '../../wording/time.ts';
import { countdownText } from './chip.ts';

/** How much is not heard where something else is, or null: `500 of 1,500 topics`. */
export function unheardText({ openGap, shards }: ConnectionReport): string | null {
  if (openGap?.topics == null) return null;
  const all = shards.reduce((sum, { topics }) => sum + topics, 0);
  return `${countText(openGap.topics.length)} of ${plural(all, 'topic')}`;
}

/** Each channel on its own; none where there is one only, which all the rest of the view is about. */
export function shardFacts({ shards }: ConnectionReport, now: EpochMs): readonly Fact[] {
  if (shards.length < 2) return [];
  return shards.map((shard, index) => ({
    label: `Channel ${countText(index + 1)}`,
    text: `${plural(shard.topics, 'subscription')}, ${shardText(shard, now)}`,
  }));
}

function shardText({ state, channel }: ShardReport, now: EpochMs): string {
  switch (state.status) {
    case 'live':
      if (state.renewal !== null) return 'live, being renewed';
      return channel === null ? 'live' : `live, renews ${momentText(channel.renewsAt, now)}`;
    case 'waiting':
      return `${errorHeadline(state.cause).toLowerCase()}, next try ${countdownText(state.retryAt, now)}`;
    case 'offline':
      return 'no network';
    case 'failed':
      return errorHeadline(state.cause).toLowerCase();
    case 'stopped':
    case 'signed-out':
      return 'not connected';
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
      return 'connecting';
  }
}
