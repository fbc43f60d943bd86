import type { SecretStorage } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import { countText } from '../../wording/time.ts';

/** Where secrets are kept, in a few words. */
export function secretStorageText(storage: SecretStorage): string {
  return storage.kind === 'keychain'
    ? t('Secrets in {name}', { name: storage.name })
    : t('Secrets are kept until Vigil closes');
}

/** How many topics are wanted, and over how many channels they come where one is not enough. */
export const topicsText = (topics: number, channels: number): string =>
  channels > 1
    ? t('{topics, plural, one {# topic} other {# topics}} on {channels} channels', {
        topics,
        channels: countText(channels),
      })
    : t('{topics, plural, one {# topic} other {# topics}}', { topics });

/** How many stretches were not covered, the one that is still open included. */
export function gapsText(closed: number, isOpen: boolean): string {
  const all = closed + (isOpen ? 1 : 0);
  if (all === 0) return t('No gaps');
  return isOpen
    ? t('{all, plural, one {# gap} other {# gaps}}, one still open', { all })
    : t('{all, plural, one {# gap} other {# gaps}}', { all });
}
