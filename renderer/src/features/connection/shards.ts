import type { ConnectionReport, EpochMs, ShardReport } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import type { Fact } from '../../ui/Facts.tsx';
import { errorPhrase } from '../../wording/errors.ts';
import { countdownText, countText, momentText } from '../../wording/time.ts';

const topicsIn = (shards: readonly ShardReport[]): number =>
  shards.reduce((sum, { topics }) => sum + topics, 0);

/** How much is not heard where something else is: `500 of 1,500 topics`. Null when everything is, or nothing. */
export function unheardText({ shards }: ConnectionReport): string | null {
  const all = topicsIn(shards);
  const heard = topicsIn(shards.filter(({ state }) => state.status === 'live'));
  return heard === 0 || heard === all
    ? null
    : t('{unheard} of {all, plural, one {# topic} other {# topics}}', {
        unheard: countText(all - heard),
        all,
      });
}

/** Each channel on its own; none where there is one only, which all the rest of the view is about. */
export function shardFacts({ shards }: ConnectionReport, now: EpochMs): readonly Fact[] {
  if (shards.length < 2) return [];
  return shards.map((shard, index) => ({
    label: t('Channel {number}', { number: countText(index + 1) }),
    text: t('{topics, plural, one {# topic} other {# topics}}, {state}', {
      topics: shard.topics,
      state: shardText(shard, now),
    }),
  }));
}

function shardText({ state, channel }: ShardReport, now: EpochMs): string {
  switch (state.status) {
    case 'live':
      if (state.renewal !== null) return t('live, being renewed');
      if (state.concern !== null) {
        return state.concern.retryAt === null
          ? t('live, but cannot be renewed')
          : t('live, renewal is tried again {when}', { when: countdownText(state.concern.retryAt, now) });
      }
      return channel === null
        ? t('live')
        : t('live, renews {moment}', { moment: momentText(channel.renewsAt, now) });
    case 'waiting':
      return t('{problem}, next try {when}', {
        problem: errorPhrase(state.cause),
        when: countdownText(state.retryAt, now),
      });
    case 'offline':
      return t('no network');
    case 'failed':
      return errorPhrase(state.cause);
    case 'stopped':
    case 'signed-out':
      return t('not connected');
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
      return t('connecting');
  }
}
