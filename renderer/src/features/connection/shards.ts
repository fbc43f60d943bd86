import type { ConnectionReport, EpochMs, ShardReport } from '../../../../shared/model/connection-state.ts';
import type { Fact } from '../../ui/Facts.tsx';
import { errorHeadline } from '../../wording/errors.ts';
import { countdownText, countText, momentText, plural } from '../../wording/time.ts';

const topicsIn = (shards: readonly ShardReport[]): number =>
  shards.reduce((sum, { topics }) => sum + topics, 0);

/** How much is not heard where something else is: `500 of 1,500 topics`. Null when everything is, or nothing. */
export function unheardText({ shards }: ConnectionReport): string | null {
  const all = topicsIn(shards);
  const heard = topicsIn(shards.filter(({ state }) => state.status === 'live'));
  return heard === 0 || heard === all ? null : `${countText(all - heard)} of ${plural(all, 'topic')}`;
}

/** Each channel on its own; none where there is one only, which all the rest of the view is about. */
export function shardFacts({ shards }: ConnectionReport, now: EpochMs): readonly Fact[] {
  if (shards.length < 2) return [];
  return shards.map((shard, index) => ({
    label: `Channel ${countText(index + 1)}`,
    text: `${plural(shard.topics, 'topic')}, ${shardText(shard, now)}`,
  }));
}

function shardText({ state, channel }: ShardReport, now: EpochMs): string {
  switch (state.status) {
    case 'live':
      if (state.renewal !== null) return 'live, being renewed';
      if (state.concern !== null) {
        return state.concern.retryAt === null
          ? 'live, but cannot be renewed'
          : `live, renewal is tried again ${countdownText(state.concern.retryAt, now)}`;
      }
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
