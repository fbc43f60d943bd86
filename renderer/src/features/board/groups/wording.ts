import type { GroupPreview } from '../../../../../shared/model/board.ts';
import { TOPICS_PER_CHANNEL } from '../../../../../shared/model/subscription.ts';
import { t } from '../../../../../shared/text/t.ts';
import { countText } from '../../../wording/time.ts';

/** `8 agents. Adds 24 topics: 120 of 1,000 · 1 channel`. */
export function previewText({ members, added, cost }: GroupPreview): string {
  return t(
    '{members, plural, one {# agent} other {# agents}}. Adds {added, plural, one {# topic} other {# topics}}: {used} of {room} · {channels, plural, one {# channel} other {# channels}}',
    {
      members,
      added,
      used: countText(cost.subscriptions),
      room: countText(cost.channels * TOPICS_PER_CHANNEL),
      channels: cost.channels,
    },
  );
}
