import type { SecretStorage } from '../../../../shared/model/profile.ts';
import { countText, plural } from '../../wording/time.ts';

/** Where secrets are kept, in a few words. */
export function secretStorageText(storage: SecretStorage): string {
  return storage.kind === 'keychain' ? `Secrets in ${storage.name}` : 'Secrets are kept until Vigil closes';
}

/** How many topics are wanted, and over how many channels they come where one is not enough. */
export const topicsText = (topics: number, channels: number): string =>
  channels > 1 ? `${plural(topics, 'topic')} on ${countText(channels)} channels` : plural(topics, 'topic');

/** How many stretches were not covered, the one that is still open included. */
export function gapsText(closed: number, isOpen: boolean): string {
  const all = closed + (isOpen ? 1 : 0);
  if (all === 0) return 'No gaps';
  return isOpen ? `${plural(all, 'gap')}, one still open` : plural(all, 'gap');
}
