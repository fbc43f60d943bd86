import type { Directory } from '../../../../shared/model/directory.ts';
import type { Profile } from '../../../../shared/model/profile.ts';
import type { TopicCost } from '../../../../shared/model/subscription-unit.ts';
import { MOST_SHARDS, TOPICS_PER_CHANNEL, type Subscription } from '../../../../shared/model/subscription.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { countText, plural } from '../../wording/time.ts';
import { topicName } from '../../wording/topic-name.ts';
import type { Obstacle } from './picker.ts';
import type { SelectionChange } from './selection.ts';

/** Why a topic cannot be chosen, and what would help. */
export const OBSTACLES: Record<Obstacle, string> = {
  'event-bridge-only': 'Not possible: Genesys sends it over Amazon EventBridge only, never over WebSocket.',
  'needs-user': 'Not possible: it needs a signed-in user, and Vigil signs in as an application.',
  'needs-person': 'Choose a person on the left to fill in the id.',
  'needs-queue': 'Choose a queue on the left to fill in the id.',
  'needs-ids': 'Has ids that have no list to choose from.',
};

export type TopicStatus = Subscription['status'] | 'to-add' | 'to-remove';

export const STATUS_WORDS: Record<TopicStatus, string> = {
  confirmed: 'Subscribed',
  pending: 'Subscribing…',
  refused: 'Refused',
  'to-add': 'Will be added',
  'to-remove': 'Will be removed',
};

/** Why Genesys refused a topic: what is missing, and its own words. */
export function refusalText({ reason, missingPermissions = [] }: Subscription): string {
  const missing =
    missingPermissions.length === 0
      ? ''
      : `Missing ${missingPermissions.length === 1 ? 'permission' : 'permissions'}: ${missingPermissions.map(visibleText).join(', ')}.`;
  const words = reason === undefined ? '' : `Genesys says: ${visibleText(reason)}.`.replace(/\.\.$/, '.');
  return [missing, words].filter((part) => part !== '').join(' ') || 'Genesys gave no reason.';
}

/** A text that an admin can act on without knowing Vigil. */
export function adminRequest(
  refused: readonly Subscription[],
  profile: Profile | undefined,
  directory: Directory,
): string {
  const permissions = [
    ...new Set(refused.flatMap(({ missingPermissions = [] }) => missingPermissions)),
  ].sort();
  const lines = refused.map((subscription) => {
    const { who, what } = topicName(subscription.topic, directory);
    return `- ${subscription.topic} (${who}: ${what}): ${refusalText(subscription)}`;
  });
  return [
    `Genesys Cloud refused ${plural(refused.length, 'notification topic')} to the OAuth client ${profile?.clientId ?? ''}${profile === undefined ? '' : ` (${profile.name})`}.`,
    ...(permissions.length === 0
      ? []
      : [
          '',
          'Please add these permissions to a role of that client, for the divisions of the people and queues concerned',
          '(Admin > People & Permissions > Roles, then Admin > Integrations > OAuth > the client > Roles):',
          ...permissions.map((permission) => `- ${permission}`),
        ]),
    '',
    'Refused topics:',
    ...lines,
    '',
  ].join('\n');
}

/** `Adds 24, removes 2: 96 → 118 topics.` */
export function changeWords({ added, removed, before, after }: SelectionChange): string {
  const parts = [
    added > 0 ? `adds ${countText(added)}` : '',
    removed > 0 ? `removes ${countText(removed)}` : '',
  ];
  const words = parts.filter((part) => part !== '').join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${countText(before)} → ${countText(after)}`;
}

/** What a choice beyond one channel's limit takes; null within it. */
export function limitWords({ subscriptions, channels }: TopicCost, topics: number): string | null {
  if (channels > MOST_SHARDS) {
    return `This takes ${countText(channels)} channels; Vigil uses at most ${countText(MOST_SHARDS)} of the 20 that all installs share.`;
  }
  if (topics <= TOPICS_PER_CHANNEL) return null;
  const combined = subscriptions < topics ? ', after combining those of one person or queue' : '';
  return `Takes ${plural(channels, 'channel')} of the 20 that all installs of this client id share${combined}.`;
}

/** `46 subscribed · 2 refused · 1 pending`. */
export function statusCounts(subscriptions: readonly Subscription[]): string {
  const count = (status: Subscription['status']): number =>
    subscriptions.filter((subscription) => subscription.status === status).length;
  const parts = [`${countText(count('confirmed'))} subscribed`];
  if (count('refused') > 0) parts.push(`${countText(count('refused'))} refused`);
  if (count('pending') > 0) parts.push(`${countText(count('pending'))} pending`);
  return parts.join(' · ');
}
