import type { Directory } from '../../../../shared/model/directory.ts';
import type { Profile } from '../../../../shared/model/profile.ts';
import type { TopicCost } from '../../../../shared/model/subscription-unit.ts';
import { MOST_SHARDS, TOPICS_PER_CHANNEL, type Subscription } from '../../../../shared/model/subscription.ts';
import { t } from '../../../../shared/text/t.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { countText } from '../../wording/time.ts';
import { topicName } from '../../wording/topic-name.ts';
import type { Obstacle } from './picker.ts';
import type { SelectionChange } from './selection.ts';

/** Why a topic cannot be chosen, and what would help. */
export const OBSTACLES: Record<Obstacle, () => string> = {
  'event-bridge-only': () =>
    t('Not possible: Genesys sends it over Amazon EventBridge only, never over WebSocket.'),
  'needs-user': () => t('Not possible: it needs a signed-in user, and Vigil signs in as an application.'),
  'needs-person': () => t('Choose a person on the left to fill in the id.'),
  'needs-queue': () => t('Choose a queue on the left to fill in the id.'),
  'needs-ids': () => t('Has ids that have no list to choose from.'),
};

export type TopicStatus = Subscription['status'] | 'to-add' | 'to-remove';

export const STATUS_WORDS: Record<TopicStatus, () => string> = {
  confirmed: () => t('Subscribed'),
  pending: () => t('Subscribing…'),
  refused: () => t('Refused'),
  'to-add': () => t('Will be added'),
  'to-remove': () => t('Will be removed'),
};

/** Why Genesys refused a topic: what is missing, and its own words. */
export function refusalText({ reason, missingPermissions = [] }: Subscription): string {
  const missing =
    missingPermissions.length === 0
      ? ''
      : t('Missing {count, plural, one {permission} other {permissions}}: {permissions}.', {
          count: missingPermissions.length,
          permissions: missingPermissions.map(visibleText).join(', '),
        });
  const words =
    reason === undefined
      ? ''
      : t('Genesys says: {reason}.', { reason: visibleText(reason) }).replace(/\.\.$/, '.');
  return [missing, words].filter((part) => part !== '').join(' ') || t('Genesys gave no reason.');
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
    t(
      'Genesys Cloud refused {count, plural, one {# notification topic} other {# notification topics}} to the OAuth client {client}.',
      {
        count: refused.length,
        client: profile === undefined ? '' : `${profile.clientId} (${profile.name})`,
      },
    ),
    ...(permissions.length === 0
      ? []
      : [
          '',
          t(
            'Please add these permissions to a role of that client, for the divisions of the people and queues concerned',
          ),
          t(
            '(Admin > People & Permissions > Roles, then Admin > Integrations > OAuth > the client > Roles):',
          ),
          ...permissions.map((permission) => `- ${permission}`),
        ]),
    '',
    t('Refused topics:'),
    ...lines,
    '',
  ].join('\n');
}

/** `Adds 24, removes 2: 96 → 118`. */
export function changeWords({ added, removed, before, after }: SelectionChange): string {
  const values = {
    added: countText(added),
    removed: countText(removed),
    before: countText(before),
    after: countText(after),
  };
  if (removed === 0) return t('Adds {added}: {before} → {after}', values);
  return added === 0
    ? t('Removes {removed}: {before} → {after}', values)
    : t('Adds {added}, removes {removed}: {before} → {after}', values);
}

/** What a choice beyond one channel's limit takes; null within it. */
export function limitWords({ subscriptions, channels }: TopicCost, topics: number): string | null {
  if (channels > MOST_SHARDS) {
    return t('This takes {channels} channels; Vigil uses at most {most} of the 20 that all installs share.', {
      channels: countText(channels),
      most: countText(MOST_SHARDS),
    });
  }
  if (topics <= TOPICS_PER_CHANNEL) return null;
  return subscriptions < topics
    ? t(
        'Takes {channels, plural, one {# channel} other {# channels}} of the 20 that all installs of this client id share, ' +
          'after combining those of one person or queue.',
        { channels },
      )
    : t(
        'Takes {channels, plural, one {# channel} other {# channels}} of the 20 that all installs of this client id share.',
        { channels },
      );
}

/** `46 subscribed · 2 refused · 1 pending`. */
export function statusCounts(subscriptions: readonly Subscription[]): string {
  const count = (status: Subscription['status']): number =>
    subscriptions.filter((subscription) => subscription.status === status).length;
  const parts = [t('{count} subscribed', { count: countText(count('confirmed')) })];
  if (count('refused') > 0) parts.push(t('{count} refused', { count: countText(count('refused')) }));
  if (count('pending') > 0) parts.push(t('{count} pending', { count: countText(count('pending')) }));
  return parts.join(' · ');
}
